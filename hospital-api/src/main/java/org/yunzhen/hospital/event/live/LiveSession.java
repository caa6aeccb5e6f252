package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.event.SocketWire;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One socket: who it is, until when, and whether it still answers. Its events are brought by {@link
 * LivePump} when it is woken. Everything here runs on the socket's event loop.
 */
final class LiveSession {
    private static final Pattern TENANT = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final LiveHouse house;
    private final SocketWire wire;
    private final ServerWebSocket socket;

    private Mailbox mailbox;
    private Caller caller;
    private boolean helloSeen;
    private LivePump pump;
    private boolean alive = true;
    private long deadline = SocketWire.NO_TIMER;
    private long pings = SocketWire.NO_TIMER;

    LiveSession(LiveHouse house, ServerWebSocket socket) {
        this.house = house;
        this.wire = new SocketWire(house.vertx, socket);
        this.socket = socket;
    }

    /** Waits for the hello. */
    void open() {
        socket.closeHandler(nothing -> closed());
        wire.listen(this::received, CloseCode.MALFORMED);
        socket.pongHandler(bytes -> alive = true);
        socket.drainHandler(nothing -> drained());
        until(house.config.helloWithin(), CloseCode.UNAUTHENTICATED);
        pings = house.vertx.setPeriodic(house.config.pingEvery().toMillis(), timer -> ping());
        house.sessions.opened(this);
    }

    /** This node stops; called from anywhere. */
    void leave() {
        wire.run(() -> wire.close(CloseCode.GOING_AWAY));
    }

    /** There may be something new; called from anywhere. */
    void wake() {
        wire.run(this::pull);
    }

    private void received(String text) {
        JsonObject message;
        try {
            message = new JsonObject(text);
        } catch (DecodeException e) {
            wire.close(CloseCode.MALFORMED);
            return;
        }
        Object type = message.getValue("type");
        if ("hello".equals(type) && !helloSeen) {
            hello(message);
        } else if ("renew".equals(type) && caller != null) {
            verify(message, mailbox.tenant(), this::renewed);
        } else if ("ping".equals(type)) {
            wire.send(new JsonObject().put("type", "pong"));
        } else {
            wire.close(CloseCode.MALFORMED);
        }
    }

    private void hello(JsonObject message) {
        Object since = message.getValue("since");
        if (since != null && !(since instanceof Integer || since instanceof Long)) {
            wire.close(CloseCode.MALFORMED);
            return;
        }
        Object named = message.getValue("tenant", house.homeTenant);
        if (!(named instanceof String tenant) || !TENANT.matcher(tenant).matches()) {
            wire.close(CloseCode.MALFORMED);
            return;
        }
        helloSeen = true;
        verify(message, tenant, verified -> greeted(verified, tenant, (Number) since));
    }

    private void verify(JsonObject message, String tenant, Consumer<Caller> next) {
        if (!(message.getValue("token") instanceof String token)) {
            wire.close(CloseCode.UNAUTHENTICATED);
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
        wire.then(verified, next, CloseCode.UNAUTHENTICATED);
    }

    private void greeted(Caller verified, String tenant, Number since) {
        if (!verified.tenants().contains(tenant)) {
            RefusedException refused = new RefusedException(Refusal.OTHER_TENANT);
            wire.then(
                    house.trail.refused(tenant, verified, refused),
                    nothing -> wire.close(CloseCode.OTHER_TENANT),
                    CloseCode.OTHER_TENANT);
            return;
        }
        caller = verified;
        mailbox = new Mailbox(tenant, verified.actor());
        until(remaining(), CloseCode.TOKEN_ENDED);
        house.sessions.add(mailbox, this);
        wire.then(
                house.trail.welcomed(tenant, verified).chain(() -> house.events.ends(mailbox)),
                ends -> welcome(ends, since),
                CloseCode.TRY_AGAIN);
    }

    private void welcome(LiveEvents.Ends ends, Number since) {
        long sent = since == null ? ends.last() : since.longValue();
        wire.send(new JsonObject().put("type", "welcome").put("number", ends.last()));
        if (!ends.reachBackTo(sent)) {
            sent = ends.resumeAfterGap();
            wire.send(new JsonObject().put("type", "gap").put("number", sent));
        }
        pump = new LivePump(wire, house.events, mailbox, house.config.drainWithin(), sent);
        pull();
    }

    private void pull() {
        if (pump != null) {
            pump.pull();
        }
    }

    private void drained() {
        if (pump != null) {
            pump.drained();
        }
    }

    private void renewed(Caller verified) {
        boolean same =
                verified.account().equals(caller.account())
                        && verified.actor().equals(caller.actor())
                        && verified.tenants().contains(mailbox.tenant());
        if (!same) {
            wire.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        caller = verified;
        until(remaining(), CloseCode.TOKEN_ENDED);
        wire.send(
                new JsonObject()
                        .put("type", "renewed")
                        .put("expires", verified.expires().toString()));
    }

    private Duration remaining() {
        return Duration.between(Instant.now(), caller.expires());
    }

    private void ping() {
        if (!alive) {
            wire.close(CloseCode.NO_PONG);
            return;
        }
        alive = false;
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("yunzhen"));
        }
    }

    /** Closes the socket when a time is over, instead of at an earlier set end. */
    private void until(Duration time, SocketWire.End code) {
        wire.cancel(deadline);
        deadline = wire.closeAfter(time, code);
    }

    private void closed() {
        wire.cancel(deadline);
        wire.cancel(pings);
        if (pump != null) {
            pump.stop();
        }
        house.sessions.closed(this);
        if (mailbox != null) {
            house.sessions.remove(mailbox, this);
        }
    }
}
