package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A socket with its event loop: what is said on it, what is waited for, and how it is closed. What
 * comes back from elsewhere comes back on the socket's event loop, or not at all once it is closed.
 */
final class LiveWire {
    /** No timer is set. */
    static final long NO_TIMER = -1;

    private static final int QUEUE_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;

    LiveWire(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        socket.exceptionHandler(failure -> socket.close());
    }

    ServerWebSocket socket() {
        return socket;
    }

    /** On the socket's event loop; called from anywhere. */
    void run(Runnable work) {
        context.runOnContext(nothing -> work.run());
    }

    void send(JsonObject message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message.encode());
        }
    }

    void close(CloseCode code) {
        if (!socket.isClosed()) {
            socket.close(code.code(), code.reason());
        }
    }

    <T> void then(Uni<T> work, Consumer<T> next, CloseCode onFailure) {
        work.subscribe()
                .with(
                        item -> run(() -> unlessClosed(next, item)),
                        failure -> run(() -> close(onFailure)));
    }

    private <T> void unlessClosed(Consumer<T> next, T item) {
        if (!socket.isClosed()) {
            next.accept(item);
        }
    }

    /** A timer at whose end the socket is closed. */
    long closeAfter(Duration time, CloseCode code) {
        return vertx.setTimer(Math.max(1, time.toMillis()), timer -> close(code));
    }

    void cancel(long timer) {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
    }
}
