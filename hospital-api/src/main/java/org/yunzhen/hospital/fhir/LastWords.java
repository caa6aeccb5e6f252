package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets callers that are refused while they still send come to the end: what they have sent and
 * nobody has read would reset the connection before they read why. What comes is thrown away, and
 * of all of them together only so much is read in a second that those who are served do not wait
 * for it: whom nobody reads stops sending.
 */
final class LastWords {
    private static final int TICK_MILLIS = 20;

    /** Pieces have 8 kB at most: 100 MB in a second. */
    private static final int PIECES_A_TICK = 256;

    /** Then the connection ends, whatever is still to come. */
    private static final long NANOS_MAX = 10_000_000_000L;

    private final AtomicInteger speakers = new AtomicInteger();

    /** Reads on from who has been refused, and after a while ends the connection. */
    void hear(RoutingContext http) {
        if (!http.request().isEnded()) {
            speakers.incrementAndGet();
            new Speaker(http).begin();
        }
    }

    /** One who is refused; used on the event loop of its connection alone. */
    private final class Speaker {
        private final RoutingContext http;
        private final HttpServerRequest request;
        private final long until = System.nanoTime() + NANOS_MAX;
        private boolean silent;

        private Speaker(RoutingContext http) {
            this.http = http;
            this.request = http.request();
        }

        private void begin() {
            request.pause()
                    .handler(piece -> {})
                    .endHandler(ended -> silent = true)
                    .exceptionHandler(gone -> silent = true);
            // Quarkus reads on as fast as it can once the answer has been written
            http.addEndHandler(answered -> http.vertx().runOnContext(then -> request.pause()));
            rest();
        }

        private void listen() {
            if (silent || System.nanoTime() > until) {
                leave();
                return;
            }
            request.fetch(Math.max(1, PIECES_A_TICK / speakers.get()));
            rest();
        }

        private void rest() {
            long millis = (long) TICK_MILLIS * Math.max(1, speakers.get() / PIECES_A_TICK);
            http.vertx().setTimer(millis, later -> listen());
        }

        private void leave() {
            speakers.decrementAndGet();
            if (!silent) {
                request.connection().close();
            }
        }
    }
}
