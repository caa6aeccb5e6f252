package org.yunzhen.hospital.settlement;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Takes up every bill that nobody moves: after a crash, an unknown outcome, a cancellation. */
@ApplicationScoped
class UnfinishedBills {
    private static final Logger LOG = Logger.getLogger(UnfinishedBills.class);

    /**
     * How long the bills of a node that died wait for another. A round that takes longer may meet
     * the next node's: the pen of each bill keeps them apart.
     */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final String FAILED =
            "UPDATE bill SET failed_at = clock_timestamp() WHERE tenant = $1 AND id = $2";

    private final Leases leases;
    private final Transactions transactions;
    private final Bills bills;
    private final Saga saga;
    private final String home;

    UnfinishedBills(
            Leases leases,
            Transactions transactions,
            Bills bills,
            Saga saga,
            YunzhenConfig config) {
        this.leases = leases;
        this.transactions = transactions;
        this.bills = bills;
        this.saga = saga;
        this.home = config.homeTenant();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return leases.whenHeld("settlement", LEASE, this::all)
                .onFailure()
                .invoke(failure -> LOG.warnf("unfinished bills: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> all() {
        Tx tx = transactions.reading(home);
        return bills.unfinished(tx, tx.now()).chain(this::driven);
    }

    private Uni<Void> driven(List<Bills.Place> places) {
        return InTurn.each(places, this::driven);
    }

    /** As many as a round takes may fail for ever: the next are not kept waiting for them. */
    private Uni<Void> behind(Bills.Place place) {
        return transactions
                .reading(place.tenant())
                .run(FAILED, place.tenant(), place.bill())
                .replaceWithVoid();
    }

    private Uni<Void> driven(Bills.Place place) {
        return saga.drive(place.tenant(), place.bill())
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "bill %s", place.bill()))
                .onFailure()
                .call(() -> behind(place))
                .onFailure()
                .recoverWithNull();
    }
}
