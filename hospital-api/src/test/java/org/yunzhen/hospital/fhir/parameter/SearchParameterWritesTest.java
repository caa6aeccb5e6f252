package org.yunzhen.hospital.fhir.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.found;
import static org.yunzhen.hospital.testing.AddedParameter.json;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * SearchParameters as they are written: what is refused, and when one comes into force and ends.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchParameterWritesTest {
    private static final String TEXT = "Basic.code.text";

    private final Http integration = Http.as("integration01");
    private final Http strict = integration.with("Prefer", "handling=strict");

    private int status(String search) {
        return strict.get("/fhir/" + search).status();
    }

    private void basic(String id, String text, String author) {
        Reply reply =
                integration.put(
                        "/fhir/Basic/" + id,
                        """
                        {"resourceType":"Basic","id":"%s","code":{"text":"%s"},
                         "identifier":[{"value":"%s"}]}"""
                                .formatted(id, text, author));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sw-x;Basic;composite;Basic.code;search-parameter-unsuitable;component",
                "sw-x;Basic;special;Basic.code;search-parameter-unsuitable;type",
                "sw-x;Resource;token;Resource.id;search-parameter-unsuitable;base",
                "sw-x;AuditEvent;token;AuditEvent.type;search-parameter-unsuitable;base",
                "_sw;Basic;token;Basic.code;search-parameter-unsuitable;code",
                "sw.x;Basic;token;Basic.code;search-parameter-unsuitable;code",
                "sw#1;Basic;token;Basic.code;search-parameter-unsuitable;code",
                "code;Basic;token;Basic.code;search-parameter-taken;code",
                "identifier;Basic;string;Basic.code.text;search-parameter-taken;code",
                "sw-x;Basic;string;Basic.code.text.exists();expression-not-supported;expression",
                "sw-x;Basic;string;Basic.nothing;expression-not-supported;expression",
                "sw-x;Basic;string;Basic.code.text.substring(1);expression-not-supported;expression",
                "sw-x;Basic;string;Patient.name;expression-finds-nothing;expression",
                "sw-x;Basic;date;Basic.code;expression-finds-nothing;expression",
                "sw-x;Basic;reference;Basic.extension('urn:x').value;search-target-missing;target",
                "sw-x;Nothing;token;Basic.code;code-not-allowed;base[0]",
                "sw-x;Basic;odd;Basic.code;code-not-allowed;type"
            })
    void what_cannot_be_served_is_refused_and_not_stored(
            String code, String base, String type, String expression, String refusal, String at) {
        String json =
                json(code, base, type, expression)
                        .replace("\"id\":\"" + code + "\"", "\"id\":\"sw-bad\"");
        Reply reply = integration.put("/fhir/SearchParameter/sw-bad", json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.refusals()).containsExactly(refusal);
        assertThat(reply.text()).contains("SearchParameter." + at);
        Reply chinese =
                integration.with("Accept-Language", "zh").put("/fhir/SearchParameter/sw-bad", json);
        assertThat(chinese.json().path("issue").path(0).path("details").path("text").asText())
                .matches(".*\\p{IsHan}.*");
        assertThat(integration.get("/fhir/SearchParameter/sw-bad").status()).isEqualTo(404);
        assertThat(integration.get("/fhir/Basic?" + "sw-x=1").text()).contains("unknown-parameter");
    }

    @Test
    void only_who_configures_the_hospital_adds_one() {
        String json = json("sw-role", "Basic", "string", TEXT);
        for (String other : List.of("doctor01", "patient001", "pharmacist01")) {
            assertThat(Http.as(other).put("/fhir/SearchParameter/sw-role", json).status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(Http.as("operator01").put("/fhir/SearchParameter/sw-role", json).status())
                .isEqualTo(201);
        assertThat(Http.as("doctor01").get("/fhir/SearchParameter/sw-role/$status").status())
                .isEqualTo(403);
        assertThat(integration.get("/fhir/SearchParameter/sw-none/$status").status())
                .isEqualTo(404);
    }

    @Test
    void of_many_that_are_created_at_once_with_one_code_one_is() {
        String json = json("sw-race", "Basic", "string", TEXT);
        List<CompletableFuture<Reply>> all =
                IntStream.range(0, 10)
                        .mapToObj(
                                i ->
                                        integration.putLater(
                                                "/fhir/SearchParameter/sw-race-" + i,
                                                json.replace(
                                                        "\"id\":\"sw-race\"",
                                                        "\"id\":\"sw-race-" + i + "\"")))
                        .toList();
        List<Integer> statuses =
                all.stream().map(CompletableFuture::join).map(Reply::status).sorted().toList();
        assertThat(statuses).containsExactly(201, 422, 422, 422, 422, 422, 422, 422, 422, 422);
        assertThat(found(integration, "/fhir/SearchParameter?base=Basic&code=sw-race")).hasSize(1);
    }

    @Test
    void one_that_is_not_active_is_stored_and_not_in_force() {
        String draft =
                json("sw-draft", "Basic", "string", "whatever()")
                        .replace("\"active\"", "\"draft\"");
        add(integration, draft);
        assertThat(status("Basic?sw-draft=x")).isEqualTo(400);
        assertThat(integration.get("/fhir/SearchParameter/sw-draft").text()).contains("whatever");
        Reply active =
                integration.put(
                        "/fhir/SearchParameter/sw-draft", draft.replace("\"draft\"", "\"active\""));
        assertThat(active.refusals()).containsExactly("expression-not-supported");
    }

    @Test
    void when_it_is_retired_nobody_knows_it_and_another_of_its_code_finds_nothing_of_its_rows() {
        basic("sw-1", "Red", "Blue");
        String first = json("sw-again", "Basic", "string", TEXT);
        add(integration, first);
        awaitComplete(integration, "sw-again");
        assertThat(found(integration, "/fhir/Basic?sw-again=Red")).containsExactly("sw-1");

        add(integration, first.replace("\"active\"", "\"retired\""));
        assertThat(status("Basic?sw-again=Red")).isEqualTo(400);

        add(integration, json("sw-again", "Basic", "string", "Basic.identifier.value"));
        assertThat(status("Basic?sw-again=Red")).isEqualTo(503);
        awaitComplete(integration, "sw-again");
        assertThat(found(integration, "/fhir/Basic?sw-again=Red")).isEmpty();
        assertThat(found(integration, "/fhir/Basic?sw-again=Blue")).containsExactly("sw-1");
    }

    @Test
    void what_is_said_beside_its_definition_changes_no_index() {
        String json = json("sw-words", "Basic", "string", TEXT);
        add(integration, json);
        awaitComplete(integration, "sw-words");
        add(integration, json.replace("Of a test.", "Of another test."));
        assertThat(status("Basic?sw-words=x")).isEqualTo(200);
    }

    @Test
    void when_it_is_deleted_it_ends_and_its_code_is_free() {
        add(integration, json("sw-gone", "Basic", "string", TEXT));
        awaitComplete(integration, "sw-gone");
        assertThat(integration.delete("/fhir/SearchParameter/sw-gone").status()).isEqualTo(204);
        assertThat(status("Basic?sw-gone=x")).isEqualTo(400);
        assertThat(status("Basic?_sort=sw-gone")).isEqualTo(400);
        Reply gone = integration.get("/fhir/SearchParameter/sw-gone/$status");
        assertThat(gone.status()).isEqualTo(410);
        add(
                integration,
                json("sw-gone", "Basic", "token", "Basic.code")
                        .replace("\"id\":\"sw-gone\"", "\"id\":\"sw-gone-2\""));
    }

    @Test
    void what_a_transaction_takes_back_was_never_in_force() {
        String entry =
                "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"SearchParameter/%s\"}}";
        String one = json("sw-tx", "Basic", "string", TEXT);
        String other = one.replace("\"id\":\"sw-tx\"", "\"id\":\"sw-tx-2\"");
        Reply reply =
                integration.post(
                        "/fhir",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                                + entry.formatted(one, "sw-tx")
                                + ","
                                + entry.formatted(other, "sw-tx-2")
                                + "]}");
        assertThat(reply.refusals()).containsExactly("search-parameter-taken");
        assertThat(integration.get("/fhir/SearchParameter/sw-tx").status()).isEqualTo(404);
        assertThat(status("Basic?sw-tx=x")).isEqualTo(400);
    }
}
