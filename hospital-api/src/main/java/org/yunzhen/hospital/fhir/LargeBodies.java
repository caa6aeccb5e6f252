package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Unpacks, parses and checks large bodies away from the event loop, and only so many at once that
 * processors are left to who sends small ones or reads, and that what they become has room in the
 * heap. The others wait in turn; {@link Bodies} bounds what waits.
 */
@ApplicationScoped
class LargeBodies {
    /** About a millisecond of work. */
    static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    /** Elements of about as many bytes. */
    private static final int ON_EVENT_LOOP_VALUES_MAX = 2_000;

    private static final int CHARACTERS_OF_A_VALUE = 32;

    /** A byte of the worst JSON, {@code {},{},}, as a tree. */
    private static final long HEAP_OF_A_BYTE = 24;

    /** Half a million values, and no more are built. */
    private static final long HEAP_OF_A_BODY_MAX = 128L * 1024 * 1024;

    private static final int SHARE_OF_HEAP = 3;

    private final WorkerExecutor workers;
    private final HeapRoom room;

    LargeBodies(Vertx vertx) {
        this.room = new HeapRoom(vertx, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.workers = vertx.createSharedWorkerExecutor("large-bodies", atOnce);
    }

    /**
     * Serves a call that holds a body, when there is room for what the body becomes.
     *
     * @param bytes of the body, once it is unpacked
     */
    <T> Uni<T> inTurn(long bytes, Supplier<Uni<T>> serve) {
        if (bytes <= ON_EVENT_LOOP_BYTES_MAX) {
            return serve.get();
        }
        long heap = Math.min(bytes * HEAP_OF_A_BYTE, HEAP_OF_A_BODY_MAX);
        return room.enter(heap)
                .chain(
                        () ->
                                Uni.createFrom()
                                        .deferred(serve::get)
                                        .onTermination()
                                        .invoke(() -> room.leave(heap)));
    }

    /** Works on what is known to be large. */
    <T> Uni<T> work(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(work, false).toCompletionStage());
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
}
