package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A socket with its event loop. What comes back from elsewhere comes back on the socket's event
 * loop, or not at all once it is closed.
 */
final class SocketWire {
    /** This node stops. */
    static final short GOING_AWAY = 1001;

    /** We cannot, for now, or the other side does not read. */
    static final short TRY_AGAIN = 1013;

    /** The subscription, or the token it was bound by, has ended. */
    static final short ENDED = 1000;

    /** What came does not bind it. */
    static final short NOT_BOUND = 4401;

    private static final int QUEUE_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;

    SocketWire(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        socket.exceptionHandler(failure -> socket.close());
    }

    ServerWebSocket socket() {
        return socket;
    }

    /** On the socket's event loop, unless it is closed by then; called from anywhere. */
    void run(Runnable work) {
        context.runOnContext(
                nothing -> {
                    if (!socket.isClosed()) {
                        work.run();
                    }
                });
    }

    /** Closes it when the work fails. */
    <T> void then(Uni<T> work, Consumer<T> next) {
        work.subscribe()
                .with(item -> run(() -> next.accept(item)), failure -> run(() -> close(TRY_AGAIN)));
    }

    /** A timer at whose end the socket is closed. */
    long closeAfter(Duration time, short code) {
        return vertx.setTimer(Math.max(1, time.toMillis()), timer -> close(code));
    }

    void cancel(long timer) {
        vertx.cancelTimer(timer);
    }

    void close(short code) {
        if (!socket.isClosed()) {
            socket.close(code);
        }
    }
}
