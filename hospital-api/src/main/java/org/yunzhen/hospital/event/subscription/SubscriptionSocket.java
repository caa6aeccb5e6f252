package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * One socket: bound by its first message to a subscription, told its events from the last that was
 * delivered on, in their order and only while the other side reads. Everything here runs on the
 * socket's event loop.
 */
final class SubscriptionSocket {
    private static final Pattern BIND =
            Pattern.compile("bind-with-token:?\\s*([A-Za-z0-9_-]{20,100})\\s*");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final long LOOK_MILLIS = 500;
    private static final Duration BIND_WITHIN = Duration.ofSeconds(10);
    private static final Duration PONG_WITHIN = Duration.ofSeconds(20);
    private static final int PAGE = 20;
    private static final int QUEUE_BYTES_MAX = 64 * 1024;
    private static final short GOING_AWAY = 1001;
    private static final short TRY_AGAIN = 1013;
    private static final short ENDED = 1000;
    private static final short NOT_BOUND = 4401;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final Transactions transactions;
    private final Bindings bindings;
    private final Subscriptions subscriptions;
    private final SubscriptionEvents events;
    private final EventContent content;

    private long deadline;
    private long looks = -1;
    private long silence = -1;
    private boolean bindSeen;
    private boolean busy;
    private long told;
    private Instant sentAt = Instant.now();

    SubscriptionSocket(
            Vertx vertx,
            ServerWebSocket socket,
            Transactions transactions,
            Bindings bindings,
            Subscriptions subscriptions,
            SubscriptionEvents events,
            EventContent content) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        this.transactions = transactions;
        this.bindings = bindings;
        this.subscriptions = subscriptions;
        this.events = events;
        this.content = content;
    }

    /** Waits to be bound. */
    void open(Runnable whenClosed) {
        socket.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        socket.exceptionHandler(failure -> socket.close());
        socket.textMessageHandler(this::received);
        socket.closeHandler(
                nothing -> {
                    vertx.cancelTimer(deadline);
                    vertx.cancelTimer(looks);
                    vertx.cancelTimer(silence);
                    whenClosed.run();
                });
        closeAfter(BIND_WITHIN, NOT_BOUND);
    }

    /** This node stops; called from anywhere. */
    void leave() {
        context.runOnContext(nothing -> close(GOING_AWAY));
    }

    private void received(String text) {
        Matcher bind = BIND.matcher(text);
        if (bindSeen || !bind.matches()) {
            close(NOT_BOUND);
            return;
        }
        bindSeen = true;
        then(bindings.take(bind.group(1)).chain(this::found), this::bound);
    }

    /** A binding with what it is bound to. */
    private record Bound(Bindings.Binding binding, Subscribed subscribed) {}

    private Uni<Optional<Bound>> found(Optional<Bindings.Binding> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Bindings.Binding binding = taken.get();
        return subscriptions
                .find(reading(binding), binding.subscription())
                .map(found -> found.map(subscribed -> new Bound(binding, subscribed)));
    }

    private void bound(Optional<Bound> found) {
        if (found.isEmpty()) {
            close(NOT_BOUND);
            return;
        }
        Bindings.Binding binding = found.get().binding();
        Subscribed subscribed = found.get().subscribed();
        told = subscribed.delivered();
        vertx.cancelTimer(deadline);
        closeAfter(Duration.between(Instant.now(), binding.until()), ENDED);
        socket.pongHandler(pong -> taken(binding, pong.toString()));
        say(subscribed, "handshake", List.of());
        looks = vertx.setPeriodic(LOOK_MILLIS, timer -> look(binding));
    }

    private void look(Bindings.Binding binding) {
        if (busy || socket.isClosed() || socket.writeQueueFull()) {
            return;
        }
        busy = true;
        then(
                subscriptions
                        .find(reading(binding), binding.subscription())
                        .chain(found -> next(binding, found)),
                going -> {
                    busy = false;
                    if (!going) {
                        close(ENDED);
                    }
                });
    }

    /** Whether it goes on. */
    private Uni<Boolean> next(Bindings.Binding binding, Optional<Subscribed> found) {
        boolean ended =
                found.isEmpty()
                        || found.get().status().equals(Subscribed.OFF)
                        || !found.get().isOfSocket();
        if (ended) {
            return Uni.createFrom().item(false);
        }
        Subscribed subscribed = found.get();
        if (subscribed.last() > told) {
            return events(binding, subscribed).replaceWith(true);
        }
        Integer heartbeat = subscribed.heartbeat();
        if (heartbeat != null && sentAt.plusSeconds(heartbeat).isBefore(Instant.now())) {
            say(subscribed, "heartbeat", List.of());
        }
        return Uni.createFrom().item(true);
    }

    private Uni<Void> events(Bindings.Binding binding, Subscribed subscribed) {
        return events.stretch(reading(binding), subscribed.id(), told + 1, subscribed.last(), PAGE)
                .chain(found -> content.of(subscribed, found))
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
        vertx.cancelTimer(silence);
        silence = vertx.setTimer(PONG_WITHIN.toMillis(), timer -> close(TRY_AGAIN));
    }

    private void taken(Bindings.Binding binding, String pong) {
        boolean ours = NUMBER.matcher(pong).matches() && Long.parseLong(pong) <= told;
        if (!ours) {
            return;
        }
        vertx.cancelTimer(silence);
        long number = Long.parseLong(pong);
        then(
                transactions.run(
                        binding.tenant(),
                        tx -> subscriptions.taken(tx, binding.subscription(), number)),
                nothing -> {});
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

    private Tx reading(Bindings.Binding binding) {
        return transactions.reading(binding.tenant());
    }

    private <T> void then(Uni<T> work, Consumer<T> next) {
        work.subscribe()
                .with(
                        item -> context.runOnContext(nothing -> unlessClosed(next, item)),
                        failure -> context.runOnContext(nothing -> close(TRY_AGAIN)));
    }

    private <T> void unlessClosed(Consumer<T> next, T item) {
        if (!socket.isClosed()) {
            next.accept(item);
        }
    }

    private void closeAfter(Duration time, short code) {
        deadline = vertx.setTimer(Math.max(1, time.toMillis()), timer -> close(code));
    }

    private void close(short code) {
        if (!socket.isClosed()) {
            socket.close(code);
        }
    }
}
