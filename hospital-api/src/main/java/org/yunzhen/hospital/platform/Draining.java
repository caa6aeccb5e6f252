package org.yunzhen.hospital.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends what was begun before the service stops. Quarkus's own way ({@code
 * quarkus.shutdown.timeout}) counts a WebSocket as a request that never ends, so each stop would
 * last as long as it may.
 */
@ApplicationScoped
class Draining {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int OUTERMOST = 1_000_000;
    private static final int AFTER_THE_SOCKETS = 10_000;

    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean leaving;

    void register(@Observes Filters filters) {
        filters.register(this::count, OUTERMOST);
    }

    /** On the thread that stops the service, before the server is closed. */
    void drain(@Observes @Priority(AFTER_THE_SOCKETS) ShutdownDelayInitiatedEvent event) {
        leaving = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (begun.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void count(RoutingContext http) {
        if (http.request().getHeader("Upgrade") == null) {
            begun.incrementAndGet();
            http.addEndHandler(ended -> begun.decrementAndGet());
        }
        if (leaving) {
            http.response().putHeader("Connection", "close");
        }
        http.next();
    }
}
