package org.yunzhen.hospital.settlement;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Ends insured quotes that nobody settled in time, and withdraws from the insurer what no bill
 * needs any more: of such quotes, of bills that came to nothing or were given back, and the lines
 * of earlier quotes of a settled one. A turn is bounded, and ends at the first that gets no answer:
 * while the platform is away it is asked once a turn, about each registration later and later.
 */
@ApplicationScoped
class UnsettledQuotes {
    private static final Logger LOG = Logger.getLogger(UnsettledQuotes.class);

    /**
     * How long the work of a node that died waits for another. A turn that takes longer may meet
     * the next node's: each registration is claimed, so they do not meet at one.
     */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration TURN = Duration.ofSeconds(10);

    private final Leases leases;
    private final Transactions transactions;
    private final Registrations registrations;
    private final Withdrawal withdrawal;
    private final String home;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong stuck = new AtomicLong();

    UnsettledQuotes(
            Leases leases,
            Transactions transactions,
            Registrations registrations,
            Withdrawal withdrawal,
            YunzhenConfig config,
            MeterRegistry metrics) {
        this.leases = leases;
        this.transactions = transactions;
        this.registrations = registrations;
        this.withdrawal = withdrawal;
        this.home = config.homeTenant();
        metrics.gauge("yunzhen.withdrawals.waiting", waiting);
        metrics.gauge("yunzhen.withdrawals.stuck", stuck);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return leases.whenHeld("unsettled-quotes", LEASE, this::turn)
                .onFailure()
                .invoke(failure -> LOG.warnf("unsettled quotes: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** One turn. */
    Uni<Void> turn() {
        long until = System.nanoTime() + TURN.toNanos();
        return registrations
                .expire(reading())
                .chain(() -> withdraw(until))
                .chain(() -> registrations.left(reading()))
                .invoke(this::show)
                .replaceWithVoid();
    }

    private Uni<Void> withdraw(long until) {
        return Uni.createFrom()
                .deferred(this::next)
                .repeat()
                .whilst(more -> more && System.nanoTime() < until)
                .onItem()
                .ignoreAsUni();
    }

    /** Withdraws one; whether to go on with another. */
    private Uni<Boolean> next() {
        return registrations
                .claim(reading())
                .chain(
                        found ->
                                found.map(withdrawal::of)
                                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private void show(Registrations.Left left) {
        waiting.set(left.waiting());
        stuck.set(left.stuck());
    }

    private Tx reading() {
        return transactions.reading(home);
    }
}
