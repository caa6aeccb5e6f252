package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yunzhen.hospital.event.SocketWire;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;

/**
 * A socket that is bound: told the events of its subscription from the last that was delivered on,
 * in their order and only while the other side reads. Everything here runs on the socket's event
 * loop.
 */
final class BoundSocket {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Duration PONG_WITHIN = Duration.ofSeconds(20);
    private static final int PAGE = 20;

    private final SocketHouse house;
    private final SocketWire wire;
    private final ServerWebSocket socket;
    private final Subscribed atBinding;

    private long silence = SocketWire.NO_TIMER;
    private boolean busy;
    private boolean lookedMeanwhile;
    private long told;
    private Instant sentAt = Instant.now();

    BoundSocket(SocketHouse house, SocketWire wire, Subscribed subscribed) {
        this.house = house;
        this.wire = wire;
        this.socket = wire.socket();
        this.atBinding = subscribed;
        this.told = subscribed.delivered();
    }

    String tenant() {
        return atBinding.tenant();
    }

    String subscription() {
        return atBinding.id();
    }

    /** Says that it is bound. */
    void begin() {
        socket.pongHandler(pong -> taken(pong.toString()));
        socket.drainHandler(drained -> lookAgain());
        say(atBinding, "handshake", List.of());
    }

    void stop() {
        wire.cancel(silence);
    }

    /** How its subscription stands now, or that there is none; called from anywhere. */
    void stands(Optional<Subscribed> found) {
        wire.run(() -> seen(found));
    }

    /** How it stands could not be asked; called from anywhere. */
    void unknown() {
        wire.run(() -> wire.close(SocketEnd.TRY_AGAIN));
    }

    private void seen(Optional<Subscribed> found) {
        if (busy || socket.writeQueueFull()) {
            lookedMeanwhile = true;
        } else if (hasEnded(found)) {
            wire.close(SocketEnd.ENDED);
        } else {
            next(found.get());
        }
    }

    private static boolean hasEnded(Optional<Subscribed> found) {
        return found.isEmpty()
                || found.get().status().equals(Subscribed.OFF)
                || !found.get().isOfSocket();
    }

    private void next(Subscribed subscribed) {
        Integer heartbeat = subscribed.heartbeat();
        if (subscribed.last() > told) {
            busy = true;
            wire.then(events(subscribed), nothing -> paged(subscribed), SocketEnd.TRY_AGAIN);
        } else if (heartbeat != null && sentAt.plusSeconds(heartbeat).isBefore(Instant.now())) {
            say(subscribed, "heartbeat", List.of());
        }
    }

    /** How it stands is asked anew before each page. */
    private void paged(Subscribed subscribed) {
        busy = false;
        lookedMeanwhile |= subscribed.last() > told;
        lookAgain();
    }

    private void lookAgain() {
        if (lookedMeanwhile && !busy) {
            lookedMeanwhile = false;
            house.bound.wake();
        }
    }

    private Uni<Void> events(Subscribed subscribed) {
        return house.events
                .stretch(reading(), subscribed.id(), told + 1, subscribed.last(), PAGE)
                .chain(found -> house.content.of(subscribed, found))
                .chain(all -> told(subscribed, all));
    }

    private Uni<Void> told(Subscribed subscribed, List<Notification.Told> all) {
        if (all.isEmpty()) {
            // they are older than events are kept
            told = subscribed.last();
        }
        return InTurn.each(all, one -> tell(subscribed, one)).invoke(this::ask);
    }

    private Uni<Void> tell(Subscribed subscribed, Notification.Told one) {
        return say(subscribed, "event-notification", List.of(one))
                .invoke(() -> told = one.event().number());
    }

    /** A socket takes what nobody reads any more: only a pong says that it has arrived. */
    private void ask() {
        socket.writePing(Buffer.buffer(Long.toString(told)));
        wire.cancel(silence);
        silence = wire.closeAfter(PONG_WITHIN, SocketEnd.TRY_AGAIN);
    }

    private void taken(String pong) {
        boolean ours = NUMBER.matcher(pong).matches() && Long.parseLong(pong) <= told;
        if (!ours) {
            return;
        }
        wire.cancel(silence);
        long number = Long.parseLong(pong);
        wire.then(
                house.transactions.run(
                        tenant(), tx -> house.subscriptions.taken(tx, subscription(), number)),
                nothing -> {},
                SocketEnd.TRY_AGAIN);
    }

    /** As the backport tells, or as R4 itself: that there is something. */
    private Uni<Void> say(Subscribed subscribed, String type, List<Notification.Told> events) {
        sentAt = Instant.now();
        String text =
                subscribed.isOfTopic()
                        ? new Notification(subscribed, events).bundle(type).toString()
                        : (type.equals("handshake") ? "bound " : "ping ") + subscribed.id();
        var written = socket.writeTextMessage(text).toCompletionStage();
        return Uni.createFrom().completionStage(written);
    }

    private Tx reading() {
        return house.transactions.reading(tenant());
    }
}
