package org.yunzhen.hospital.event.subscription;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Notifications;
import org.yunzhen.hospital.store.Transactions;

/**
 * The bound sockets of this node. One question to the database asks how the subscriptions of all of
 * them stand: when something was numbered, and each second, for what nobody tells of; none is asked
 * while there are no sockets.
 */
@ApplicationScoped
class BoundSockets {
    /** Notified in the transaction that numbers an event for a socket. */
    static final String NUMBERED = "yunzhen_numbered";

    private static final int AFTER_EVERYTHING = 3000;

    private final Subscriptions subscriptions;
    private final Transactions transactions;
    private final Notifications notifications;
    private final String home;
    private final Turns looks;
    private final Set<BoundSocket> all = ConcurrentHashMap.newKeySet();

    BoundSockets(
            Vertx vertx,
            Subscriptions subscriptions,
            Transactions transactions,
            Notifications notifications,
            YunzhenConfig config) {
        this.subscriptions = subscriptions;
        this.transactions = transactions;
        this.notifications = notifications;
        this.home = config.homeTenant();
        this.looks = new Turns("sockets of subscriptions", vertx, this::look);
    }

    /** What a socket is bound to. */
    private record Key(String tenant, String subscription) {}

    void start(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        notifications.on(NUMBERED, nothing -> wake());
    }

    void add(BoundSocket socket) {
        all.add(socket);
        wake();
    }

    void remove(BoundSocket socket) {
        all.remove(socket);
    }

    /** There may be something new; called from anywhere. */
    @Scheduled(every = "1s")
    void wake() {
        if (!all.isEmpty()) {
            looks.wish();
        }
    }

    /** Only who was there when it was asked is told of the answer. */
    private Uni<Boolean> look() {
        List<BoundSocket> asked = List.copyOf(all);
        List<Key> keys = asked.stream().map(BoundSockets::key).distinct().toList();
        return subscriptions
                .among(
                        transactions.reading(home),
                        keys.stream().map(Key::tenant).toArray(String[]::new),
                        keys.stream().map(Key::subscription).toArray(String[]::new))
                .invoke(found -> tell(asked, found))
                .onFailure()
                .invoke(failure -> asked.forEach(BoundSocket::unknown))
                .replaceWith(false);
    }

    private static void tell(List<BoundSocket> asked, List<Subscribed> found) {
        Map<Key, Subscribed> byKey =
                found.stream()
                        .collect(
                                Collectors.toMap(
                                        one -> new Key(one.tenant(), one.id()),
                                        Function.identity()));
        asked.forEach(socket -> socket.stands(Optional.ofNullable(byKey.get(key(socket)))));
    }

    private static Key key(BoundSocket socket) {
        return new Key(socket.tenant(), socket.subscription());
    }
}
