package org.yunzhen.hospital.event.live;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.Leases;

/**
 * The sockets of this node by mailbox, woken when the dispatcher of any node has something for
 * them. Nothing else is kept in memory: what a socket is told lies in the database.
 */
@ApplicationScoped
class LiveSessions {
    private static final Logger LOG = Logger.getLogger(LiveSessions.class);
    private static final int AFTER_EVERYTHING = 3000;
    private static final long RECONNECT_MILLIS = 1000;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Set<LiveSession> open = ConcurrentHashMap.newKeySet();
    private final Map<Mailbox, Set<LiveSession>> sessions = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final LiveEvents events;
    private final Leases leases;
    private final Duration keptFor;
    private final PgSubscriber subscriber;
    private volatile boolean stopped;

    LiveSessions(
            Vertx vertx,
            Database database,
            LiveEvents events,
            Leases leases,
            YunzhenConfig config) {
        this.vertx = vertx;
        this.events = events;
        this.leases = leases;
        this.keptFor = config.live().keptFor();
        this.subscriber = database.subscriber("listener");
    }

    void start(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        subscriber.reconnectPolicy(retries -> stopped ? -1L : RECONNECT_MILLIS);
        subscriber
                .channel(Outbox.CHANNEL)
                .subscribeHandler(nothing -> wakeAll())
                .handler(this::wake);
        connect();
    }

    private void connect() {
        subscriber
                .connect()
                .onFailure(
                        failure -> {
                            LOG.warnf("listening for events fails: %s", failure.toString());
                            if (!stopped) {
                                vertx.setTimer(RECONNECT_MILLIS, timer -> connect());
                            }
                        });
    }

    /** Open sockets would keep a stopping service waiting for as long as it waits at all. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        stopped = true;
        open.forEach(LiveSession::leave);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        subscriber.close();
    }

    /** A socket was opened; one that comes too late is told so. */
    void opened(LiveSession session) {
        open.add(session);
        if (stopped) {
            session.leave();
        }
    }

    void closed(LiveSession session) {
        open.remove(session);
    }

    void add(Mailbox mailbox, LiveSession session) {
        sessions.computeIfAbsent(mailbox, m -> ConcurrentHashMap.newKeySet()).add(session);
    }

    void remove(Mailbox mailbox, LiveSession session) {
        sessions.computeIfPresent(
                mailbox,
                (m, set) -> {
                    set.remove(session);
                    return set.isEmpty() ? null : set;
                });
    }

    /** Wakes the mailboxes a notification names, one a line; all when it names none. */
    private void wake(String notification) {
        if (notification.isEmpty()) {
            wakeAll();
            return;
        }
        notification
                .lines()
                .map(Mailbox::named)
                .forEach(mailbox -> wake(sessions.getOrDefault(mailbox, Set.of())));
    }

    /** After a connection was lost, notifications may have been too. */
    private void wakeAll() {
        sessions.values().forEach(LiveSessions::wake);
    }

    private static void wake(Set<LiveSession> some) {
        some.forEach(LiveSession::wake);
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "live-forget")
    Uni<Void> forgetOld() {
        return leases.whenHeld(
                "live-forget",
                LEASE,
                () -> events.forget(Instant.now().atOffset(ZoneOffset.UTC).minus(keptFor)));
    }
}
