package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What an entry of a Bundle says of itself is heeded or refused, never passed over. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EntryFaultsTest {
    private static final String BASIC =
            "{\"resourceType\":\"Basic\",\"id\":\"%s\",\"code\":{\"text\":\"%s\"}}";

    private final Http integration = Http.as("integration01");

    private Reply send(String type, String... entries) {
        return integration.post("/fhir", bundle(type, entries));
    }

    private static String bundle(String type, String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                .formatted(type, String.join(",", entries));
    }

    private static String put(String id, String more) {
        return "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"Basic/%s\"%s}}"
                .formatted(BASIC.formatted(id, "b"), id, more);
    }

    @Test
    void a_precondition_that_is_misspelt_or_no_string_is_refused() {
        integration.put("/fhir/Basic/entry-pre", BASIC.formatted("entry-pre", "a"));
        for (String more :
                List.of(
                        ",\"ifMatch\":[\"W/\\\"7\\\"\"]",
                        ",\"ifMatch\":7",
                        ",\"ifNoneMatch\":null",
                        ",\"ifmatch\":\"W/\\\"7\\\"\"",
                        ",\"ifNoneExists\":\"_id=entry-pre\"")) {
            Reply refused = send("transaction", put("entry-pre", more));
            assertThat(refused.status()).as(more + refused.text()).isEqualTo(422);
            Reply alone = send("batch", put("entry-pre", more));
            assertThat(alone.json().at("/entry/0/response/status").asText()).isEqualTo("422");
        }
        assertThat(integration.get("/fhir/Basic/entry-pre").header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void a_member_that_neither_bundle_nor_entry_has_is_refused_and_one_that_they_have_is_taken() {
        String entry = put("entry-member", "");
        String misspelt = entry.replace("\"request\":", "\"requst\":{},\"request\":");
        Reply refused = send("transaction", entry.replace("entry-member", "entry-other"), misspelt);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("unknown-element");
        assertThat(refused.text()).contains("Bundle.entry[1]", "requst");
        assertThat(integration.get("/fhir/Basic/entry-other").status()).isEqualTo(404);
        assertThat(send("batch", misspelt).json().at("/entry/0/response/status").asText())
                .isEqualTo("422");
        for (String type : List.of("transaction", "batch")) {
            String bundle = bundle(type, entry).replace("\"entry\":", "\"entri\":[],\"entry\":");
            Reply of = integration.post("/fhir", bundle);
            assertThat(of.status()).as(of.text()).isEqualTo(422);
            assertThat(of.text()).contains("Bundle.entri");
        }
        assertThat(integration.get("/fhir/Basic/entry-member").status()).isEqualTo(404);

        String legal =
                bundle(
                                "transaction",
                                entry.replace(
                                        "\"request\":",
                                        "\"id\":\"e1\",\"link\":[{\"relation\":\"self\",\"url\":\"x\"}],"
                                                + "\"extension\":[{\"url\":\"urn:x\",\"valueCode\":\"y\"}],"
                                                + "\"request\":"))
                        .replace(
                                "\"entry\":",
                                "\"id\":\"b1\",\"meta\":{\"tag\":[{\"code\":\"t\"}]},"
                                        + "\"timestamp\":\"2026-12-01T08:00:00Z\","
                                        + "\"identifier\":{\"value\":\"1\"},\"_type\":{\"id\":\"t\"},"
                                        + "\"entry\":");
        Reply taken = integration.post("/fhir", legal);
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(integration.get("/fhir/Basic/entry-member").status()).isEqualTo(200);
    }

    @Test
    void a_member_that_link_search_or_response_do_not_have_is_refused() {
        String entry = put("entry-part", "");
        for (String part :
                List.of(
                        "\"link\":[{\"relation\":\"self\",\"uri\":\"x\"}]",
                        "\"search\":{\"mod\":\"match\"}",
                        "\"response\":{\"status\":\"200\",\"outcom\":{}}")) {
            String misspelt = entry.replace("\"request\":", part + ",\"request\":");
            Reply refused = send("transaction", misspelt);
            assertThat(refused.status()).as(part + refused.text()).isEqualTo(422);
            assertThat(refused.refusals()).as(part).containsExactly("unknown-element");
            assertThat(refused.text()).contains("Bundle.entry[0]");
        }
        Reply above =
                integration.post(
                        "/fhir",
                        bundle("batch", entry)
                                .replace("\"entry\":", "\"link\":[{\"rel\":\"self\"}],\"entry\":"));
        assertThat(above.refusals()).containsExactly("unknown-element");
        assertThat(above.text()).contains("Bundle.link.rel");
        assertThat(integration.get("/fhir/Basic/entry-part").status()).isEqualTo(404);
    }

    @Test
    void two_entries_of_one_address_are_refused_since_a_reference_could_mean_either() {
        String entry =
                "{\"fullUrl\":\"urn:uuid:0c0c6a0e-7d2a-4b68-9f0b-0d6a2a1b7c11\",\"resource\":%s,"
                        + "\"request\":{\"method\":\"POST\",\"url\":\"Basic\"}}";
        Reply refused =
                send(
                        "transaction",
                        entry.formatted(BASIC.formatted("x", "entry-one")),
                        entry.formatted(BASIC.formatted("x", "entry-two")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("bundle-entry");
        assertThat(integration.get("/fhir/Basic?code:text=entry-one&_summary=count").text())
                .contains("\"total\":0");
    }

    @Test
    void transactions_that_change_the_same_in_another_order_do_not_hinder_each_other() {
        send("transaction", put("entry-a", ""), put("entry-b", ""), put("entry-c", ""));
        String one =
                bundle("transaction", put("entry-a", ""), put("entry-b", ""), put("entry-c", ""));
        String other =
                bundle("transaction", put("entry-c", ""), put("entry-b", ""), put("entry-a", ""));

        long begun = System.nanoTime();
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, 16)
                        .mapToObj(i -> integration.postLater("/fhir", i % 2 == 0 ? one : other))
                        .toList();

        assertThat(sent).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        assertThat(integration.get("/fhir/Basic/entry-a").header("ETag")).isEqualTo("W/\"17\"");
        // PostgreSQL needs a second to find a deadlock
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(5_000);
    }
}
