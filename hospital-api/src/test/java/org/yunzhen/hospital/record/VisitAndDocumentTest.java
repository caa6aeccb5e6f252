package org.yunzhen.hospital.record;

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
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VisitAndDocumentTest {
    private static final String PATIENT = "patient136";
    private static final String OTHER = "patient137";
    private static final String SUBJECT = "\"subject\":{\"reference\":\"Patient/%s\"}";
    private static final String VISIT = "\"encounter\":{\"reference\":\"Encounter/vd-visit\"}";

    private final Http integration = Http.as("integration01");
    private final Http patient = Http.as(PATIENT);

    private void put(String type, String id, String elements) {
        String body = "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, elements);
        Reply reply = integration.put("/fhir/" + type + "/" + id, body);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @BeforeEach
    void record() {
        String own = SUBJECT.formatted(PATIENT);
        put("Patient", PATIENT, "\"active\":true");
        put("Patient", OTHER, "\"active\":true");
        put("Encounter", "vd-visit", "\"status\":\"finished\",\"class\":{\"code\":\"VR\"}," + own);
        put("Condition", "vd-in", "\"code\":{\"text\":\"高血压\"}," + own + "," + VISIT);
        put("Condition", "vd-out", "\"code\":{\"text\":\"咳嗽\"}," + own);
        put(
                "Observation",
                "vd-obs",
                "\"status\":\"final\",\"code\":{\"text\":\"血压\"}," + own + "," + VISIT);
        composition("vd-c", "Condition/vd-in", "," + VISIT);
    }

    private void composition(String id, String entry) {
        composition(id, entry, "");
    }

    private void composition(String id, String entry, String visit) {
        put(
                "Composition",
                id,
                "\"status\":\"final\",\"type\":{\"text\":\"记录\"},\"date\":\"2026-11-20\","
                        + "\"title\":\"门诊\",\"author\":[{\"display\":\"医生\"}],"
                        + "\"section\":[{\"title\":\"诊断\",\"entry\":[{\"reference\":\""
                        + entry
                        + "\"}]}],"
                        + SUBJECT.formatted(PATIENT)
                        + visit);
    }

    private static List<String> resources(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            JsonNode resource = entry.path("resource");
            found.add(resource.path("resourceType").asText() + "/" + resource.path("id").asText());
        }
        return found;
    }

    @Test
    void everything_of_a_visit_is_what_refers_to_it_the_visit_and_the_patient() {
        String path = "/fhir/Encounter/vd-visit/$everything";
        assertThat(resources(patient.get(path)))
                .containsExactly(
                        "Patient/" + PATIENT,
                        "Composition/vd-c",
                        "Condition/vd-in",
                        "Encounter/vd-visit",
                        "Observation/vd-obs");
        assertThat(resources(patient.get(path + "?_type=Condition")))
                .containsExactly("Condition/vd-in");
        assertThat(resources(patient.get(path + "?_since=2100-01-01T00:00:00Z"))).isEmpty();
        Reply first = patient.get(path + "?_count=2");
        assertThat(resources(first)).hasSize(2);
        String next = first.json().path("link").path(1).path("url").asText();
        assertThat(next).contains("/Encounter/vd-visit/$everything?");
        assertThat(resources(patient.get(next.replaceFirst("https?://[^/]+", ""))))
                .containsExactly("Condition/vd-in", "Encounter/vd-visit");
    }

    @Test
    void a_strangers_visit_and_one_that_is_not_there_are_answered_alike() {
        Http other = Http.as(OTHER);
        Reply hidden = other.get("/fhir/Encounter/vd-visit/$everything");
        Reply none = other.get("/fhir/Encounter/vd-none/$everything");
        assertThat(hidden.status()).isEqualTo(403);
        assertThat(none.status()).isEqualTo(403);
        assertThat(hidden.refusals()).isEqualTo(none.refusals());
        assertThat(Http.as("doctor14").get("/fhir/Encounter/vd-visit/$everything").status())
                .isEqualTo(403);
        assertThat(integration.get("/fhir/Encounter/vd-none/$everything").status()).isEqualTo(404);
    }

    @Test
    void a_document_holds_the_composition_first_and_all_that_it_refers_to() {
        Reply reply = patient.get("/fhir/Composition/vd-c/$document");
        assertThat(resources(reply))
                .startsWith("Composition/vd-c")
                .containsExactlyInAnyOrder(
                        "Composition/vd-c",
                        "Condition/vd-in",
                        "Encounter/vd-visit",
                        "Patient/" + PATIENT);
        assertThat(reply.json().path("type").asText()).isEqualTo("document");
        assertThat(new StructureValidator(Definitions.r4()).validate(reply.json())).isEmpty();
        assertThat(Http.as(OTHER).get("/fhir/Composition/vd-c/$document").status()).isEqualTo(403);
    }

    @Test
    void a_document_with_a_gap_is_none_whether_the_part_is_hidden_or_not_there() {
        put("Condition", "vd-hidden", "\"code\":{\"text\":\"隐\"}," + SUBJECT.formatted(OTHER));
        composition("vd-gap", "Condition/vd-hidden");
        composition("vd-gone", "Condition/vd-nothere");
        Reply hidden = patient.get("/fhir/Composition/vd-gap/$document");
        Reply gone = patient.get("/fhir/Composition/vd-gone/$document");
        assertThat(hidden.status()).isEqualTo(422);
        assertThat(gone.status()).isEqualTo(422);
        assertThat(hidden.refusals()).isEqualTo(gone.refusals());
        assertThat(resources(integration.get("/fhir/Composition/vd-gap/$document")))
                .contains("Condition/vd-hidden");
    }

    @Test
    void a_document_holds_the_version_that_is_named_and_not_another_one_or_none() {
        put("Condition", "vd-v", "\"code\":{\"text\":\"旧\"}," + SUBJECT.formatted(PATIENT));
        String old = integration.get("/fhir/Condition/vd-v").header("ETag").replaceAll("\\D", "");
        put("Condition", "vd-v", "\"code\":{\"text\":\"新\"}," + SUBJECT.formatted(PATIENT));
        composition("vd-cv", "Condition/vd-v/_history/" + old);

        Reply reply = patient.get("/fhir/Composition/vd-cv/$document");

        assertThat(resources(reply))
                .containsExactlyInAnyOrder(
                        "Composition/vd-cv", "Condition/vd-v", "Patient/" + PATIENT);
        assertThat(reply.text()).contains("旧").doesNotContain("新");
        composition("vd-cv", "Condition/vd-v/_history/999");
        assertThat(patient.get("/fhir/Composition/vd-cv/$document").refusals())
                .containsExactly("reference-not-found");
    }

    @Test
    void a_document_is_made_of_the_composition_that_id_names_too() {
        String path = "/fhir/Composition/$document";
        String full = Http.address() + "/fhir/Composition/vd-c";
        for (String id : List.of("vd-c", full)) {
            assertThat(resources(patient.get(path + "?id=" + id))).startsWith("Composition/vd-c");
        }
        String elsewhere = "https://elsewhere.example/fhir/Composition/vd-c";
        assertThat(patient.get(path + "?id=" + elsewhere).refusals())
                .containsExactly("invalid-parameter");
        assertThat(patient.get(path).refusals()).containsExactly("missing-parameter");
        assertThat(patient.get("/fhir/Composition/vd-c/$document?id=vd-c").refusals())
                .containsExactly("invalid-parameter");
        assertThat(Http.as(OTHER).get(path + "?id=vd-c").status()).isEqualTo(403);
    }

    @Test
    void a_document_is_stored_on_demand_by_post_and_by_who_may_create_one() {
        String persist =
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"persist\","
                        + "\"valueBoolean\":true}]}";
        Reply stored = integration.post("/fhir/Composition/vd-c/$document", persist);
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
        assertThat(integration.get("/fhir/Bundle/" + stored.id()).text()).isEqualTo(stored.text());
        assertThat(patient.post("/fhir/Composition/vd-c/$document", persist).status())
                .isEqualTo(403);
        assertThat(integration.get("/fhir/Composition/vd-c/$document?persist=true").status())
                .isEqualTo(405);
        Reply made = integration.get("/fhir/Composition/vd-c/$document");
        assertThat(integration.get("/fhir/Bundle/" + made.id()).status()).isEqualTo(404);
    }
}
