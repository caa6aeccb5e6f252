package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code _summary} and {@code _elements}, R4 sections 3.1.1.5.8 and 3.1.1.5.9. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SubsetsTest {
    private final Http integration = Http.as("integration01");

    @BeforeEach
    void records() {
        put(
                "Patient",
                "sub-p",
                "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"},"
                        + "\"name\":[{\"family\":\"王\"}],\"maritalStatus\":{\"text\":\"m\"}");
        put(
                "Observation",
                "sub-o",
                "\"status\":\"final\",\"code\":{\"text\":\"c\"},\"note\":[{\"text\":\"n\"}],"
                        + "\"subject\":{\"reference\":\"Patient/sub-p\"},"
                        + "\"valueQuantity\":{\"value\":61.50}");
    }

    private void put(String type, String id, String members) {
        Reply reply =
                integration.put(
                        "/fhir/" + type + "/" + id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, members));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private static List<String> names(JsonNode resource) {
        List<String> names = new ArrayList<>();
        resource.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("resourceType", "id", "meta"));
        return names;
    }

    private static boolean isMarked(JsonNode resource) {
        return resource.path("meta").path("tag").toString().contains("\"SUBSETTED\"");
    }

    private JsonNode read(String path) {
        Reply reply = integration.get("/fhir/" + path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ETag")).isNotNull();
        return reply.json();
    }

    @Test
    void each_summary_shows_its_part_of_what_is_read() {
        for (String at : List.of("Patient/sub-p", "Patient/sub-p/_history/1")) {
            assertThat(names(read(at + "?_summary=true"))).containsExactly("name");
            assertThat(names(read(at + "?_summary=text"))).containsExactly("text");
            assertThat(names(read(at + "?_summary=data"))).containsExactly("name", "maritalStatus");
            assertThat(names(read(at + "?_elements=maritalStatus")))
                    .containsExactly("maritalStatus");
            assertThat(isMarked(read(at + "?_summary=true"))).isTrue();
            assertThat(names(read(at + "?_summary=false")))
                    .containsExactly("text", "name", "maritalStatus");
            assertThat(isMarked(read(at + "?_summary=false"))).isFalse();
            assertThat(integration.get("/fhir/" + at + "?_summary=nonsense").status())
                    .isEqualTo(400);
        }
        assertThat(integration.get("/fhir/Observation/sub-o?_summary=true").text())
                .contains("61.50");
        assertThat(names(read("Observation/sub-o?_elements=Observation.note,value")))
                .containsExactly("status", "code", "note", "valueQuantity");
    }

    @Test
    void a_search_shows_parts_of_matches_and_of_what_is_included() {
        String search = "/fhir/Observation?_id=sub-o&_include=Observation:subject";
        JsonNode found = integration.get(search + "&_summary=true").json().path("entry");
        assertThat(found).hasSize(2);
        assertThat(names(found.path(0).path("resource"))).doesNotContain("note").contains("code");
        assertThat(names(found.path(1).path("resource"))).containsExactly("name");
        found.forEach(entry -> assertThat(isMarked(entry.path("resource"))).isTrue());

        JsonNode elements = integration.get(search + "&_elements=note").json().path("entry");
        assertThat(names(elements.path(0).path("resource")))
                .containsExactly("status", "code", "note");
        assertThat(integration.get(search + "&_summary=text").status()).isEqualTo(400);
        Reply counted = integration.get("/fhir/Observation?_id=sub-o&_summary=count");
        assertThat(counted.json().path("total").asInt()).isEqualTo(1);
        assertThat(counted.json().has("entry")).isFalse();
        assertThat(integration.form("/fhir/Observation/_search", "_id=sub-o&_elements=note").text())
                .contains("SUBSETTED");
    }

    @Test
    void a_history_and_the_reads_of_a_batch_show_parts_too() {
        JsonNode history = integration.get("/fhir/Patient/sub-p/_history?_summary=true").json();
        history.path("entry").forEach(e -> assertThat(isMarked(e.path("resource"))).isTrue());
        assertThat(
                        integration
                                .get("/fhir/Patient/sub-p/_history?_summary=count")
                                .json()
                                .has("entry"))
                .isFalse();
        Reply batch =
                integration.post(
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"batch","entry":[{"request":
                          {"method":"GET","url":"Patient/sub-p?_elements=name"}}]}""");
        assertThat(names(batch.json().at("/entry/0/resource"))).containsExactly("name");
    }

    @Test
    void what_is_stored_and_searched_by_stays_whole() {
        read("Patient/sub-p?_summary=true");
        assertThat(names(read("Patient/sub-p"))).containsExactly("text", "name", "maritalStatus");
        Http known = integration.with("If-None-Match", "*");
        assertThat(known.get("/fhir/Patient/sub-p?_summary=true").status()).isEqualTo(304);
    }

    @Test
    void many_large_resources_are_cut_beside_the_event_loop() {
        for (int i = 0; i < 10; i++) {
            put("Basic", "sub-b" + i, "\"code\":{\"text\":\"%s\"}".formatted("云".repeat(9000)));
        }
        JsonNode found =
                integration.get("/fhir/Basic?_count=10&_summary=data&_sort=-_lastUpdated").json();
        assertThat(found.path("entry")).hasSize(10);
        found.path("entry").forEach(e -> assertThat(isMarked(e.path("resource"))).isTrue());
    }
}
