package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** So much heap that several may fill at once; who comes when there is no room waits in line. */
final class HeapRoom {
    private record Waiting(long bytes, Context context, CompletableFuture<Void> turn) {}

    private final Vertx vertx;
    private final long bytesMax;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private long taken;

    /**
     * A room of so many bytes.
     *
     * @param bytesMax who wants more gets in alone
     */
    HeapRoom(Vertx vertx, long bytesMax) {
        this.vertx = vertx;
        this.bytesMax = bytesMax;
    }

    /** Ends when there is room, on the event loop of who asked; {@link #leave} gives it back. */
    synchronized Uni<Void> enter(long bytes) {
        if (line.isEmpty() && fits(bytes)) {
            taken += bytes;
            return Uni.createFrom().voidItem();
        }
        Waiting waiting = new Waiting(bytes, vertx.getOrCreateContext(), new CompletableFuture<>());
        line.add(waiting);
        return Uni.createFrom().completionStage(waiting.turn());
    }

    /** Gives room back; whoever fits into it is next. */
    synchronized void leave(long bytes) {
        taken -= bytes;
        while (!line.isEmpty() && fits(line.peek().bytes())) {
            Waiting next = line.remove();
            taken += next.bytes();
            next.context().runOnContext(now -> next.turn().complete(null));
        }
    }

    private boolean fits(long bytes) {
        return taken == 0 || taken + bytes <= bytesMax;
    }
}
