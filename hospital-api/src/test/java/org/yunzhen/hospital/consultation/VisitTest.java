package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.DEPARTMENT;
import static org.yunzhen.hospital.consultation.VisitData.ONE;
import static org.yunzhen.hospital.consultation.VisitData.OWN;
import static org.yunzhen.hospital.consultation.VisitData.reason;
import static org.yunzhen.hospital.consultation.VisitData.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.rule.Rule;

/** Visits from the waiting room to their end: {@link Rule#R01} to R05, R08, R12, R50. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VisitTest {
    private static final String NOTHING = "{\"resourceType\":\"Parameters\"}";

    @Inject WaitingRoom room;
    @Inject UnattendedVisits unattended;
    @Inject Documents documents;
    @Inject Events events;

    @BeforeEach
    void doctorsWorkInTheirDepartment() {
        VisitData.doctors();
    }

    @Test
    void a_check_in_opens_the_visit_in_the_waiting_room_once() {
        String visit = room.checkIn("patient501", DEPARTMENT);

        JsonNode encounter = Http.as("patient501").get("/fhir/Encounter/" + visit).json();

        assertThat(encounter.path("status").asText()).isEqualTo("arrived");
        assertThat(encounter.path("class").path("code").asText()).isEqualTo("VR");
        assertThat(encounter.path("serviceProvider").path("display").asText()).isEqualTo("示范医院");
        assertThat(encounter.path("serviceType").path("text").asText()).isEqualTo("心内科");
        assertThat(encounter.path("extension").findValuesAsText("valuePositiveInt"))
                .containsExactly("3");
        VisitData.assertSound(encounter);
        assertThat(Http.as(ONE).get("/fhir/Encounter/" + visit).status()).isEqualTo(200);
        assertThat(Http.as("doctor13").get("/fhir/Encounter/" + visit).status()).isEqualTo(403);
    }

    @Test
    void what_a_visit_owns_is_moved_by_its_operations_only() {
        String visit = room.checkIn("patient502", DEPARTMENT);
        Http integration = Http.as("integration01");
        String document = integration.get("/fhir/Encounter/" + visit).text();

        Reply put =
                integration.put(
                        "/fhir/Encounter/" + visit, document.replace("arrived", "finished"));

        assertThat(put.refusals()).containsExactly("use-operation");
        assertThat(put.text())
                .as("it says which")
                .contains("Encounter/$accept", "Encounter/$finish");
        Reply patients =
                Http.as("patient502")
                        .put("/fhir/Encounter/" + visit, document.replace("arrived", "cancelled"));
        assertThat(patients.text())
                .as("and to the patient, what a patient may do")
                .contains("Encounter/$leave")
                .doesNotContain("$accept");
    }

    @Test
    void a_visit_is_paused_resumed_and_finished_and_keeps_its_history() {
        String visit = VisitData.accepted(room, "patient510");

        assertThat(step(OWN, visit, "resume").refusals()).containsExactly("wrong-state");
        assertThat(step(OWN, visit, "pause").status()).isEqualTo(200);
        assertThat(step(OWN, visit, "pause").status()).isEqualTo(409);
        assertThat(step(ONE, visit, "finish").status()).isEqualTo(403);
        assertThat(step(OWN, visit, "resume").status()).isEqualTo(200);
        JsonNode finished = step(OWN, visit, "finish").json();
        assertThat(step(OWN, visit, "finish").refusals()).containsExactly("wrong-state");
        assertThat(step("patient510", visit, "leave").refusals()).containsExactly("wrong-state");

        assertThat(finished.path("statusHistory").findValuesAsText("status"))
                .containsExactly("arrived", "in-progress", "onleave", "in-progress");
        assertThat(finished.path("period").has("end")).isTrue();
        VisitData.assertSound(finished);
    }

    @Test
    void a_repeat_with_the_same_key_gets_the_first_answer() {
        VisitData.consent("patient511");
        String visit = room.checkIn("patient511", "Practitioner/" + OWN);
        Http doctor = Http.as(OWN).with("Idempotency-Key", "accept-" + visit);
        String path = "/fhir/Encounter/" + visit + "/$accept";

        Reply first = doctor.post(path, NOTHING);
        Reply again = doctor.post(path, NOTHING);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void an_unsuitable_visit_ends_with_its_reason_and_a_refund() {
        String visit = VisitData.accepted(room, "patient512");
        try (LiveSocket patient = LiveSocket.of(Http.as("patient512").token())) {
            assertThat(step(OWN, visit, "end-unsuitable").refusals())
                    .containsExactly("missing-parameter");
            assertThat(step(OWN, visit, "end-unsuitable", reason(" ")).refusals())
                    .containsExactly("reason-required");
            Reply ended = step(OWN, visit, "end-unsuitable", reason("首诊患者，请线下就诊"));

            assertThat(ended.json().path("status").asText()).isEqualTo("cancelled");
            assertThat(ended.text()).contains("首诊患者").contains(Extensions.VISIT_ENDED);
            VisitData.assertSound(ended.json());
            JsonNode event = patient.event("visit.cancelled");
            assertThat(event.path("detail").path("refund").booleanValue()).isTrue();
            assertThat(event.path("detail").path("step").asText()).isEqualTo("end-unsuitable");
        }
    }

    @Test
    void a_patient_leaves_the_waiting_room_and_nobody_else_does_it_for_them() {
        String visit = room.checkIn("patient513", DEPARTMENT);

        assertThat(step("patient514", visit, "leave").status()).isEqualTo(403);
        Reply left = step("patient513", visit, "leave");

        assertThat(left.json().path("status").asText()).isEqualTo("cancelled");
        assertThat(step(ONE, visit, "accept").refusals()).containsExactly("wrong-state");
    }

    @Test
    void a_visit_that_is_not_there_is_refused_like_one_that_is_hidden() {
        assertThat(step(OWN, "no-such-visit", "accept").status()).isEqualTo(403);
        assertThat(step("patient513", "no-such-visit", "leave").status()).isEqualTo(403);
    }

    @Test
    void a_visit_nobody_accepted_is_cancelled_with_refund_when_its_day_is_over() {
        String due = room.checkIn("patient521", DEPARTMENT);
        String today = room.checkIn("patient522", DEPARTMENT);
        room.run(
                tx ->
                        tx.run(
                                "UPDATE visit SET opened_at = opened_at - interval '3 days'"
                                        + " WHERE encounter = $1",
                                due));
        try (LiveSocket patient = LiveSocket.resume(Http.as("patient521").token(), 0)) {
            unattended.endAll().await().indefinitely();

            JsonNode event = patient.event("visit.cancelled");
            assertThat(event.at("/detail/step").asText()).isEqualTo("lapse");
            assertThat(event.at("/detail/refund").booleanValue()).isTrue();
        }
        assertThat(VisitData.status("patient521", due)).isEqualTo("cancelled");
        assertThat(VisitData.status("patient522", today)).isEqualTo("arrived");
    }

    @Test
    void a_refund_of_its_fee_ends_a_visit_that_still_waits_and_no_other() {
        String waits = room.checkIn("patient528", "Practitioner/" + OWN);
        String begun = VisitData.accepted(room, "patient529");

        tell(Kinds.BILL_REFUNDING, waits);
        tell(Kinds.BILL_REFUNDING, begun);

        assertThat(VisitData.status("patient528", waits)).isEqualTo("cancelled");
        assertThat(VisitData.status("patient529", begun)).isEqualTo("in-progress");
        assertThat(step(OWN, waits, "accept").refusals()).containsExactly("wrong-state");
    }

    private void tell(String kind, String visit) {
        room.run(
                tx ->
                        documents
                                .find(tx, "Encounter", visit)
                                .chain(found -> events.tell(tx, kind, found.orElseThrow())));
    }
}
