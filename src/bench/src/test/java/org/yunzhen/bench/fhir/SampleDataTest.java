package org.yunzhen.bench.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleDataTest {
    private final SampleData data = new SampleData(500, 10_000);

    @Test
    void an_observation_has_between_one_and_two_kilobytes() {
        for (int number : new int[] {0, 499, 500, 1_000, 1_500, 9_999}) {
            byte[] body = data.newObservation(number);

            assertThat(body.length).isBetween(1024, 2048);
            JsonObject json = new JsonObject(Buffer.buffer(body));
            assertThat(json.getString("resourceType")).isEqualTo("Observation");
            assertThat(json.containsKey("id")).isFalse();
        }
    }

    @Test
    void a_patient_and_a_code_have_five_observations() {
        for (int number : new int[] {0, 777, 9_999}) {
            long hits =
                    IntStream.range(0, data.observations())
                            .filter(i -> data.searchPath(i).equals(data.searchPath(number)))
                            .count();

            assertThat(hits).isEqualTo(5);
        }
    }

    @Test
    void what_is_written_while_it_is_measured_is_found_by_no_search_that_is_measured() {
        for (int number : new int[] {0, 499, 9_999}) {
            assertThat(new String(data.newObservation(number), StandardCharsets.UTF_8))
                    .contains("\"reference\":\"Patient/bench-w-")
                    .doesNotContain(SampleData.patientId(number % 500));
            assertThat(new String(data.observationWithId("u", number), StandardCharsets.UTF_8))
                    .contains("\"reference\":\"Patient/bench-w-");
        }
    }

    @Test
    void patients_and_stored_observations_carry_the_ids_they_are_read_by() {
        assertThat(new JsonObject(data.patient(0)).getString("id")).isEqualTo("bench-p-0001");
        assertThat(new JsonObject(Buffer.buffer(data.storedObservation(41))).getString("id"))
                .isEqualTo(SampleData.observationId(41))
                .isEqualTo("bench-o-000042");
    }
}
