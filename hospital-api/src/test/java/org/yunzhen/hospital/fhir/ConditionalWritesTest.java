package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.fhir.ConditionalPatients.by;
import static org.yunzhen.hospital.fhir.ConditionalPatients.count;
import static org.yunzhen.hospital.fhir.ConditionalPatients.make;
import static org.yunzhen.hospital.fhir.ConditionalPatients.patient;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Conditional update and delete, R4 sections 3.1.0.4.3 and 3.1.0.7.1. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConditionalWritesTest {
    private final Http integration = Http.as("integration01");

    @Test
    void an_update_that_finds_none_creates_one_updates_and_several_is_refused_with_412() {
        Reply made = integration.put("/fhir/" + by("none"), patient(null, "none", "a"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith("/Patient/" + made.id() + "/_history/1");

        Reply changed = integration.put("/fhir/" + by("none"), patient(null, "none", "b"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(changed.header("ETag")).isEqualTo("W/\"2\"");
        Reply named = integration.put("/fhir/" + by("none"), patient(made.id(), "none", "c"));
        assertThat(named.header("ETag")).isEqualTo("W/\"3\"");

        make("cw-twin", "none");
        Reply ambiguous = integration.put("/fhir/" + by("none"), patient(null, "none", "d"));
        assertThat(ambiguous.status()).isEqualTo(412);
        assertThat(ambiguous.refusals()).containsExactly("criteria-ambiguous");
        assertThat(integration.get("/fhir/Patient/" + made.id()).text()).contains("\"c\"");
    }

    @Test
    void the_id_of_the_body_is_used_for_a_create_and_must_be_that_of_the_match() {
        Reply made = integration.put("/fhir/" + by("id"), patient("cw-id", "id", "a"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.id()).isEqualTo("cw-id");

        Reply other = integration.put("/fhir/" + by("id"), patient("cw-other", "id", "b"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.refusals()).containsExactly("id-mismatch");

        Reply taken = integration.put("/fhir/" + by("unseen"), patient("cw-id", "unseen", "b"));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(integration.get("/fhir/Patient/cw-id").header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void the_criteria_guard_the_write_and_its_outcome_need_not_match_them() {
        make("cw-guard", "before");

        Reply changed = integration.put("/fhir/" + by("before"), patient(null, "after", "x"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.id()).isEqualTo("cw-guard");
        assertThat(count("before")).isZero();
        assertThat(count("after")).isEqualTo(1);
    }

    @Test
    void a_version_that_is_not_the_match_s_is_refused_with_412() {
        make("cw-match", "match");
        Http stale = integration.with("If-Match", "W/\"7\"");
        String body = patient(null, "match", "x");
        assertThat(stale.put("/fhir/" + by("match"), body).status()).isEqualTo(412);
        assertThat(stale.put("/fhir/" + by("no-match"), body).status()).isEqualTo(412);
        assertThat(stale.delete("/fhir/" + by("match")).status()).isEqualTo(412);
        assertThat(stale.delete("/fhir/" + by("no-match")).status()).isEqualTo(412);
        assertThat(stale.delete("/fhir/Patient/cw-never-was").status()).isEqualTo(412);
        assertThat(count("no-match")).isZero();

        Http none = integration.with("If-None-Match", "*");
        assertThat(none.put("/fhir/" + by("match"), body).status()).isEqualTo(412);
        assertThat(none.put("/fhir/Patient/cw-match", patient("cw-match", "match", "x")).status())
                .isEqualTo(412);
        assertThat(integration.get("/fhir/Patient/cw-match").header("ETag")).isEqualTo("W/\"1\"");
        assertThat(none.put("/fhir/" + by("fresh"), patient(null, "fresh", "x")).status())
                .isEqualTo(201);
        assertThat(integration.with("If-Match", "W/\"1\"").put("/fhir/" + by("match"), body))
                .extracting(Reply::status)
                .isEqualTo(200);
    }

    @Test
    void a_delete_takes_the_one_that_matches_and_is_refused_when_several_do() {
        make("cw-d1", "many");
        make("cw-d2", "many");
        assertThat(integration.delete("/fhir/" + by("many")).refusals())
                .containsExactly("criteria-ambiguous");
        assertThat(count("many")).isEqualTo(2);
        integration.delete("/fhir/Patient/cw-d2");

        assertThat(integration.delete("/fhir/" + by("many")).status()).isEqualTo(204);
        assertThat(integration.get("/fhir/Patient/cw-d1").status()).isEqualTo(410);
        assertThat(integration.delete("/fhir/" + by("many")).status()).isEqualTo(204);
    }

    @Test
    void criteria_that_say_nothing_or_are_not_understood_are_refused() {
        String body = patient(null, "x", "x");
        for (String nothing : List.of("Patient", "Patient?", "Patient?_format=json")) {
            assertThat(integration.put("/fhir/" + nothing, body).refusals())
                    .containsExactly("criteria-missing");
            assertThat(integration.delete("/fhir/" + nothing).status()).isEqualTo(412);
        }
        assertThat(integration.put("/fhir/Patient?nonsense=1", body).refusals())
                .containsExactly("unknown-parameter");
        assertThat(integration.delete("/fhir/Patient?_id=x&nonsense=1").status()).isEqualTo(400);
    }

    @Test
    void a_chain_among_the_criteria_is_heeded() {
        make("cw-chain", "chain");
        String body =
                """
                {"resourceType":"Basic","code":{"text":"x"},
                 "subject":{"reference":"Patient/cw-chain"}}""";
        String chain = "subject:Patient.identifier=urn:cw%7Cchain";
        assertThat(integration.put("/fhir/Basic?" + chain, body).status()).isEqualTo(201);
        assertThat(integration.put("/fhir/Basic?" + chain, body).status()).isEqualTo(200);
        assertThat(integration.with("If-None-Exist", chain).post("/fhir/Basic", body).status())
                .isEqualTo(200);
        String other = chain.replace("chain", "unheard-of");
        assertThat(integration.with("If-None-Exist", other).post("/fhir/Basic", body).status())
                .isEqualTo(201);
    }

    @Test
    void a_hundred_at_once_on_one_condition_leave_exactly_one_resource() {
        String body = patient(null, "race", "x");
        Http create = integration.with("If-None-Exist", "identifier=urn:cw%7Crace");
        List<CompletableFuture<Reply>> running =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        i % 2 == 0
                                                ? create.postLater("/fhir/Patient", body)
                                                : integration.putLater("/fhir/" + by("race"), body))
                        .toList();
        List<Reply> replies = running.stream().map(CompletableFuture::join).toList();

        assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201);
        assertThat(replies).extracting(Reply::id).containsOnly(replies.get(0).id());
        assertThat(count("race")).isEqualTo(1);
    }

    @Test
    void only_what_the_caller_may_see_is_matched() {
        for (String id : List.of("patient135", "patient136")) {
            make(id, "shared");
        }
        Http own = Http.as("patient135");
        String mine = own.get("/fhir/Patient/patient135").text();

        Reply changed =
                own.put(
                        "/fhir/" + by("shared"),
                        mine.replace(
                                "\"name\"",
                                "\"telecom\":[{\"system\":\"phone\",\"value\":\"1\"}],\"name\""));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.id()).isEqualTo("patient135");
        assertThat(integration.get("/fhir/Patient/patient136").header("ETag")).isEqualTo("W/\"1\"");
        make("patient137", "hidden");
        String body = patient(null, "hidden", "x");
        Reply hidden = own.put("/fhir/" + by("hidden"), body);
        Reply none = own.put("/fhir/" + by("not-there"), body);
        assertThat(hidden.status()).isEqualTo(none.status()).isEqualTo(403);
        assertThat(hidden.refusals()).isEqualTo(none.refusals());
        assertThat(Http.anonymous().put("/fhir/" + by("shared"), body).status()).isEqualTo(401);
    }

    @Test
    void a_version_may_be_one_of_several_or_any_that_is_there() {
        String at = "/fhir/Patient/cw-any";
        String body = "{\"resourceType\":\"Patient\",\"id\":\"cw-any\"}";
        Http any = integration.with("If-Match", "*");
        assertThat(any.put(at, body).status()).isEqualTo(412);
        integration.put(at, body);

        assertThat(any.put(at, body.replace("\"id\"", "\"active\":true,\"id\"")).status())
                .isEqualTo(200);
        assertThat(integration.with("If-Match", "W/\"7\", W/\"2\"").put(at, body).status())
                .isEqualTo(200);
        assertThat(integration.with("If-Match", "W/\"2\",W/\"1\"").put(at, body).status())
                .isEqualTo(412);
        assertThat(integration.with("If-Match", "W/\"3\",x").put(at, body).status()).isEqualTo(400);
        assertThat(any.delete(at).status()).isEqualTo(204);
        assertThat(any.put(at, body).status()).isEqualTo(412);
    }
}
