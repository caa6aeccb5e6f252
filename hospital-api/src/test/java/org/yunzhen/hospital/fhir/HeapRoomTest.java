package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.fhir.HeapRoom.Place;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class HeapRoomTest {
    private final Vertx vertx = Vertx.vertx();
    private final HeapRoom room = new HeapRoom(vertx, 10, 3);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void who_fits_is_let_in_and_the_others_come_in_their_order_when_there_is_room() {
        CompletableFuture<Place> six = room.enter(6);
        CompletableFuture<Place> four = room.enter(4);
        CompletableFuture<Place> five = room.enter(5);
        CompletableFuture<Place> one = room.enter(1);
        assertThat(six).isDone();
        assertThat(four).isDone();
        assertThat(five).isNotDone();

        four.join().leave();
        assertThat(five).isNotDone();
        assertThat(one).as("the next is too large, and is not overtaken").isNotDone();

        six.join().leave();
        come(five);
        come(one);
    }

    @Test
    void who_is_larger_than_the_room_has_it_alone() {
        Place vast = room.enter(100).join();
        CompletableFuture<Place> small = room.enter(1);
        assertThat(small).isNotDone();
        vast.leave();
        come(small);
    }

    @Test
    void who_turns_out_to_need_less_gives_the_rest_back_and_all_of_it_but_once() {
        Place large = room.enter(10).join();
        CompletableFuture<Place> six = room.enter(6);
        large.keep(5);
        assertThat(six).isNotDone();
        large.keep(4);
        come(six);

        large.leave();
        large.leave();
        CompletableFuture<Place> five = room.enter(5);
        assertThat(five).isNotDone();
        six.join().leave();
        come(five);
    }

    @Test
    void who_comes_when_the_line_is_full_is_told_to_come_later() {
        Place all = room.enter(10).join();
        List<CompletableFuture<Place>> line = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            line.add(room.enter(1));
        }
        assertThat(refusal(room.enter(1))).isEqualTo(Refusal.OVERLOADED);

        all.leave();
        line.forEach(HeapRoomTest::come);
    }

    @Test
    void who_gives_up_leaves_the_line_and_lets_the_next_go_on() {
        Place most = room.enter(9).join();
        CompletableFuture<Place> impatient = room.enter(5);
        CompletableFuture<Place> next = room.enter(1);
        impatient.completeExceptionally(new CancellationException());
        come(next);

        most.leave();
        next.join().leave();
        assertThat(room.enter(10)).as("nothing is kept for who has gone").isDone();
    }

    @Test
    void who_gives_up_at_the_moment_of_its_turn_keeps_no_room() throws Exception {
        Place all = room.enter(10).join();
        CompletableFuture<Void> tried = new CompletableFuture<>();
        vertx.runOnContext(
                now -> {
                    CompletableFuture<Place> impatient = room.enter(10);
                    all.leave(); // its turn comes by the next event of this loop
                    impatient.completeExceptionally(new CancellationException());
                    tried.complete(null);
                });
        tried.get();
        come(room.enter(10));
    }

    @Test
    void who_waited_is_served_what_they_came_for_and_gives_the_place_back() {
        Place all = room.enter(10).join();
        List<String> answers = new ArrayList<>();
        HeapRoom.inside(room.enter(10), place -> Uni.createFrom().item("served"))
                .subscribe()
                .with(answers::add);
        HeapRoom.inside(
                        room.enter(10),
                        place -> {
                            throw new RefusedException(Refusal.GONE);
                        })
                .subscribe()
                .with(item -> answers.add("?"), failure -> answers.add(refusal(failure)));
        assertThat(answers).isEmpty();

        all.leave();
        come(room.enter(10));
        assertThat(answers).containsExactly("served", Refusal.GONE.code());
    }

    @Test
    void what_was_built_for_who_waited_is_not_held_by_what_waited() {
        Place all = room.enter(10).join();
        AtomicReference<WeakReference<Object>> built = new AtomicReference<>();
        AtomicReference<Object> waited = new AtomicReference<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        HeapRoom.inside(room.enter(10), place -> large(built).map(Object::hashCode))
                .subscribe()
                .withSubscriber(remembering(waited, answer));

        all.leave();
        answer.join();
        await().untilAsserted(
                        () -> {
                            System.gc();
                            assertThat(built.get().get()).isNull();
                        });
        assertThat(waited.get()).as("is still there itself").isNotNull();
    }

    private static Uni<Object> large(AtomicReference<WeakReference<Object>> built) {
        return Uni.createFrom()
                .item(Object::new)
                .invoke(made -> built.set(new WeakReference<>(made)))
                .chain(made -> Uni.createFrom().item(made));
    }

    private static UniSubscriber<Object> remembering(
            AtomicReference<Object> waited, CompletableFuture<Object> answer) {
        return new UniSubscriber<>() {
            @Override
            public void onSubscribe(UniSubscription subscription) {
                waited.set(subscription);
            }

            @Override
            public void onItem(Object item) {
                answer.complete(item);
            }

            @Override
            public void onFailure(Throwable failure) {
                answer.completeExceptionally(failure);
            }
        };
    }

    private static void come(CompletableFuture<Place> turn) {
        await().untilAsserted(() -> assertThat(turn).isCompleted());
    }

    private static Refusal refusal(CompletableFuture<Place> turn) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, turn::join);
        return ((RefusedException) failed.getCause()).refusal();
    }

    private static String refusal(Throwable failure) {
        return ((RefusedException) failure).refusal().code();
    }
}
