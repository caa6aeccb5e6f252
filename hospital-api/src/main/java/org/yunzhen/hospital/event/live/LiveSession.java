package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One socket. It pulls its events from the database when it is woken, a page at a time and only
 * while the other side reads: the socket's own bounded queue is all that lies in memory. Everything
 * here runs on the socket's event loop.
 */
final class LiveSession {
    private static final int QUEUE_BYTES_MAX = 64 * 1024;
    private static final long NO_TIMER = -1;
    private static final Pattern TENANT = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final LiveHouse house;
    private final Context context;
    private final ServerWebSocket socket;

    private Mailbox mailbox;
    private Caller caller;
    private boolean helloSeen;
    private boolean welcomed;
    private long sent;
    private boolean pulling;
    private boolean wokenMeanwhile;
    private boolean alive = true;
    private long deadline = NO_TIMER;
    private long pings = NO_TIMER;
    private long drain = NO_TIMER;

    LiveSession(LiveHouse house, ServerWebSocket socket) {
        this.house = house;
        this.context = house.vertx.getOrCreateContext();
        this.socket = socket;
    }

    /** Waits for the hello. */
    void open() {
        socket.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        socket.closeHandler(nothing -> closed());
        socket.exceptionHandler(failure -> socket.close());
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(bytes -> close(CloseCode.MALFORMED));
        socket.pongHandler(bytes -> alive = true);
        socket.drainHandler(nothing -> drained());
        until(house.config.helloWithin(), CloseCode.UNAUTHENTICATED);
        pings = house.vertx.setPeriodic(house.config.pingEvery().toMillis(), timer -> ping());
        house.sessions.opened(this);
    }

    /** This node stops; called from anywhere. */
    void leave() {
        context.runOnContext(nothing -> close(CloseCode.GOING_AWAY));
    }

    /** There may be something new; called from anywhere. */
    void wake() {
        context.runOnContext(nothing -> pull());
    }

    private void received(String text) {
        JsonObject message;
        try {
            message = new JsonObject(text);
        } catch (DecodeException e) {
            close(CloseCode.MALFORMED);
            return;
        }
        Object type = message.getValue("type");
        if ("hello".equals(type) && !helloSeen) {
            hello(message);
        } else if ("renew".equals(type) && caller != null) {
            verify(message, mailbox.tenant(), this::renewed);
        } else if ("ping".equals(type)) {
            send(new JsonObject().put("type", "pong"));
        } else {
            close(CloseCode.MALFORMED);
        }
    }

    private void hello(JsonObject message) {
        Object since = message.getValue("since");
        if (since != null && !(since instanceof Integer || since instanceof Long)) {
            close(CloseCode.MALFORMED);
            return;
        }
        Object named = message.getValue("tenant", house.homeTenant);
        if (!(named instanceof String tenant) || !TENANT.matcher(tenant).matches()) {
            close(CloseCode.MALFORMED);
            return;
        }
        helloSeen = true;
        verify(message, tenant, verified -> greeted(verified, tenant, (Number) since));
    }

    private void verify(JsonObject message, String tenant, Consumer<Caller> next) {
        if (!(message.getValue("token") instanceof String token)) {
            close(CloseCode.UNAUTHENTICATED);
            return;
        }
        Uni<Caller> verified =
                house.tokens
                        .verified(token)
                        .onFailure(RefusedException.class)
                        .call(
                                refused ->
                                        house.trail.refused(
                                                tenant,
                                                Caller.ANONYMOUS,
                                                (RefusedException) refused));
        then(verified, next, CloseCode.UNAUTHENTICATED);
    }

