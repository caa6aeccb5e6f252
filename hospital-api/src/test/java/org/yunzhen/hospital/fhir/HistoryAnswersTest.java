package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** A history tells of each version what was asked for and what was answered. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HistoryAnswersTest {
    private static final String PATCH =
            "[{\"op\":\"replace\",\"path\":\"/code/text\",\"value\":\"p\"}]";

    private static final String AS_BEFORE =
            """
            WITH of AS (SELECT * FROM resource WHERE type = 'Basic' AND id = '%s'),
            superseded AS (
                INSERT INTO resource_history (tenant, type, id, version, last_updated, deleted,
                                              workflow, patients, parties, body)
                SELECT tenant, type, id, version, last_updated, deleted, workflow, patients,
                       parties, body FROM of)
            UPDATE resource r SET version = r.version + 1, last_updated = now()
              FROM of WHERE r.type = of.type AND r.id = of.id
            RETURNING r.version""";

    @Inject DataSource database;

    private final Http integration = Http.as("integration01");

    /** What was asked of a resource and answered, the newest first, as in {@code PUT 201}. */
    private final List<String> answered = new ArrayList<>();

    private final List<String> answeredOfPosted = new ArrayList<>();

    @Test
    void of_what_was_asked_alone() {
        String id = Ids.next();
        put(id);
        Reply posted = integration.post("/fhir/Basic", basic(null).toString());
        answeredOfPosted.add(0, "POST " + posted.status());
        put(id);
        delete(id);
        put(id);
        put(id);
        patch(id);
        delete(id);
        put(id);
        answeredOfPosted.add(0, "PUT " + send("PUT", posted.id(), basic(posted.id()).toString()));

        assertHistories(id, answered);
        assertHistories(posted.id(), answeredOfPosted);
        assertThat(answered)
                .containsExactly(
                        "PUT 201",
                        "DELETE 204",
                        "PUT 200",
                        "PUT 200",
                        "PUT 201",
                        "DELETE 204",
                        "PUT 200",
                        "PUT 201");
    }

    @Test
    void of_what_was_asked_in_transactions() {
        String id = Ids.next();
        String beside = Ids.next();
        JsonNode first =
                transaction(
                        entry("PUT", "Basic/" + id, basic(id)),
                        entry("POST", "Basic", basic(null)),
                        entry("PUT", "Basic/" + beside, basic(beside)),
                        entry("POST", "Basic", basic(null)));
        answered.add(0, "PUT " + status(first, 0));
        answeredOfPosted.add(0, "POST " + status(first, 1));
        inTransaction("PUT", id, basic(id));
        inTransaction("DELETE", id, null);
        inTransaction("PUT", id, basic(id));
        inTransaction("PATCH", id, binary());

        assertHistories(id, answered);
        assertHistories(beside, List.of("PUT " + status(first, 2)));
        for (int posted : new int[] {1, 3}) {
            String location = first.at("/entry/" + posted + "/response/location").asText();
            assertHistories(
                    location.replaceFirst(".*Basic/", "").replaceFirst("/.*", ""),
                    answeredOfPosted);
        }
        assertThat(answered)
                .containsExactly("PUT 200", "PUT 201", "DELETE 204", "PUT 200", "PUT 201");
    }

    @Test
    void of_a_put_that_chose_by_criteria_and_found_none() {
        Reply put =
                integration.put(
                        "/fhir/Basic?identifier=urn:test%7C" + Ids.next(), basic(null).toString());

        assertThat(put.status()).isEqualTo(201);
        assertHistories(put.id(), List.of("PUT 201"));
    }

    /** Such a node goes on while others are new already; it knows nothing of the column. */
    @Test
    void of_what_a_node_of_an_earlier_release_has_written_only_a_guess_is_told() {
        String id = Ids.next();
        put(id);
        new Tables(database).rows(AS_BEFORE.formatted(id));
        patch(id);

        assertHistories(id, List.of("PUT 200", "PUT 200", "POST 201"));
    }

    private void assertHistories(String id, List<String> expected) {
        for (String path : List.of("Basic/" + id + "/_history", "Basic/_history", "_history")) {
            JsonNode bundle = integration.get("/fhir/" + path + "?_count=500").json();
            List<String> told = new ArrayList<>();
            for (JsonNode entry : bundle.path("entry")) {
                if (entry.path("fullUrl").asText().endsWith("/Basic/" + id)) {
                    JsonNode request = entry.path("request");
                    String method = request.path("method").asText();
                    told.add(method + " " + entry.at("/response/status").asText());
                    assertThat(request.path("url").asText())
                            .isEqualTo(method.equals("POST") ? "Basic" : "Basic/" + id);
                }
            }
            assertThat(told).as(path).isEqualTo(expected);
        }
    }

    private void put(String id) {
        answered.add(0, "PUT " + send("PUT", id, basic(id).toString()));
    }

    private void delete(String id) {
        answered.add(0, "DELETE " + send("DELETE", id, ""));
    }

    /** A patch makes a version as an update does: what a history holds can be put elsewhere. */
    private void patch(String id) {
        byte[] body = PATCH.getBytes(StandardCharsets.UTF_8);
        Reply reply =
                integration
                        .with("Content-Type", "application/json-patch+json")
                        .raw("PATCH", "/fhir/Basic/" + id, body);
        answered.add(0, "PUT " + reply.status());
    }

    private int send(String method, String id, String body) {
        String path = "/fhir/Basic/" + id;
        return (method.equals("PUT") ? integration.put(path, body) : integration.delete(path))
                .status();
    }

    private void inTransaction(String method, String id, ObjectNode resource) {
        JsonNode bundle = transaction(entry(method, "Basic/" + id, resource));
        String told = method.equals("PATCH") ? "PUT" : method;
        answered.add(0, told + " " + status(bundle, 0));
    }

    private static String status(JsonNode bundle, int entry) {
        return bundle.at("/entry/" + entry + "/response/status").asText().substring(0, 3);
    }

    private JsonNode transaction(ObjectNode... entries) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("type", "transaction").putArray("entry").addAll(List.of(entries));
        Reply reply = integration.post("/fhir", bundle.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static ObjectNode entry(String method, String url, ObjectNode resource) {
        ObjectNode entry = FhirJson.object();
        if (resource != null) {
            entry.set("resource", resource);
        }
        entry.putObject("request").put("method", method).put("url", url);
        return entry;
    }

    private static ObjectNode binary() {
        byte[] patch = PATCH.getBytes(StandardCharsets.UTF_8);
        return FhirJson.object()
                .put("resourceType", "Binary")
                .put("contentType", "application/json-patch+json")
                .put("data", Base64.getEncoder().encodeToString(patch));
    }

    private static ObjectNode basic(String id) {
        ObjectNode basic = FhirJson.object().put("resourceType", "Basic");
        if (id != null) {
            basic.put("id", id);
        }
        basic.putObject("code").put("text", Ids.next());
        return basic;
    }
}
