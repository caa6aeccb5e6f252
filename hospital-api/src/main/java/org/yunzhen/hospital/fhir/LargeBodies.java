package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Lets in only so many bodies at once that what they become has room in the heap; the others wait
 * in turn as the bytes they are. Large ones are unpacked, parsed and checked away from the event
 * loop, so that processors are left to who sends small ones or reads, and {@link Bodies} bounds
 * what they hold while they wait.
 */
@ApplicationScoped
class LargeBodies {
    /** However many are inside, they do not fill the heap. */
    private static final int WITHOUT_TURN_BYTES_MAX = 4 * 1024;

    /** About a millisecond of work. */
    static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    /** Elements of about as many bytes. */
    private static final int ON_EVENT_LOOP_VALUES_MAX = 2_000;

    private static final int CHARACTERS_OF_A_VALUE = 32;

    /** A byte of the worst JSON, {@code {},{},}, as a tree takes some twenty; and room beside. */
    private static final long HEAP_OF_A_BYTE = 48;

    /** Half a million values, and no more are built. */
    private static final long HEAP_OF_A_BODY_MAX = 128L * 1024 * 1024;

    /**
     * With the heap of the image, a body of a third of a megabyte is served alone: trees of several
     * calls would outlive the young generation, and only a collection of the whole heap frees what
     * is old.
     */
    private static final int SHARE_OF_HEAP = 12;

    /**
     * Some fourteen transactions of twenty entries at once: with twice as many, the same happened
     * of what they hold together, and collections of the whole heap took an eighth of the time.
     */
    private static final int SHARE_OF_HEAP_OF_SMALLER = 24;

    /** Each takes up to some tenths of a second: the last is still waited for. */
    private static final int WAITING_MAX = 64;

    /** Of those on the event loop, which take some milliseconds each. */
    private static final int SMALLER_WAITING_MAX = 512;

    private final WorkerExecutor workers;
    private final HeapRoom room;
    private final HeapRoom roomOfSmaller;

    LargeBodies(Vertx vertx) {
        long heap = Runtime.getRuntime().maxMemory();
        this.room = new HeapRoom(vertx, heap / SHARE_OF_HEAP, WAITING_MAX);
        this.roomOfSmaller =
                new HeapRoom(vertx, heap / SHARE_OF_HEAP_OF_SMALLER, SMALLER_WAITING_MAX);
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.workers = vertx.createSharedWorkerExecutor("large-bodies", atOnce);
    }

    /**
     * Serves a call that holds a body, when there is room for what the body becomes. A caller that
     * hangs up while it waits is not served.
     *
     * @param bytesMax what the body has at most
     * @param unpack gives the bytes that it has
     */
    <T> Uni<T> inTurn(
            RoutingContext http,
            int bytesMax,
            Supplier<Uni<Integer>> unpack,
            Supplier<Uni<T>> serve) {
        if (bytesMax <= WITHOUT_TURN_BYTES_MAX) {
            return unpack.get().chain(serve::get);
        }
        HeapRoom entered = bytesMax <= ON_EVENT_LOOP_BYTES_MAX ? roomOfSmaller : room;
        CompletableFuture<HeapRoom.Place> turn = entered.enter(heap(bytesMax));
        http.addEndHandler(
                ended -> turn.completeExceptionally(new RefusedException(Refusal.OVERLOADED)));
        return HeapRoom.inside(
                turn,
                place -> unpack.get().invoke(bytes -> place.keep(heap(bytes))).chain(serve::get));
    }

    private static long heap(int bytes) {
        return Math.min(bytes * HEAP_OF_A_BYTE, HEAP_OF_A_BODY_MAX);
    }

    /** Works on what is known to be large. */
    <T> Uni<T> work(Callable<T> work) {
        return Uni.createFrom().deferred(() -> run(new Errand<>(work)));
    }

    private <T> Uni<T> run(Errand<T> errand) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(errand, false).toCompletionStage())
                .map(done -> errand.takeResult());
    }

    /** Works on a document: here and now if it is small. */
    <T> Uni<T> workOn(JsonNode document, Supplier<T> work) {
        return isLarge(document) ? work(work::get) : Uni.createFrom().item(work);
    }

    private static boolean isLarge(JsonNode document) {
        return document != null && left(document, ON_EVENT_LOOP_VALUES_MAX) < 0;
    }

    /** What is left of an allowance of values; once it is spent nothing more is looked at. */
    private static int left(JsonNode node, int allowance) {
        int left = allowance - 1;
        if (node.isTextual()) {
            return left - node.textValue().length() / CHARACTERS_OF_A_VALUE;
        }
        for (JsonNode child : node) {
            if (left < 0) {
                return left;
            }
            left = left(child, left);
        }
        return left;
    }

    /**
     * A thread keeps the last task it had until it gets another: neither what was worked on nor
     * what came of it stays in it.
     */
    private static final class Errand<T> implements Callable<Void> {
        private Callable<T> work;
        private T result;

        private Errand(Callable<T> work) {
            this.work = work;
        }

        @Override
        public Void call() throws Exception {
            Callable<T> given = work;
            work = null;
            result = given.call();
            return null;
        }

        private T takeResult() {
            T taken = result;
            result = null;
            return taken;
        }
    }
}
