package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** A patient who asks who looked is told why also of a search and of a history. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchTrailTest {
    @Inject Transactions transactions;
    @Inject CareRelations relations;

    @Test
    void a_search_is_told_with_the_reason_that_a_read_has() {
        SyntheticRecord.of("patient143");
        open("Practitioner/doctor23", "patient143", CareRelations.TREATING);
        Http.as("integration01").get("/fhir/Observation?patient=patient143");
        Http.as("patient143").get("/fhir/Condition");
        Http.as("doctor23").get("/fhir/AllergyIntolerance?patient=patient143");

        assertThat(sentences("patient143", "zh"))
                .anyMatch(s -> s.endsWith("健康档案交换系统在您的档案中检索了检验与体征。依据：受医院委托交换健康档案。"))
                .anyMatch(s -> s.endsWith("您本人在您的档案中检索了诊断。依据：本人有权查看自己的档案。"))
                .anyMatch(s -> s.endsWith("在您的档案中检索了过敏信息。依据：正在为患者诊疗。"));
        assertThat(sentences("patient143", "en"))
                .anyMatch(s -> s.endsWith("searched allergies. Reason: treats the patient."));
    }

    @Test
    void each_patient_of_a_search_is_told_what_holds_for_them() {
        SyntheticRecord.of("patient144");
        SyntheticRecord.of("patient145");
        open("Patient/patient144", "patient145", CareRelations.GUARDIAN);

        Http.as("patient144").get("/fhir/Observation");

        assertThat(sentences("patient144", "zh"))
                .anyMatch(s -> s.endsWith("您本人在您的档案中检索了检验与体征。依据：本人有权查看自己的档案。"));
        assertThat(sentences("patient145", "zh"))
                .anyMatch(s -> s.endsWith("患者的监护人在您的档案中检索了检验与体征。依据：监护人有权代未成年人查看。"));
        JsonNode event =
                SyntheticRecord.events("patient=patient145&agent=Patient/patient144").get(0);
        SyntheticRecord.assertValid(event);
        assertThat(event.at("/agent/0/role").findValuesAsText("code"))
                .containsExactly("guardian", "self");
    }

    @Test
    void a_search_of_several_types_and_a_history_are_told_so_too() {
        SyntheticRecord.of("patient146");
        Http.as("patient146").get("/fhir?_type=Observation,Condition");
        Http.as("patient146").get("/fhir/Condition/_history");

        assertThat(sentences("patient146", "zh"))
                .anyMatch(s -> s.endsWith("检索了多类记录。依据：本人有权查看自己的档案。"))
                .anyMatch(s -> s.endsWith("查看了修改历史：诊断。依据：本人有权查看自己的档案。"));
    }

    private void open(String actor, String patient, String kind) {
        transactions
                .run("home", tx -> relations.open(tx, actor, patient, kind, "test/trail", null))
                .await()
                .indefinitely();
    }

    private static List<String> sentences(String patient, String language) {
        List<String> sentences = new ArrayList<>();
        JsonNode told =
                Http.as(patient)
                        .with("Accept-Language", language)
                        .get("/fhir/Patient/" + patient + "/$who-looked")
                        .json();
        for (JsonNode look : told.path("parameter")) {
            for (JsonNode part : look.path("part")) {
                if (part.path("name").asText().equals("sentence")) {
                    sentences.add(part.path("valueString").textValue());
                }
            }
        }
        return sentences;
    }
}
