package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReadingTheRecordTest {
    @Test
    void everything_holds_the_own_record_patient_first_and_nothing_of_another() {
        SyntheticRecord.of("patient461");
        SyntheticRecord.of("patient462");

        List<String> seen =
                SyntheticRecord.entries(
                        Http.as("patient461").get("/fhir/Patient/patient461/$everything"));

        assertThat(seen)
                .startsWith("Patient/patient461")
                .containsExactlyInAnyOrder(
                        "Patient/patient461",
                        "AllergyIntolerance/patient461-allergy",
                        "Condition/patient461-condition",
                        "MedicationStatement/patient461-medicine",
                        "Observation/patient461-result");
    }

    @Test
    void everything_keeps_the_stored_bytes() {
        SyntheticRecord.of("patient463");
        Reply reply = Http.as("patient463").get("/fhir/Patient/patient463/$everything");
        assertThat(reply.text()).contains("\"value\":4.10");
        SyntheticRecord.assertValid(reply.json());
    }

    @Test
    void pages_of_everything_hold_each_resource_exactly_once() {
        SyntheticRecord.of("patient464");
        for (int i = 0; i < 12; i++) {
            SyntheticRecord.put(
                    "Observation/%s-more-" + i,
                    "patient464",
                    "\"status\":\"final\",\"code\":{\"text\":\"x\"},"
                            + "\"subject\":{\"reference\":\"Patient/%s\"}");
        }
        List<String> seen = new ArrayList<>();
        String path = "/fhir/Patient/patient464/$everything?_count=4";
        while (path != null) {
            Reply page = Http.as("patient464").get(path);
            seen.addAll(SyntheticRecord.entries(page));
            path = SyntheticRecord.next(page.json());
        }
        assertThat(seen).hasSize(17);
        assertThat(new HashSet<>(seen)).hasSize(17);
    }

    @Test
    void everything_is_limited_to_types_and_to_what_changed_since() {
        SyntheticRecord.of("patient465");
        Http patient = Http.as("patient465");
        String path = "/fhir/Patient/patient465/$everything";

        assertThat(SyntheticRecord.entries(patient.get(path + "?_type=Condition,Observation")))
                .containsExactly("Condition/patient465-condition", "Observation/patient465-result");
        assertThat(SyntheticRecord.entries(patient.get(path + "?_since=2999-01-01"))).isEmpty();
        assertThat(SyntheticRecord.entries(patient.get(path + "?_since=2020-01-01"))).hasSize(5);
        assertThat(patient.get(path + "?_type=Nonsense").status()).isEqualTo(400);
        assertThat(patient.get(path + "?_count=x").status()).isEqualTo(400);
        assertThat(patient.get(path + "?_page=%21%21").status()).isEqualTo(400);
        assertThat(patient.get(path + "?_since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void nobody_without_a_relation_opens_a_record_by_any_operation() {
        SyntheticRecord.of("patient466");
        for (String operation : List.of("$everything", "$summary", "$who-looked")) {
            String path = "/fhir/Patient/patient466/" + operation;
            assertThat(Http.as("patient467").get(path).status()).isEqualTo(403);
            assertThat(Http.as("patient467").get("/fhir/Patient/nobody/" + operation).status())
                    .isEqualTo(403);
            assertThat(Http.as("doctor01").get(path).status()).isEqualTo(403);
            assertThat(Http.as("compliance01").get(path).status()).isEqualTo(403);
            assertThat(Http.as("operator01").get(path).status()).isEqualTo(403);
            assertThat(Http.as("pharmacist01").get(path).status()).isEqualTo(403);
            assertThat(Http.anonymous().get(path).status()).isEqualTo(401);
            assertThat(Http.as("integration02").get(path).refusals())
                    .containsExactly("other-tenant");
            String otherTenant = "/t/site" + path;
            assertThat(Http.as("patient466").get(otherTenant).status()).isEqualTo(403);
            assertThat(Http.as("integration02").get(otherTenant).status()).isIn(403, 404);
        }
    }

    @Test
    void the_exchange_of_records_reads_everything_and_learns_of_unknown_patients() {
        SyntheticRecord.of("patient468");
        Http integration = Http.as("integration01");
        assertThat(SyntheticRecord.entries(integration.get("/fhir/Patient/patient468/$everything")))
                .hasSize(5);
        assertThat(integration.get("/fhir/Patient/record-nobody/$everything").status())
                .isEqualTo(404);
    }

    @Test
    void the_summary_is_a_valid_document_whose_references_all_resolve_inside_it() {
        SyntheticRecord.of("patient469");
        Reply reply = Http.as("patient469").get("/fhir/Patient/patient469/$summary");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode bundle = reply.json();

        SyntheticRecord.assertValid(bundle);
        assertThat(bundle.path("type").asText()).isEqualTo("document");
        assertThat(bundle.path("identifier").path("value").asText()).startsWith("urn:uuid:");
        assertThat(bundle.path("timestamp").asText()).isNotEmpty();
        List<String> urls = bundle.findValuesAsText("fullUrl");
        assertThat(urls).hasSize(7).allMatch(url -> url.matches("(http|urn:uuid:).*"));
        JsonNode composition = bundle.path("entry").path(0).path("resource");
        assertThat(composition.findValuesAsText("reference")).isSubsetOf(urls);
        assertThat(titles(composition)).containsExactly("健康问题", "过敏与不良反应", "用药", "检查检验结果");
        assertThat(reply.text()).contains("4.10").contains("&lt;过敏&gt; &amp; 皮疹");
    }

    @Test
    void a_section_of_which_nothing_is_known_says_so_and_not_that_there_is_nothing() {
        SyntheticRecord.patient("patient110", "周映雪");
        Reply reply =
                Http.as("patient110")
                        .with("Accept-Language", "en")
                        .get("/fhir/Patient/patient110/$summary");
        JsonNode composition = reply.json().path("entry").path(0).path("resource");

        SyntheticRecord.assertValid(reply.json());
        assertThat(titles(composition))
                .containsExactly("Problems", "Allergies and intolerances", "Medications");
        for (JsonNode section : composition.path("section")) {
            assertThat(section.path("emptyReason").path("coding").path(0).path("code").asText())
                    .isEqualTo("unavailable");
            assertThat(section.path("text").path("div").asText())
                    .contains("No information is recorded");
        }
    }

    @Test
    void what_was_refuted_or_is_over_is_not_in_the_summary() {
        SyntheticRecord.patient("patient111", "王丽");
        SyntheticRecord.put(
                "Condition/%s-over",
                "patient111",
                """
                "clinicalStatus":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]},
                "code":{"text":"肺炎"},"subject":{"reference":"Patient/%s"}""");
        SyntheticRecord.put(
                "AllergyIntolerance/%s-refuted",
                "patient111",
                """
                "clinicalStatus":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                 "code":"inactive"}]},
                "verificationStatus":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
                 "code":"refuted"}]},
                "code":{"text":"花生"},"patient":{"reference":"Patient/%s"}""");
        Reply reply = Http.as("patient111").get("/fhir/Patient/patient111/$summary");
        assertThat(reply.text()).doesNotContain("肺炎").doesNotContain("花生");
    }

    private static List<String> titles(JsonNode composition) {
        List<String> titles = new ArrayList<>();
        composition.path("section").forEach(s -> titles.add(s.path("title").asText()));
        return titles;
    }
}
