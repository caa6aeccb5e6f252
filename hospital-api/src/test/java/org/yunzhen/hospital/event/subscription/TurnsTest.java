package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Something that is done whenever somebody wishes for it. */
class TurnsTest {
    private static final int MANY = 200_000;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void a_turn_that_left_something_is_followed_at_once_however_often() {
        Turns turns =
                new Turns(
                        "numbers",
                        vertx,
                        () -> Uni.createFrom().item(begun.incrementAndGet() < MANY));

        turns.wish();

        await().until(() -> begun.get() == MANY);
    }

    @Test
    void of_all_who_wish_while_it_is_done_it_is_done_once_more_and_never_twice_at_once() {
        Queue<CompletableFuture<Boolean>> open = new ConcurrentLinkedQueue<>();
        Turns turns =
                new Turns(
                        "turns",
                        vertx,
                        () -> {
                            begun.incrementAndGet();
                            CompletableFuture<Boolean> done = new CompletableFuture<>();
                            open.add(done);
                            return Uni.createFrom().completionStage(done);
                        });
        turns.wish();
        await().until(() -> open.size() == 1);
        turns.wish();
        turns.wish();
        assertThat(begun).hasValue(1);

        open.poll().complete(false);
        await().until(() -> open.size() == 1);
        assertThat(begun).hasValue(2);

        open.poll().complete(false);
        turns.wish();
        await().until(() -> open.size() == 1);
        assertThat(begun).hasValue(3);
    }

    @Test
    void a_turn_that_fails_is_done_again_when_somebody_wishes() {
        Turns turns =
                new Turns(
                        "turns",
                        vertx,
                        () -> {
                            if (begun.incrementAndGet() == 1) {
                                throw new IllegalStateException("of a test");
                            }
                            return Uni.createFrom().item(false);
                        });
        turns.wish();
        await().until(() -> begun.get() == 1);

        await().until(
                        () -> {
                            turns.wish();
                            return begun.get() > 1;
                        });
    }
}
