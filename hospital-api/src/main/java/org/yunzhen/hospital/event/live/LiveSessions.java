package org.yunzhen.hospital.event.live;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Notifications;

/**
 * The sockets of this node by mailbox, woken when the dispatcher of any node has something for
 * them. Nothing else is kept in memory: what a socket is told lies in the database.
 */
@ApplicationScoped
class LiveSessions {
    private static final int AFTER_EVERYTHING = 3000;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Set<LiveSession> open = ConcurrentHashMap.newKeySet();
    private final Map<Mailbox, Set<LiveSession>> sessions = new ConcurrentHashMap<>();
    private final Notifications notifications;
    private final LiveEvents events;
    private final Leases leases;
    private final Duration keptFor;
    private volatile boolean stopped;

    LiveSessions(
            Notifications notifications, LiveEvents events, Leases leases, YunzhenConfig config) {
        this.events = events;
        this.leases = leases;
        this.keptFor = config.live().keptFor();
        this.notifications = notifications;
    }

    void start(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        notifications.on(Outbox.CHANNEL, this::wake);
    }

    /** Open sockets would keep a stopping service waiting for as long as it waits at all. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        stopped = true;
        open.forEach(LiveSession::leave);
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
