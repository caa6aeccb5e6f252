package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrailTest {
    private final Http compliance = Http.as("compliance01");

    @Test
    void a_patient_is_told_who_looked_in_chinese_and_in_english() {
        SyntheticRecord.of("patient121");
        Http.as("integration01").get("/fhir/Observation/patient121-result");
        Http.as("patient121").get("/fhir/Condition/patient121-condition");

        List<String> zh = sentences(whoLooked("patient121", "zh-CN"));
        List<String> en = sentences(whoLooked("patient121", "en"));

        assertThat(zh)
                .anySatisfy(
                        s ->
                                assertThat(s)
                                        .contains("健康档案交换系统在您的档案中查看了检验与体征")
                                        .contains("北京时间")
                                        .contains("受医院委托交换健康档案"))
                .anySatisfy(s -> assertThat(s).contains("您本人在您的档案中查看了诊断"));
        assertThat(en)
                .anySatisfy(
                        s ->
                                assertThat(s)
                                        .contains("the record exchange system viewed test results")
                                        .contains("Beijing time")
                                        .contains("exchanges records for the hospital"))
                .anySatisfy(s -> assertThat(s).contains("you viewed diagnoses"));
    }

    @Test
    void who_looked_is_valid_pages_backwards_and_exposes_no_value_of_a_search() {
        SyntheticRecord.of("patient122");
        Http patient = Http.as("patient122");
        for (int i = 0; i < 5; i++) {
            patient.get("/fhir/Observation?code=secret-code-" + i);
        }
        String path = "/fhir/Patient/patient122/$who-looked?_count=3&_since=2020-01-01";
        List<String> sentences = new ArrayList<>();
        while (path != null) {
            Reply page = patient.get(path);
            SyntheticRecord.assertValid(page.json());
            assertThat(page.text()).doesNotContain("secret-code");
            assertThat(sentences(page)).hasSizeLessThanOrEqualTo(3);
            sentences.addAll(sentences(page));
            path = next(page);
        }
        assertThat(sentences).hasSizeGreaterThanOrEqualTo(5);
        assertThat(sentences(patient.get("/fhir/Patient/patient122/$who-looked?_since=2999")))
                .isEmpty();
    }

    @Test
    void compliance_finds_a_look_by_patient_agent_entity_and_day_and_sees_no_content() {
        SyntheticRecord.of("patient123");
        Http.as("patient123").get("/fhir/Condition/patient123-condition");
        String agent = "agent=Patient/patient123";
        String entity = "entity=Condition/patient123-condition";

        JsonNode event =
                SyntheticRecord.events("patient=patient123&" + agent + "&" + entity).get(0);

        SyntheticRecord.assertValid(event);
        assertThat(event.path("action").asText()).isEqualTo("R");
        assertThat(event.path("outcome").asText()).isEqualTo("0");
        assertThat(event.path("subtype").path(0).path("code").asText()).isEqualTo("read");
        assertThat(event.path("agent").path(0).path("who").path("reference").asText())
                .isEqualTo("Patient/patient123");
        assertThat(event.findValuesAsText("reference"))
                .contains("Condition/patient123-condition/_history/1", "Patient/patient123");
        assertThat(event.toString()).doesNotContain("高血压").contains("patient:record:read");
        assertThat(SyntheticRecord.events(agent + "&date=ge2026-01-01")).isNotEmpty();
        assertThat(SyntheticRecord.events(agent + "&date=lt2026-01-01")).isEmpty();
        assertThat(SyntheticRecord.events(agent + "&action=D")).isEmpty();
        assertThat(compliance.get("/fhir/Condition/patient123-condition").status()).isEqualTo(403);
        assertThat(compliance.get("/fhir/Patient/patient123").status()).isEqualTo(403);
    }

    @Test
    void one_event_is_read_by_its_number_and_every_event_is_valid() {
        SyntheticRecord.of("patient124");
        Http.as("patient125").get("/fhir/Patient/patient124");
        Http.anonymous().get("/fhir/metadata");
        Http.as("patient124").get("/fhir/Observation?code=x");
        List<JsonNode> events = SyntheticRecord.events("_count=60");
        assertThat(events).hasSizeGreaterThan(5).allSatisfy(SyntheticRecord::assertValid);

        String id = events.get(0).path("id").asText();
        Reply one = compliance.get("/fhir/AuditEvent/" + id);

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json()).isEqualTo(events.get(0));
        assertThat(compliance.get("/fhir/AuditEvent/999999999").status()).isEqualTo(404);
        assertThat(compliance.get("/fhir/AuditEvent/abc").status()).isEqualTo(404);
    }

    @Test
    void the_capability_statement_says_of_the_trail_what_it_can_be_asked_and_no_more() {
        JsonNode declared = null;
        for (JsonNode one : compliance.get("/fhir/metadata").json().at("/rest/0/resource")) {
            declared = one.path("type").asText().equals("AuditEvent") ? one : declared;
        }
        assertThat(declared.path("interaction").findValuesAsText("code"))
                .containsExactlyInAnyOrder("read", "search-type");
        assertThat(declared.fieldNames())
                .toIterable()
                .containsOnly("type", "interaction", "searchParam", "operation");
        assertThat(declared.path("operation").findValuesAsText("name")).containsOnly("validate");
        List<String> names = declared.path("searchParam").findValuesAsText("name");
        for (SearchParam param : Definitions.r4().searchParams("AuditEvent")) {
            Reply reply = compliance.get("/fhir/AuditEvent?_count=1&" + param.code() + "=2026");
            assertThat(reply.refusals().contains("unsupported-parameter"))
                    .as(param.code())
                    .isNotEqualTo(names.contains(param.code()));
        }
    }

    @Test
    void a_refused_look_is_in_the_trail_as_refused() {
        SyntheticRecord.of("patient126");
        Http.as("patient127").get("/fhir/Condition/patient126-condition");
        JsonNode event =
                SyntheticRecord.events(
                                "agent=Patient/patient127&entity=Condition/patient126-condition")
                        .get(0);
        assertThat(event.path("outcome").asText()).isEqualTo("4");
        assertThat(event.path("outcomeDesc").asText()).isEqualTo("forbidden");
    }

    @Test
    void only_those_who_watch_over_the_trail_read_it_and_nobody_writes_it() {
        for (String account :
                List.of(
                        "patient129",
                        "doctor01",
                        "pharmacist01",
                        "pharmacy01",
                        "operator01",
                        "integration01")) {
            assertThat(Http.as(account).get("/fhir/AuditEvent").status()).isEqualTo(403);
        }
        assertThat(Http.anonymous().get("/fhir/AuditEvent").status()).isEqualTo(401);
        assertThat(Http.as("regulator01").get("/fhir/AuditEvent?_count=1").status()).isEqualTo(200);
        assertThat(compliance.get("/t/site/fhir/AuditEvent").status()).isEqualTo(403);
        JsonNode event = SyntheticRecord.events("_count=1").get(0);
        for (String account :
                List.of(
                        "patient129",
                        "doctor01",
                        "pharmacist01",
                        "pharmacy01",
                        "operator01",
                        "integration01",
                        "compliance01",
                        "regulator01")) {
            Http caller = Http.as(account);
            String own = "/fhir/AuditEvent/" + event.path("id").asText();
            assertThat(caller.post("/fhir/AuditEvent", event.toString()).status()).isEqualTo(403);
            assertThat(caller.put(own, event.toString()).status()).isEqualTo(403);
            assertThat(caller.delete(own).status()).isIn(403, 404);
        }
    }

    @Test
    void the_trail_of_one_tenant_is_not_seen_in_another() {
        SyntheticRecord.of("patient130");
        Http.as("patient130").get("/fhir/Patient/patient130");
        String query = "/fhir/AuditEvent?agent=Patient/patient130";
        Http regulator = Http.as("regulator01");
        assertThat(SyntheticRecord.entries(regulator.get(query))).isNotEmpty();
        assertThat(SyntheticRecord.entries(regulator.get("/t/site" + query))).isEmpty();
    }

    private static Reply whoLooked(String patient, String language) {
        Reply reply =
                Http.as(patient)
                        .with("Accept-Language", language)
                        .get("/fhir/Patient/" + patient + "/$who-looked");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private static List<String> sentences(Reply reply) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode look : reply.json().path("parameter")) {
            for (JsonNode part : look.path("part")) {
                if (part.path("name").asText().equals("sentence")) {
                    sentences.add(part.path("valueString").textValue());
                }
            }
        }
        return sentences;
    }

    private static String next(Reply reply) {
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (parameter.path("name").asText().equals("next")) {
                return SyntheticRecord.path(parameter.path("valueUri").textValue());
            }
        }
        return null;
    }
}
