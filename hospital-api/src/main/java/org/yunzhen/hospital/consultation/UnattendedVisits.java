package org.yunzhen.hospital.consultation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Ends, with refund, the visits whose doctor never came: after the end of their day. */
@ApplicationScoped
class UnattendedVisits {
    private static final Logger LOG = Logger.getLogger(UnattendedVisits.class);
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Leases leases;
    private final Transactions transactions;
    private final VisitRows rows;
    private final Visits visits;
    private final YunzhenConfig config;

    UnattendedVisits(
            Leases leases,
            Transactions transactions,
            VisitRows rows,
            Visits visits,
            YunzhenConfig config) {
        this.leases = leases;
        this.transactions = transactions;
        this.rows = rows;
        this.visits = visits;
        this.config = config;
    }

    @Scheduled(every = "60s", delayed = "30s", identity = "unattended-visits")
    Uni<Void> everyMinute() {
        return leases.whenHeld("unattended-visits", LEASE, this::endAll);
    }

    /** Ends all that are due; one that cannot be ended does not keep the others. */
    Uni<Void> endAll() {
        Tx reading = transactions.reading(config.homeTenant());
        OffsetDateTime dayIsOver =
                Today.start(reading.now().minus(config.consultation().unattendedAfter()));
        return rows.unattended(reading, dayIsOver)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::end)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> end(VisitRows.Unattended due) {
        return transactions
                .run(due.tenant(), tx -> lapse(tx, due.encounter()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "visit %s was not ended", due.encounter()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> lapse(Tx tx, String encounter) {
        return visits.lock(tx, encounter)
                .chain(
                        found ->
                                found.filter(l -> l.visit().status() == VisitStatus.ARRIVED)
                                        .map(
                                                locked ->
                                                        visits.cancel(
                                                                        tx,
                                                                        locked,
                                                                        VisitStep.LAPSE,
                                                                        null,
                                                                        null)
                                                                .replaceWithVoid())
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
