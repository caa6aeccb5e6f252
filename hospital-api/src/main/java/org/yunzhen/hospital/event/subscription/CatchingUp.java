package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Numbers what waited for one subscription alone, once its criteria can be read. */
@ApplicationScoped
class CatchingUp {
    private static final Logger LOG = Logger.getLogger(CatchingUp.class);
    private static final int BATCH = 50;

    private final Transactions transactions;
    private final WaitingChanges waiting;
    private final Subscriptions subscriptions;
    private final Matching matching;
    private final SubscriptionStatuses statuses;
    private final String home;

    CatchingUp(
            Transactions transactions,
            WaitingChanges waiting,
            Subscriptions subscriptions,
            Matching matching,
            SubscriptionStatuses statuses,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.waiting = waiting;
        this.subscriptions = subscriptions;
        this.matching = matching;
        this.statuses = statuses;
        this.home = config.homeTenant();
    }

    /**
     * Numbers of each subscription what waits, up to a bound and until an instant; answers whether
     * it left something.
     */
    Uni<Boolean> round(Instant until) {
        AtomicBoolean left = new AtomicBoolean();
        return waiting.all(transactions.reading(home))
                .chain(
                        all ->
                                InTurn.each(
                                        all,
                                        one ->
                                                caughtUp(one, until)
                                                        .invoke(
                                                                full ->
                                                                        left.compareAndSet(
                                                                                false, full))))
                .map(done -> left.get());
    }

    /** One that cannot be caught up with keeps no other from it. */
    private Uni<Boolean> caughtUp(WaitingChanges.Subscription one, Instant until) {
        if (!Instant.now().isBefore(until)) {
            return Uni.createFrom().item(true);
        }
        Map<Subscribed, String> unreadable = new LinkedHashMap<>();
        return transactions
                .run(one.tenant(), tx -> caughtUp(tx, one.id(), unreadable))
                .call(() -> statuses.end(unreadable))
                .onFailure()
                .recoverWithItem(
                        failure -> {
                            LOG.logf(
                                    CriteriaReader.isOfTheMoment(failure)
                                            ? Logger.Level.DEBUG
                                            : Logger.Level.ERROR,
                                    "what waits for a subscription cannot be numbered: %s",
                                    failure.getClass().getSimpleName());
                            return false;
                        });
    }

    private Uni<Boolean> caughtUp(Tx tx, String id, Map<Subscribed, String> unreadable) {
        return subscriptions
                .find(tx, id)
                .chain(
                        found ->
                                found.filter(one -> !one.status().equals(Subscribed.OFF))
                                        .map(one -> caughtUp(tx, one, unreadable))
                                        .orElseGet(() -> forgotten(tx, id)));
    }

    private Uni<Boolean> caughtUp(Tx tx, Subscribed one, Map<Subscribed, String> unreadable) {
        return matching.read(tx, one)
                .chain(
                        reading -> {
                            reading.note(one, unreadable);
                            if (reading.isUnreadable()) {
                                return forgotten(tx, one.id());
                            }
                            return waiting.take(tx, one.id(), BATCH)
                                    .call(taken -> number(tx, one, reading, taken))
                                    .map(taken -> taken.size() == BATCH);
                        });
    }

    /** It may be wished otherwise than when they began to wait. */
    private Uni<Void> number(
            Tx tx, Subscribed one, Matching.Reading reading, List<Change> changes) {
        List<Change> wished =
                changes.stream()
                        .filter(change -> change.type().equals(one.type()))
                        .filter(one::isToldOf)
                        .toList();
        return matching.number(tx, one, reading, wished);
    }

    private Uni<Boolean> forgotten(Tx tx, String id) {
        return waiting.forget(tx, id).replaceWith(false);
    }
}
