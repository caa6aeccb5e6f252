package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A page begins where the last one ended, whatever was written between them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PagingUnderWritesTest {
    private static final int KEPT = 40;
    private static final int MOVING = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http integration = Http.as("integration01");

    private void put(String world, String kind, int number, int value) {
        String id = world + "-" + kind + number;
        Reply reply =
                integration.put(
                        "/fhir/Observation/" + id,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "meta":{"tag":[{"code":"%s"}]},"code":{"coding":[{"code":"c%d"}]},
                         "effectiveDateTime":"2025-03-%02d","valueQuantity":{"value":%d}}"""
                                .formatted(id, world, value % 7, 1 + value % 28, value));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    /** Writes until it is told to stop: what moves is changed, deleted, made again. */
    private void write(String world, AtomicBoolean reading, AtomicInteger writes) {
        while (reading.get()) {
            int number = writes.getAndIncrement();
            if (number % 5 == 4) {
                integration.delete("/fhir/Observation/" + world + "-m" + number % MOVING);
            } else {
                put(world, "m", number % MOVING, number * 31 % 97);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pw1,_sort=date",
        "pw2,_sort=-date",
        "pw3,_sort=_lastUpdated",
        "pw4,_sort=-_lastUpdated",
        "pw5,_sort=_id",
        "pw6,'_sort=code,-value-quantity'",
        "pw7,_sort=value-quantity",
        "pw8,_total=accurate"
    })
    void what_did_not_change_is_on_exactly_one_page(String world, String order) {
        IntStream.range(0, KEPT).forEach(i -> put(world, "k", i, i * 17 % 41));
        IntStream.range(0, MOVING).forEach(i -> put(world, "m", i, i));
        AtomicBoolean reading = new AtomicBoolean(true);
        AtomicInteger writes = new AtomicInteger();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> write(world, reading, writes));

        List<String> kept = new ArrayList<>();
        try {
            for (int walk = 0; walk < 3; walk++) {
                kept.addAll(walk(world, order, writes));
            }
        } finally {
            reading.set(false);
            writing.join();
        }

        assertThat(kept).hasSize(3 * KEPT);
        assertThat(kept.stream().distinct()).hasSize(KEPT);
        for (int walk = 0; walk < 3; walk++) {
            assertThat(kept.subList(walk * KEPT, (walk + 1) * KEPT)).doesNotHaveDuplicates();
        }
    }

    /** What was kept and found, in the order of the pages; between any two something is written. */
    private List<String> walk(String world, String order, AtomicInteger writes) {
        List<String> found = new ArrayList<>();
        String next = "/fhir/Observation?_tag=" + world + "&_count=5&" + order;
        while (next != null) {
            int before = writes.get();
            Reply page = integration.get(next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            for (JsonNode entry : page.json().path("entry")) {
                String id = entry.path("resource").path("id").asText();
                if (id.startsWith(world + "-k")) {
                    found.add(id);
                }
            }
            next = next(page.json());
            // counted when begun: one that is counted has ended when the next is
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> writes.get() > before + 1);
        }
        return found;
    }
}
