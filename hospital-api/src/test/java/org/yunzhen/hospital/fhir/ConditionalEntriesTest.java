package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.fhir.ConditionalPatients.by;
import static org.yunzhen.hospital.fhir.ConditionalPatients.count;
import static org.yunzhen.hospital.fhir.ConditionalPatients.make;
import static org.yunzhen.hospital.fhir.ConditionalPatients.patient;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Conditional update and delete in Bundles, R4 section 3.1.0.11. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConditionalEntriesTest {
    private final Http integration = Http.as("integration01");

    private static String entry(String method, String url, String fullUrl, String resource) {
        return "{%s%s\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}"
                .formatted(
                        fullUrl == null ? "" : "\"fullUrl\":\"" + fullUrl + "\",",
                        resource == null ? "" : "\"resource\":" + resource + ",",
                        method,
                        url);
    }

    private Reply bundle(String type, String... entries) {
        return integration.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                        .formatted(type, String.join(",", entries)));
    }

    private static String status(Reply reply, int entry) {
        JsonNode response = reply.json().path("entry").path(entry).path("response");
        return response.path("status").asText();
    }

    @Test
    void a_transaction_settles_its_conditions_first_and_links_what_refers_to_them() {
        make("cw-t1", "t1");
        make("cw-t2", "t2");
        String basic =
                "{\"resourceType\":\"Basic\",\"id\":\"cw-b%d\",\"code\":{\"text\":\"x\"},"
                        + "\"subject\":{\"reference\":\"urn:uuid:%s\"}}";
        String one = "aaaaaaaa-0000-0000-0000-000000000001";
        String two = "aaaaaaaa-0000-0000-0000-000000000002";

        Reply done =
                bundle(
                        "transaction",
                        entry("PUT", "Basic/cw-b1", null, basic.formatted(1, one)),
                        entry("PUT", "Basic/cw-b2", null, basic.formatted(2, two)),
                        entry("PUT", by("t1"), "urn:uuid:" + one, patient(null, "t1", "new")),
                        entry("PUT", by("t3"), "urn:uuid:" + two, patient(null, "t3", "new")),
                        entry("DELETE", by("t2"), null, null),
                        entry("DELETE", by("nobody"), null, null));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(List.of(status(done, 2), status(done, 3))).containsExactly("200", "201");
        assertThat(List.of(status(done, 4), status(done, 5))).containsExactly("204", "204");
        assertThat(integration.get("/fhir/Basic/cw-b1").text()).contains("\"Patient/cw-t1\"");
        String made = integration.get("/fhir/" + by("t3")).json().findValue("id").asText();
        assertThat(integration.get("/fhir/Basic/cw-b2").text()).contains("\"Patient/" + made);
        assertThat(integration.get("/fhir/Patient/cw-t2").status()).isEqualTo(410);
    }

    @Test
    void a_transaction_that_changes_one_resource_twice_is_refused_and_changes_nothing() {
        make("cw-t4", "t4");
        String body = patient(null, "t4", "new");
        String put = entry("PUT", by("t4"), null, body);
        String fresh = entry("PUT", by("t5"), null, patient(null, "t5", "new"));
        for (List<String> both :
                List.of(
                        List.of(put, put),
                        List.of(fresh, fresh),
                        List.of(
                                put,
                                entry("PUT", "Patient/cw-t4", null, patient("cw-t4", "t4", "n"))),
                        List.of(
                                entry("DELETE", by("t4"), null, null),
                                entry("DELETE", "Patient/cw-t4", null, null)))) {
            Reply refused = bundle("transaction", both.get(0), both.get(1));
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.refusals()).containsExactly("bundle-duplicate");
        }
        assertThat(integration.get("/fhir/Patient/cw-t4").header("ETag")).isEqualTo("W/\"1\"");
        assertThat(count("t5")).isZero();
    }

    @Test
    void entries_keep_their_preconditions_and_a_batch_serves_each_alone() {
        make("cw-t6", "t6");
        String body = patient(null, "t6", "new");
        String stale =
                entry("PUT", by("t6"), null, body)
                        .replace("\"method\"", "\"ifMatch\":\"W/\\\"9\\\"\",\"method\"");
        String again =
                entry("PUT", by("t6"), null, body)
                        .replace("\"method\"", "\"ifNoneMatch\":\"*\",\"method\"");
        for (String refused : List.of(stale, again)) {
            Reply reply = bundle("transaction", refused);
            assertThat(reply.status()).as(reply.text()).isEqualTo(412);
            assertThat(reply.text()).contains("Bundle.entry[0]");
        }
        Reply batch =
                bundle(
                        "batch",
                        stale,
                        entry("PUT", by("t6"), null, body),
                        entry("PUT", by("t6"), null, body),
                        entry("DELETE", by("t6"), null, null),
                        entry("DELETE", "Patient", null, null));
        assertThat(IntStream.range(0, 5).mapToObj(i -> status(batch, i)))
                .containsExactly("412", "200", "200", "204", "412");
        assertThat(integration.get("/fhir/Patient/cw-t6").status()).isEqualTo(410);
    }
}
