package org.yunzhen.hospital.appointment;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Transactions;

/**
 * Goes on with stops of service until nobody is left over: each appointment in its own transaction,
 * so that a crash loses nothing and the next run resumes.
 */
@ApplicationScoped
class StopJob {
    private static final Logger LOG = Logger.getLogger(StopJob.class);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Leases leases;
    private final Transactions transactions;
    private final StopRows rows;
    private final StopService service;

    StopJob(Leases leases, Transactions transactions, StopRows rows, StopService service) {
        this.leases = leases;
        this.transactions = transactions;
        this.rows = rows;
        this.service = service;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> goOn() {
        return quietly(leases.whenHeld("appointment.stop", LEASE, this::all));
    }

    private Uni<Void> all() {
        return rows.open().chain(open -> each(open, stop -> behind(stop, batch(stop))));
    }

    private Uni<Void> batch(StopRows.Open stop) {
        return rows.left(stop).chain(left -> left.isEmpty() ? finish(stop) : cancel(stop, left));
    }

    private Uni<Void> cancel(StopRows.Open stop, List<String> left) {
        return each(
                left,
                id ->
                        behind(
                                stop,
                                transactions.run(
                                        stop.tenant(), tx -> service.cancelOne(tx, stop, id))));
    }

    /** As many stops as a turn takes may fail for ever: the next are not kept waiting for them. */
    private Uni<Void> behind(StopRows.Open stop, Uni<Void> work) {
        return work.onFailure().call(() -> rows.failed(transactions.reading(stop.tenant()), stop));
    }

    private Uni<Void> finish(StopRows.Open stop) {
        return transactions.run(stop.tenant(), tx -> service.finish(tx, stop));
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> quietly(work.apply(item)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What fails now is found again by the next run. */
    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warn("a stop of service cannot go on for now", failure))
                .onFailure()
                .recoverWithNull();
    }
}
