package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * So much heap that several may fill at once; who comes when there is no room waits in line, and
 * who comes when the line is full is told to come later.
 */
final class HeapRoom {
    private record Waiting(Place place, Context context, CompletableFuture<Place> turn) {}

    /** What one has taken of the room. */
    final class Place {
        private long bytes;

        private Place(long bytes) {
            this.bytes = bytes;
        }

        /** Gives back what is more than that. */
        void keep(long needed) {
            free(this, Math.min(needed, bytes));
        }

        /** Gives all back. */
        void leave() {
            keep(0);
        }
    }

    private final Vertx vertx;
    private final long bytesMax;
    private final int waitingMax;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private long taken;

    /**
     * A room of so many bytes.
     *
     * @param bytesMax who wants more gets in alone
     */
    HeapRoom(Vertx vertx, long bytesMax, int waitingMax) {
        this.vertx = vertx;
        this.bytesMax = bytesMax;
        this.waitingMax = waitingMax;
    }

    /**
     * Ends when there is room, on the event loop of who asked. Who does not want to wait any longer
     * completes it, and so leaves the line.
     *
     * @return fails with 503 when too many are waiting
     */
    synchronized CompletableFuture<Place> enter(long bytes) {
        Place place = new Place(bytes);
        if (line.isEmpty() && fits(place)) {
            taken += bytes;
            return CompletableFuture.completedFuture(place);
        }
        if (line.size() >= waitingMax) {
            return CompletableFuture.failedFuture(new RefusedException(Refusal.OVERLOADED));
        }
        Waiting waiting = new Waiting(place, vertx.getOrCreateContext(), new CompletableFuture<>());
        line.add(waiting);
        waiting.turn().whenComplete((come, gone) -> forget(waiting));
        return waiting.turn();
    }

    /**
     * Serves who has come in, and gives the place back when that has ended. What waits long grows
     * old, and stages of Mutiny that are chained keep what they have subscribed to: were serving
     * chained to waiting, all that was built for one who waited would be old too, and lie there
     * until the whole heap is collected.
     */
    static <T> Uni<T> inside(CompletableFuture<Place> turn, Function<Place, Uni<T>> serve) {
        return Uni.createFrom()
                .emitter(
                        waiting ->
                                turn.whenComplete(
                                        (place, refusal) -> come(place, refusal, serve, waiting)));
    }

    private static <T> void come(
            Place place,
            Throwable refusal,
            Function<Place, Uni<T>> serve,
            UniEmitter<? super T> waiting) {
        if (refusal != null) {
            waiting.fail(refusal);
            return;
        }
        Uni.createFrom()
                .deferred(() -> serve.apply(place))
                .onTermination()
                .invoke(place::leave)
                .subscribe()
                .with(waiting::complete, waiting::fail);
    }

    private synchronized void forget(Waiting waiting) {
        if (line.remove(waiting)) {
            admit();
        }
    }

    private synchronized void free(Place place, long kept) {
        taken -= place.bytes - kept;
        place.bytes = kept;
        admit();
    }

    private void admit() {
        while (!line.isEmpty() && fits(line.peek().place())) {
            Waiting next = line.remove();
            taken += next.place().bytes;
            next.context().runOnContext(now -> give(next));
        }
    }

    private static void give(Waiting next) {
        boolean hasGone = !next.turn().complete(next.place());
        if (hasGone) {
            next.place().leave();
        }
    }

    private boolean fits(Place place) {
        return taken == 0 || taken + place.bytes <= bytesMax;
    }
}
