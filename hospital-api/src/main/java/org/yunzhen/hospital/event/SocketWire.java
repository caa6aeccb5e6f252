package org.yunzhen.hospital.event;

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
public final class SocketWire {
    /** No timer is set. */
    public static final long NO_TIMER = -1;

    private static final int QUEUE_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;

    /** On the event loop of a socket that has been opened. */
    public SocketWire(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        socket.exceptionHandler(failure -> socket.close());
    }

    /** Why a socket is closed: a WebSocket close code, and what it means in a few words. */
    public record End(int code, String reason) {}

    /** The socket itself. */
    public ServerWebSocket socket() {
        return socket;
    }

    /**
     * Hands on each text that is said to it. What is no UTF-8 closes it with 1007; bytes, which
     * nobody here understands, as is said.
     */
    public void listen(Consumer<String> texts, End onBytes) {
        socket.frameHandler(new SocketMessages(this, texts, onBytes));
    }

    /** On the socket's event loop, unless it is closed by then; called from anywhere. */
    public void run(Runnable work) {
        context.runOnContext(
                nothing -> {
                    if (!socket.isClosed()) {
                        work.run();
                    }
                });
    }

    /** Says something, unless it is closed. */
    public void send(JsonObject message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message.encode());
        }
    }

    /** Closes it, unless it is closed. */
    public void close(End end) {
        if (!socket.isClosed()) {
            socket.close((short) end.code(), end.reason());
        }
    }

    /** Goes on with what comes of some work, or closes it when the work fails. */
    public <T> void then(Uni<T> work, Consumer<T> next, End onFailure) {
        work.subscribe()
                .with(item -> run(() -> next.accept(item)), failure -> run(() -> close(onFailure)));
    }

    /** A timer at whose end the socket is closed. */
    public long closeAfter(Duration time, End end) {
        return vertx.setTimer(Math.max(1, time.toMillis()), timer -> close(end));
    }

    /** Stops a timer, if there is one. */
    public void cancel(long timer) {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
    }
}
