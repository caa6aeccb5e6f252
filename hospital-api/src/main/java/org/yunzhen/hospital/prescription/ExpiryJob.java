package org.yunzhen.hospital.prescription;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.rule.Rule;

/** Ends prescriptions whose validity is over ({@link Rule#R21}), each in its own transaction. */
@ApplicationScoped
class ExpiryJob {
    private static final Logger LOG = Logger.getLogger(ExpiryJob.class);
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Leases leases;
    private final Transactions transactions;
    private final PrescriptionRows rows;
    private final Moves moves;
    private final YunzhenConfig config;

    ExpiryJob(
            Leases leases,
            Transactions transactions,
            PrescriptionRows rows,
            Moves moves,
            YunzhenConfig config) {
        this.leases = leases;
        this.transactions = transactions;
        this.rows = rows;
        this.moves = moves;
        this.config = config;
    }

    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = SKIP)
    Uni<Void> whenHeld() {
        return leases.whenHeld("prescription-expiry", LEASE, this::expire);
    }

    /** Ends all that are due; one that cannot be ended does not keep the others. */
    Uni<Void> expire() {
        return rows.due(transactions.reading(config.homeTenant())).chain(this::expireEach);
    }

    private Uni<Void> expireEach(List<PrescriptionRows.Due> due) {
        return InTurn.each(due, this::expireOne);
    }

    private Uni<Stored> expireOne(PrescriptionRows.Due due) {
        return transactions
                .run(due.tenant(), tx -> expire(tx, due.id()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "prescription %s was not ended", due.id()))
                .onFailure()
                .call(() -> rows.failed(transactions.reading(due.tenant()), due.id()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Stored> expire(Tx tx, String id) {
        return rows.lock(tx, id)
                .chain(
                        found ->
                                found.filter(row -> row.isOpen() && row.expired(tx.now()))
                                        .map(row -> end(tx, row))
                                        .orElseGet(() -> Uni.createFrom().nullItem()));
    }

    /** What was dispensed in part is completed as far as it got; the rest is stopped. */
    private Uni<Stored> end(Tx tx, Prescription row) {
        return rows.lines(tx, row.id())
                .map(Line::someDispensed)
                .map(some -> row.after(some ? Step.COMPLETE : Step.EXPIRE))
                .chain(
                        after ->
                                moves.apply(
                                        tx,
                                        row,
                                        after,
                                        Kinds.PRESCRIPTION_MOVED,
                                        task -> TaskDocument.reason(task, "处方已过有效期 expired")));
    }
}
