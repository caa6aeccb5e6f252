package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a client learns from a search beside the matches: which search was done, and how. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchAnswerTest {
    private final Http integration = Http.as("integration01");

    @BeforeEach
    void three_patients() {
        for (int i = 0; i < 3; i++) {
            String json =
                    "{\"resourceType\":\"Patient\",\"id\":\"sa-%d\",\"gender\":\"male\"}"
                            .formatted(i);
            assertThat(integration.put("/fhir/Patient/sa-" + i, json).status()).isIn(200, 201);
        }
    }

    @Test
    void the_self_link_has_what_was_searched_by_and_nothing_that_was_not() {
        JsonNode bundle =
                integration.get("/fhir/Patient?nonsense=1&gender=male&nix:x=2&_count=1").json();
        assertThat(link(bundle, "self")).endsWith("/fhir/Patient?gender=male&_count=1");
        assertThat(link(bundle, "next")).contains("?gender=male&_count=1&_page=");
        JsonNode counted = integration.get("/fhir/Patient?nonsense=1&_summary=count").json();
        assertThat(link(counted, "self")).endsWith("/fhir/Patient?_summary=count");
        JsonNode types = integration.get("/fhir?_type=Patient&nonsense=1&_count=1").json();
        assertThat(link(types, "self")).endsWith("/fhir?_type=Patient&_count=1");
        JsonNode definitions = integration.get("/fhir/ValueSet?nonsense=1&_count=1").json();
        assertThat(link(definitions, "self")).endsWith("/fhir/ValueSet?_count=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient?_count=1",
                "/fhir/ValueSet?_count=1",
                "/fhir?_type=Patient&_count=1"
            })
    void the_self_link_of_a_later_page_leads_to_that_page(String search) {
        JsonNode first = integration.get(search).json();
        JsonNode second = integration.get(path(link(first, "next"))).json();
        JsonNode again = integration.get(path(link(second, "self"))).json();
        assertThat(again.path("entry")).isEqualTo(second.path("entry"));
        assertThat(again.path("entry")).isNotEqualTo(first.path("entry"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handling=strict",
                "Handling=strict",
                "handling=\"strict\"",
                "return=minimal, handling=strict",
                "return=minimal; handling=strict",
                "respond-async,handling = strict"
            })
    void strict_is_heard_however_rfc_7240_lets_it_be_written(String prefer) {
        Reply reply = integration.with("Prefer", prefer).get("/fhir/Patient?nonsense=1");
        assertThat(reply.refusals()).containsExactly("unknown-parameter");
    }

    @Test
    void strict_is_heard_in_a_second_header_too() {
        Http twice = integration.with("Prefer", "return=minimal").with("Prefer", "handling=strict");
        assertThat(twice.get("/fhir/Patient?nonsense=1").status()).isEqualTo(400);
        Http other = integration.with("Prefer", "handling=strictly, mishandling=strict");
        assertThat(other.get("/fhir/Patient?nonsense=1&_count=0").status()).isEqualTo(200);
    }

    @Test
    void a_logical_reference_is_found_by_the_system_of_its_identifier_alone() {
        String json =
                """
                {"resourceType":"Observation","id":"sa-logical","status":"final",
                 "code":{"text":"x"},
                 "subject":{"identifier":{"system":"urn:sa:ids","value":"42"}}}""";
        assertThat(integration.put("/fhir/Observation/sa-logical", json).status()).isIn(200, 201);
        String search = "/fhir/Observation?subject:identifier=";
        assertThat(found(integration, search + "urn:sa:ids%7C")).containsExactly("sa-logical");
        assertThat(found(integration, search + "urn:sa:ids%7C42")).containsExactly("sa-logical");
        assertThat(found(integration, search + "urn:sa:other%7C")).isEmpty();
        assertThat(found(integration, search + "urn:sa:other%7C,urn:sa:ids%7C"))
                .containsExactly("sa-logical");
    }

    private static String link(JsonNode bundle, String relation) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals(relation)) {
                return link.path("url").asText();
            }
        }
        return "";
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/fhir"));
    }
}
