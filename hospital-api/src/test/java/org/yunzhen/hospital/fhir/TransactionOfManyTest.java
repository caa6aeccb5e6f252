package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Many new resources in one transaction: they are sent without waiting for each other. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TransactionOfManyTest {
    @Inject DataSource database;

    private final Http integration = Http.as("integration01");

    private static String observation(String tag, int number) {
        return """
               {"resource":{"resourceType":"Observation","status":"final",
                 "meta":{"tag":[{"system":"urn:many","code":"%s"}]},
                 "code":{"text":"number %d"},"valueInteger":%d},
                "request":{"method":"POST","url":"Observation"}}"""
                .formatted(tag, number, number);
    }

    /** Whether its schedule is there is asked of the database before it is written. */
    private static String slot(String tag, String schedule) {
        return """
               {"resource":{"resourceType":"Slot","status":"free",
                 "meta":{"tag":[{"system":"urn:many","code":"%s"}]},
                 "schedule":{"reference":"Schedule/%s"},
                 "start":"2026-11-24T08:00:00+08:00","end":"2026-11-24T08:10:00+08:00"},
                "request":{"method":"POST","url":"Slot"}}"""
                .formatted(tag, schedule);
    }

    private Reply transaction(List<String> entries) {
        return transaction(integration, entries);
    }

    private static Reply transaction(Http caller, List<String> entries) {
        return caller.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                        .formatted(String.join(",", entries)));
    }

    /** Rows that tell of a different new Observation each. */
    private long trail(String request) {
        String count =
                "SELECT count(DISTINCT resource_id) FROM trail WHERE action = 'create'"
                        + " AND type = 'Observation' AND version = 1 AND status = 201"
                        + " AND request_id = '%s'";
        return Long.parseLong(new Tables(database).rows(count.formatted(request)).get(0).get(0));
    }

    private long stored(String type, String tag) {
        return integration
                .get("/fhir/" + type + "?_tag=urn:many%7C" + tag + "&_summary=count")
                .json()
                .path("total")
                .asLong(-1);
    }

    private String schedule() {
        String id = "many-" + UUID.randomUUID();
        integration.put(
                "/fhir/Schedule/" + id,
                "{\"resourceType\":\"Schedule\",\"id\":\"%s\",\"actor\":[{\"display\":\"x\"}]}"
                        .formatted(id));
        return id;
    }

    @Test
    void each_answer_stands_at_the_place_of_its_entry_and_each_has_its_row_in_the_trail() {
        String tag = UUID.randomUUID().toString();
        List<String> entries =
                IntStream.range(0, 150).mapToObj(number -> observation(tag, number)).toList();

        Reply done = transaction(integration.with("X-Request-Id", tag), entries);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(trail(tag)).isEqualTo(150);
        List<Integer> values = new ArrayList<>();
        for (JsonNode entry : done.json().path("entry")) {
            String location = entry.path("response").path("location").asText();
            String path = location.substring(location.indexOf("Observation/"));
            values.add(integration.get("/fhir/" + path).json().path("valueInteger").asInt());
        }
        assertThat(values).containsExactlyElementsOf(IntStream.range(0, 150).boxed().toList());
        assertThat(stored("Observation", tag)).isEqualTo(150);
    }

    @Test
    void one_that_is_refused_after_others_were_sent_leaves_nothing() {
        String tag = UUID.randomUUID().toString();
        String there = schedule();
        List<String> entries = new ArrayList<>();
        IntStream.range(0, 20).forEach(number -> entries.add(observation(tag, number)));
        entries.add(slot(tag, "many-missing"));
        IntStream.range(0, 20).forEach(number -> entries.add(slot(tag, there)));

        Reply refused = transaction(entries);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("reference-not-found");
        assertThat(refused.text()).contains("Bundle.entry[20].resource.schedule.reference");
        assertThat(stored("Observation", tag)).isZero();
        assertThat(stored("Slot", tag)).isZero();
    }

    @Test
    void what_is_asked_of_the_database_first_is_written_like_the_rest() {
        String tag = UUID.randomUUID().toString();
        String there = schedule();
        List<String> entries = new ArrayList<>();
        IntStream.range(0, 30)
                .forEach(
                        number -> {
                            entries.add(observation(tag, number));
                            entries.add(slot(tag, there));
                        });

        Reply done = transaction(entries);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(stored("Observation", tag)).isEqualTo(30);
        assertThat(stored("Slot", tag)).isEqualTo(30);
    }
}
