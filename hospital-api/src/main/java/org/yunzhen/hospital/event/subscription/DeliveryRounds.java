package org.yunzhen.hospital.event.subscription;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Notifications;
import org.yunzhen.hospital.store.Transactions;

/**
 * Numbers what was written and begins the deliveries that are due, on one node at a time. A round
 * that leaves something is followed by the next at once, each under the lease taken anew. Whoever
 * hands a change on wakes the rounds, and so does a delivery that ends; the clock is for what
 * nobody wakes them for: another attempt, a heartbeat, an end, a node that is gone.
 */
@ApplicationScoped
class DeliveryRounds {
    /** Notified by the dispatcher of the outbox in the transaction that hands changes on. */
    static final String CHANGED = "yunzhen_change";

    private static final Logger LOG = Logger.getLogger(DeliveryRounds.class);
    private static final int AFTER_EVERYTHING = 3000;
    private static final String JOB = "subscriptions";
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** A round ends well before its lease does. */
    private static final Duration ROUND = LEASE.dividedBy(2);

    private final Leases leases;
    private final CatchingUp catchingUp;
    private final Numbering numbering;
    private final Deliveries deliveries;
    private final SubscriptionEvents events;
    private final Transactions transactions;
    private final Notifications notifications;
    private final Duration keptFor;
    private final String home;
    private final Turns turns;

    DeliveryRounds(
            Vertx vertx,
            Leases leases,
            CatchingUp catchingUp,
            Numbering numbering,
            Deliveries deliveries,
            SubscriptionEvents events,
            Transactions transactions,
            Notifications notifications,
            YunzhenConfig config) {
        this.leases = leases;
        this.catchingUp = catchingUp;
        this.numbering = numbering;
        this.deliveries = deliveries;
        this.events = events;
        this.transactions = transactions;
        this.notifications = notifications;
        this.keptFor = config.subscription().keptFor();
        this.home = config.homeTenant();
        this.turns = new Turns("subscriptions", vertx, this::turn);
    }

    void start(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        notifications.on(CHANGED, nothing -> turns.wish());
    }

    @Scheduled(every = "1s")
    void look() {
        turns.wish();
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "subscription-forget")
    Uni<Void> forget() {
        return leases.whenHeld(
                JOB + "-forget", LEASE, () -> events.forget(transactions.reading(home), keptFor));
    }

    private Uni<Boolean> turn() {
        return leases.whenHeld(JOB, LEASE, this::round).map(Boolean.TRUE::equals);
    }

    private Uni<Boolean> round() {
        Instant until = Instant.now().plus(ROUND);
        return catchingUp
                .round(until)
                .chain(behind -> numbering.round(until).map(left -> left || behind))
                .onFailure()
                .recoverWithItem(
                        failure -> {
                            LOG.warnf("changes wait: %s", failure.toString());
                            return false;
                        })
                .call(() -> deliveries.begin(turns::wish));
    }
}
