package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> inside = new CopyOnWriteArrayList<>();
    private final HeapRoom room = new HeapRoom(vertx, 10);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void who_fits_is_let_in_and_the_others_come_in_their_order_when_there_is_room() {
        enter("a", 6);
        enter("b", 4);
        enter("c", 5);
        enter("d", 1);
        assertThat(inside).containsExactly("a", "b");

        room.leave(4);
        assertThat(inside).as("the next is too large, and is not overtaken").hasSize(2);

        room.leave(6);
        await().until(() -> inside.size() == 4);
        assertThat(inside.subList(2, 4)).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void who_is_larger_than_the_room_has_it_alone() {
        enter("vast", 100);
        enter("small", 1);
        assertThat(inside).containsExactly("vast");
        room.leave(100);
        await().untilAsserted(() -> assertThat(inside).containsExactly("vast", "small"));
    }

    private void enter(String name, long bytes) {
        room.enter(bytes).subscribe().with(nothing -> inside.add(name));
    }
}
