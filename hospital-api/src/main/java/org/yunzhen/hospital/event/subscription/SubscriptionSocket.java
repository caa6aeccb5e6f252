package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.hospital.event.SocketWire;

/**
 * One socket: bound by its first message to a subscription, until the token ends by which that was
 * allowed. Everything here runs on the socket's event loop.
 */
final class SubscriptionSocket {
    private static final Pattern BIND =
            Pattern.compile("bind-with-token:?\\s*([A-Za-z0-9_-]{20,100})\\s*");
    private static final Duration BIND_WITHIN = Duration.ofSeconds(10);

    private final SocketHouse house;
    private final SocketWire wire;

    private long deadline;
    private boolean bindSeen;
    private BoundSocket bound;

    SubscriptionSocket(SocketHouse house, ServerWebSocket socket) {
        this.house = house;
        this.wire = new SocketWire(house.vertx, socket);
    }

    /** Waits to be bound. */
    void open(Runnable whenClosed) {
        wire.listen(this::received, SocketEnd.NOT_BOUND);
        wire.socket()
                .closeHandler(
                        nothing -> {
                            closed();
                            whenClosed.run();
                        });
        deadline = wire.closeAfter(BIND_WITHIN, SocketEnd.NOT_BOUND);
    }

    /** This node stops; called from anywhere. */
    void leave() {
        wire.run(() -> wire.close(SocketEnd.GOING_AWAY));
    }

    private void closed() {
        wire.cancel(deadline);
        if (bound != null) {
            house.bound.remove(bound);
            bound.stop();
        }
    }

    private void received(String text) {
        Matcher bind = BIND.matcher(text);
        if (bindSeen || !bind.matches()) {
            wire.close(SocketEnd.NOT_BOUND);
            return;
        }
        bindSeen = true;
        wire.then(
                house.bindings.take(bind.group(1)).chain(this::found),
                this::bind,
                SocketEnd.TRY_AGAIN);
    }

    /** A binding with what it is bound to. */
    private record Bound(Bindings.Binding binding, Subscribed subscribed) {}

    private Uni<Optional<Bound>> found(Optional<Bindings.Binding> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Bindings.Binding binding = taken.get();
        return house.subscriptions
                .find(house.transactions.reading(binding.tenant()), binding.subscription())
                .map(found -> found.map(subscribed -> new Bound(binding, subscribed)));
    }

    private void bind(Optional<Bound> found) {
        if (found.isEmpty()) {
            wire.close(SocketEnd.NOT_BOUND);
            return;
        }
        wire.cancel(deadline);
        deadline =
                wire.closeAfter(
                        Duration.between(Instant.now(), found.get().binding().until()),
                        SocketEnd.ENDED);
        bound = new BoundSocket(house, wire, found.get().subscribed());
        bound.begin();
        house.bound.add(bound);
    }
}