    private void greeted(Caller verified, String tenant, Number since) {
        if (!verified.tenants().contains(tenant)) {
            RefusedException refused = new RefusedException(Refusal.OTHER_TENANT);
            then(
                    house.trail.refused(tenant, verified, refused),
                    nothing -> close(CloseCode.OTHER_TENANT),
                    CloseCode.OTHER_TENANT);
            return;
        }
        caller = verified;
        mailbox = new Mailbox(tenant, verified.actor());
        until(remaining(), CloseCode.TOKEN_ENDED);
        house.sessions.add(mailbox, this);
        then(
                house.trail.welcomed(tenant, verified).chain(() -> house.events.ends(mailbox)),
                ends -> welcome(ends, since),
                CloseCode.TRY_AGAIN);
    }

    private void welcome(LiveEvents.Ends ends, Number since) {
        sent = since == null ? ends.last() : since.longValue();
        send(new JsonObject().put("type", "welcome").put("number", ends.last()));
        if (!ends.reachBackTo(sent)) {
            sent = ends.resumeAfterGap();
            send(new JsonObject().put("type", "gap").put("number", sent));
        }
        welcomed = true;
        pull();
    }

    private void renewed(Caller verified) {
        boolean same =
                verified.account().equals(caller.account())
                        && verified.actor().equals(caller.actor())
                        && verified.tenants().contains(mailbox.tenant());
        if (!same) {
            close(CloseCode.UNAUTHENTICATED);
            return;
        }
        caller = verified;
        until(remaining(), CloseCode.TOKEN_ENDED);
        send(new JsonObject().put("type", "renewed").put("expires", verified.expires().toString()));
    }

    private Duration remaining() {
        return Duration.between(Instant.now(), caller.expires());
    }

    private void pull() {
        if (!welcomed || socket.isClosed()) {
            return;
        }
        if (pulling || socket.writeQueueFull()) {
            wokenMeanwhile = true;
            return;
        }
        pulling = true;
        wokenMeanwhile = false;
        then(house.events.after(mailbox, sent), this::push, CloseCode.TRY_AGAIN);
    }

    private void push(List<LiveEvent> page) {
        pulling = false;
        for (LiveEvent event : page) {
            if (event.allowed()) {
                send(event.message());
            }
            sent = event.number();
        }
        if (socket.writeQueueFull()) {
            wokenMeanwhile = true;
            waitForDrain();
        } else if (wokenMeanwhile || page.size() == LiveEvents.PAGE) {
            pull();
        }
    }

    private void waitForDrain() {
        if (drain == NO_TIMER) {
            drain =
                    house.vertx.setTimer(
                            house.config.drainWithin().toMillis(),
                            timer -> close(CloseCode.TOO_SLOW));
        }
    }

    private void drained() {
        cancel(drain);
        drain = NO_TIMER;
        if (wokenMeanwhile) {
            pull();
        }
    }

    private void ping() {
        if (!alive) {
            close(CloseCode.NO_PONG);
            return;
        }
        alive = false;
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("yunzhen"));
        }
    }

    private void send(JsonObject message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message.encode());
        }
    }

    /** Closes the socket when a time is over, instead of at an earlier set end. */
    private void until(Duration time, CloseCode code) {
        cancel(deadline);
        deadline = house.vertx.setTimer(Math.max(1, time.toMillis()), timer -> close(code));
    }

    private <T> void then(Uni<T> work, Consumer<T> next, CloseCode onFailure) {
        work.subscribe()
                .with(
                        item -> context.runOnContext(nothing -> unlessClosed(next, item)),
                        failure -> context.runOnContext(nothing -> close(onFailure)));
    }

    private <T> void unlessClosed(Consumer<T> next, T item) {
        if (!socket.isClosed()) {
            next.accept(item);
        }
    }

    private void close(CloseCode code) {
        if (!socket.isClosed()) {
            socket.close(code.code(), code.reason());
        }
    }

    private void closed() {
        cancel(deadline);
        cancel(pings);
        cancel(drain);
        house.sessions.closed(this);
        if (mailbox != null) {
            house.sessions.remove(mailbox, this);
        }
    }

    private void cancel(long timer) {
        if (timer != NO_TIMER) {
            house.vertx.cancelTimer(timer);
        }
    }
}
