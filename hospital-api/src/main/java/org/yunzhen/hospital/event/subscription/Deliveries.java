package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.SubscriptionConfig;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;

/**
 * Delivers notifications: each subscription's in the order of their numbers, the next when the one
 * before was taken. A receiver that hangs holds up nobody else. What was sent and not noted, for
 * the node died, is sent again under its number.
 */
@ApplicationScoped
class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    /**
     * After these another delivery goes on: an endless chain of answers would overflow the stack.
     */
    private static final int IN_A_ROUND_MAX = 100;

    private static final String HANDSHAKE = "handshake";
    private static final String HEARTBEAT = "heartbeat";
    private static final String EVENT = "event-notification";

    private final Transactions transactions;
    private final Subscriptions subscriptions;
    private final SubscriptionEvents events;
    private final EventContent content;
    private final SubscriptionStatuses statuses;
    private final Receiver receiver;
    private final SubscriptionConfig config;
    private final String home;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    Deliveries(
            Transactions transactions,
            Subscriptions subscriptions,
            SubscriptionEvents events,
            EventContent content,
            SubscriptionStatuses statuses,
            Receiver receiver,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.events = events;
        this.content = content;
        this.statuses = statuses;
        this.receiver = receiver;
        this.config = config.subscription();
        this.home = config.homeTenant();
    }

    /**
     * Begins what is due and is not under way; not waited for.
     *
     * @param whenMore told after a delivery behind which more may wait
     */
    Uni<Void> begin(Runnable whenMore) {
        // one that ends while it is asked what is due would be begun from where it was before
        Set<String> underWay = Set.copyOf(busy);
        return subscriptions
                .due(transactions.reading(home), underWay)
                .invoke(all -> all.forEach(due -> begin(due, whenMore)))
                .replaceWithVoid();
    }

    private void begin(Subscribed due, Runnable whenMore) {
        busy.add(due.key());
        next(due)
                .onTermination()
                .invoke(() -> busy.remove(due.key()))
                .subscribe()
                .with(
                        nothing -> {
                            if (due.delivered() < due.last()) {
                                whenMore.run();
                            }
                        },
                        failure -> LOG.warnf("%s waits: %s", due.reference(), failure.toString()));
    }

    private Uni<Void> next(Subscribed due) {
        if (due.hasEnded()) {
            return statuses.move(due, Subscribed.OFF, null);
        }
        if (due.status().equals(Subscribed.REQUESTED)) {
            return due.isOfTopic() && !due.isOfSocket()
                    ? send(due, bundle(due, List.of(), HANDSHAKE), due.delivered())
                            .chain(sent -> sent ? activate(due) : Uni.createFrom().voidItem())
                    : activate(due);
        }
        if (due.delivered() < due.last()) {
            return event(due, due.delivered() + 1, IN_A_ROUND_MAX);
        }
        return send(due, bundle(due, List.of(), HEARTBEAT), due.delivered()).replaceWithVoid();
    }

    private Uni<Void> activate(Subscribed due) {
        return statuses.move(due, Subscribed.ACTIVE, null);
    }

    private Uni<Void> event(Subscribed due, long from, int left) {
        return events.stretch(transactions.reading(due.tenant()), due.id(), from, due.last(), 1)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? noted(due, due.last()).replaceWithVoid()
                                        : content.of(due, found)
                                                .chain(told -> event(due, told.get(0), left)));
    }

    private Uni<Void> event(Subscribed due, Notification.Told told, int left) {
        long number = told.event().number();
        return send(due, message(due, told), number)
                .chain(
                        sent ->
                                sent && number < due.last() && left > 1 && !due.hasEnded()
                                        ? event(due, number + 1, left - 1)
                                        : Uni.createFrom().voidItem());
    }

    private static Receiver.Message message(Subscribed due, Notification.Told told) {
        if (due.isOfTopic()) {
            return bundle(due, List.of(told), EVENT);
        }
        // R4, subscription-channel-type: a POST, or with a payload an update below the address
        Stored stored = told.stored();
        String number = Long.toString(told.event().number());
        if (!due.isFull() || stored == null) {
            return new Receiver.Message(HttpMethod.POST, due.endpoint(), Buffer.buffer(), number);
        }
        String address = due.endpoint().replaceFirst("/+$", "") + "/" + stored.reference();
        return new Receiver.Message(HttpMethod.PUT, address, stored.body(), number);
    }

    private static Receiver.Message bundle(
            Subscribed due, List<Notification.Told> told, String type) {
        Buffer bytes = new Notification(due, told).bundle(type);
        String number = told.isEmpty() ? "0" : Long.toString(told.get(0).event().number());
        return new Receiver.Message(HttpMethod.POST, due.endpoint(), bytes, number);
    }

    /** Whether the receiver took it, and is still wished to be told. */
    private Uni<Boolean> send(Subscribed due, Receiver.Message message, long number) {
        return receiver.send(due, message)
                .chain(() -> noted(due, number))
                .onFailure(Deliveries::isOfReceiver)
                .recoverWithUni(failure -> refused(due, failure).replaceWith(false));
    }

    private Uni<Boolean> noted(Subscribed due, long number) {
        return transactions.run(due.tenant(), tx -> subscriptions.sent(tx, due, number));
    }

    private static boolean isOfReceiver(Throwable failure) {
        return !(failure instanceof io.vertx.pgclient.PgException);
    }

    private Uni<Void> refused(Subscribed due, Throwable failure) {
        String problem = reason(failure);
        return transactions
                .run(due.tenant(), tx -> subscriptions.failed(tx, due, problem))
                .chain(
                        attempts ->
                                attempts < config.attempts()
                                        ? Uni.createFrom().voidItem()
                                        : statuses.move(due, Subscribed.ERROR, problem));
    }

    /** Of what goes wrong on the way only the kind: its text may hold addresses. */
    private static String reason(Throwable failure) {
        boolean ours = failure instanceof IOException && failure.getClass() == IOException.class;
        return ours ? failure.getMessage() : "not reached: " + failure.getClass().getSimpleName();
    }
}
