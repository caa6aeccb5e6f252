package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.OWN;
import static org.yunzhen.hospital.consultation.VisitData.evidence;
import static org.yunzhen.hospital.consultation.VisitData.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.rule.Rule;

/** What proves that an online visit follows one in person: {@link Rule#R01}, R02. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FollowUpTest {
    private static final String FORGET_PATIENT = "DELETE FROM trail WHERE patients @> ARRAY[$1]";
    private static final String APPEND_ONLY_AGAIN =
            "ALTER TABLE trail ENABLE TRIGGER trail_append_only";

    @Inject Transactions transactions;
    @Inject WaitingRoom room;

    @BeforeEach
    void doctorsWorkInTheirDepartment() {
        VisitData.doctors();
    }

    @Test
    void a_doctor_does_not_write_the_evidence_that_they_need() {
        String visit = VisitData.accepted(room, "patient532");
        String fresh = condition(VisitData.diagnosis("patient532", "I10"));
        Reply written = Http.as(OWN).post("/fhir/Condition", fresh);
        Reply inBundle =
                Http.as(OWN)
                        .post(
                                "/fhir",
                                """
                                {"resourceType":"Bundle","type":"transaction","entry":[
                                 {"resource":%s,"request":{"method":"POST","url":"Condition"}}]}"""
                                        .formatted(fresh));
        String imported =
                VisitData.put("Condition", "cold-532", VisitData.diagnosis("patient532", "J00"));
        Reply changed =
                Http.as(OWN)
                        .put(
                                "/fhir/" + imported,
                                fresh.replace("{\"res", "{\"id\":\"cold-532\",\"res"));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        String overwritten =
                VisitData.put("Condition", written.id(), VisitData.diagnosis("patient532", "I10"));
        trailIsArchived();
        String location =
                inBundle.json().at("/entry/0/response/location").asText().split("/_history")[0];
        for (String made :
                List.of(
                        overwritten,
                        location.substring(location.indexOf("Condition/")),
                        imported)) {
            assertThat(confirm(visit, made, "I10").refusals())
                    .as(made)
                    .containsExactly("evidence-unsuitable");
        }
    }

    /** As when old rows of the trail are kept elsewhere: nothing of it is left here. */
    private void trailIsArchived() {
        transactions
                .run(
                        "home",
                        tx ->
                                tx.run("ALTER TABLE trail DISABLE TRIGGER trail_append_only")
                                        .chain(() -> tx.run(FORGET_PATIENT, "patient532"))
                                        .chain(() -> tx.run(APPEND_ONLY_AGAIN)))
                .await()
                .indefinitely();
    }

    private static String condition(String elements) {
        return "{\"resourceType\":\"Condition\"," + elements + "}";
    }

    @Test
    void a_follow_up_that_is_confirmed_twice_is_confirmed_once() {
        String visit = VisitData.accepted(room, "patient533");
        String earlier =
                VisitData.put(
                        "Condition", "earlier-533", VisitData.diagnosis("patient533", "E11.9"));
        Reply first = confirm(visit, earlier, "E11.9");

        Reply again = confirm(visit, earlier, "E11.9");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).as("as the first was answered").isEqualTo(first.json());
        assertThat(again.json().path("diagnosis")).hasSize(1);
        assertThat(confirm(visit, earlier, "E11.2").json().path("diagnosis"))
                .as("another diagnosis of the same evidence is one more")
                .hasSize(2);
    }

    @Test
    void only_evidence_of_the_same_patient_and_disease_confirms_a_follow_up() {
        String visit = VisitData.accepted(room, "patient515");
        String own =
                VisitData.put("Condition", "earlier-515", VisitData.diagnosis("patient515", "I10"));
        String others =
                VisitData.put("Condition", "earlier-516", VisitData.diagnosis("patient516", "I10"));

        assertThat(confirm(visit, others, "I10").refusals()).containsExactly("evidence-unsuitable");
        assertThat(confirm(visit, own, "J45.9").refusals()).containsExactly("evidence-unsuitable");
        assertThat(confirm(visit, "Condition/none", "I10").refusals())
                .containsExactly("evidence-unsuitable");
        assertThat(confirm(visit, "Encounter/" + visit, "I10").refusals())
                .containsExactly("evidence-unsuitable");
        assertThat(confirm(visit, "Patient/patient515", "I10").refusals())
                .containsExactly("invalid-parameter");
        Reply confirmed = confirm(visit, own, "I10");

        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.text()).contains(Extensions.FOLLOW_UP_CONFIRMED).contains(own);
        VisitData.assertSound(confirmed.json());
        String condition = confirmed.json().at("/diagnosis/0/condition/reference").textValue();
        JsonNode made = Http.as("patient515").get("/fhir/" + condition).json();
        assertThat(made.at("/code/coding/0/code").asText()).isEqualTo("I10");
        VisitData.assertSound(made);
    }

    @Test
    void a_diagnosis_that_was_only_considered_and_a_visit_that_was_only_planned_prove_nothing() {
        String visit = VisitData.accepted(room, "patient534");
        for (String status :
                List.of("unconfirmed", "provisional", "differential", "refuted", "confirmed")) {
            String diagnosis =
                    VisitData.diagnosis("patient534", "I10")
                            .replaceFirst("\"code\":\"confirmed\"", "\"code\":\"" + status + "\"");
            assertThat(diagnosis).contains("\"" + status + "\"");
            String evidence = VisitData.put("Condition", "considered-534-" + status, diagnosis);
            assertThat(confirm(visit, evidence, "I10").status())
                    .as(status)
                    .isEqualTo(status.equals("confirmed") ? 200 : 422);
        }
        VisitData.put("Patient", "patient534", "\"active\":true");
        for (String status : List.of("planned", "arrived", "cancelled", "finished")) {
            String evidence =
                    VisitData.put(
                            "Encounter",
                            "visit-534-" + status,
                            "\"status\":\"%s\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/patient534\"}"
                                    .formatted(status));
            assertThat(confirm(visit, evidence, "I10").status())
                    .as(status)
                    .isEqualTo(status.equals("finished") ? 200 : 422);
        }
    }

    @Test
    void a_follow_up_is_confirmed_only_while_the_visit_is_under_way() {
        String visit = room.checkIn("patient517", "Practitioner/" + OWN);
        String own =
                VisitData.put("Condition", "earlier-517", VisitData.diagnosis("patient517", "I10"));

        assertThat(confirm(visit, own, "I10").refusals()).containsExactly("wrong-state");
    }

    private static Reply confirm(String visit, String evidence, String code) {
        return step(OWN, visit, "confirm-follow-up", evidence(evidence, code));
    }
}
