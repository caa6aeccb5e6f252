package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.DEPARTMENT;
import static org.yunzhen.hospital.consultation.VisitData.consent;
import static org.yunzhen.hospital.consultation.VisitData.evidence;
import static org.yunzhen.hospital.consultation.VisitData.message;
import static org.yunzhen.hospital.consultation.VisitData.reason;
import static org.yunzhen.hospital.consultation.VisitData.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.rule.Rule;
import org.yunzhen.mappings.validate.StructureValidator;

/** Visits from the waiting room to their end: {@link Rule#R01} to R05, R08, R12, R50. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VisitTest {
    private static final String OWN = "doctor12";
    private static final String ONE = "doctor10";
    private static final String OTHER = "doctor11";
    private static final String NOTHING = "{\"resourceType\":\"Parameters\"}";

    @Inject WaitingRoom room;
    @Inject UnattendedVisits unattended;
    @Inject CareRelations relations;

    @BeforeEach
    void doctorsWorkInTheirDepartment() {
        VisitData.department(ONE, OTHER);
        for (String doctor : List.of(OWN, ONE, OTHER)) {
            VisitData.practitioner(doctor, 10, "2035-12-31");
        }
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
        assertSound(encounter);
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
    }

    @Test
    void without_informed_consent_no_doctor_accepts() {
        String visit = room.checkIn("patient503", DEPARTMENT);

        Reply without = step(ONE, visit, "accept");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.refusals()).containsExactly("consent-missing");

        String former = VisitData.consentUri().replaceFirst("\\|.*", "|2026-01");
        VisitData.put("Consent", "former-503", elements(consent("patient503", former)));
        assertThat(step(ONE, visit, "accept").refusals()).containsExactly("consent-outdated");

        VisitData.consent("patient503");
        assertThat(step(ONE, visit, "accept").status()).isEqualTo(200);
    }

    @Test
    void a_patient_consents_to_the_current_text_only_and_only_for_themselves() {
        String current = VisitData.consentUri();
        Http patient = Http.as("patient504");

        Reply unknown = patient.post("/fhir/Consent", consent("patient504", current + "x"));
        Reply former =
                patient.post(
                        "/fhir/Consent",
                        consent("patient504", current.replaceFirst("\\|.*", "|2026-01")));
        Reply forAnother = patient.post("/fhir/Consent", consent("patient505", current));
        Reply good = patient.post("/fhir/Consent", consent("patient504", current));

        assertThat(unknown.refusals()).containsExactly("consent-outdated");
        assertThat(former.refusals()).containsExactly("consent-outdated");
        assertThat(forAnother.status()).isEqualTo(403);
        assertThat(good.status()).isEqualTo(201);
    }

    @Test
    void the_consent_text_is_served_in_both_languages() {
        String path = "/fhir/Consent/$text";
        assertThat(Http.anonymous().get(path).text()).contains("知情同意书");
        assertThat(Http.anonymous().with("Accept-Language", "en").get(path).text())
                .contains("Informed consent");
        assertThat(Http.anonymous().get(path + "?name=other").refusals())
                .containsExactly("invalid-parameter");
    }

    @Test
    void a_doctor_who_is_not_on_duty_in_the_department_accepts_no_shared_visit() {
        VisitData.consent("patient507");
        String visit = room.checkIn("patient507", DEPARTMENT);

        assertThat(step("doctor13", visit, "accept").refusals()).containsExactly("not-on-duty");
    }

    @Test
    void the_slots_own_doctor_alone_accepts_and_then_reaches_the_record() {
        VisitData.consent("patient508");
        String visit = room.checkIn("patient508", "Practitioner/" + OWN);
        String allergy =
                VisitData.put(
                        "AllergyIntolerance",
                        "allergy-508",
                        "\"patient\":{\"reference\":\"Patient/patient508\"}");

        assertThat(step(ONE, visit, "accept").status()).isEqualTo(403);
        assertThat(Http.as(OWN).get("/fhir/" + allergy).status()).isEqualTo(403);
        Reply accepted = step(OWN, visit, "accept");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.json().path("status").asText()).isEqualTo("in-progress");
        assertSound(accepted.json());
        assertThat(Http.as(OWN).get("/fhir/" + allergy).status()).isEqualTo(200);
    }

    @Test
    void a_doctor_without_three_years_or_a_current_licence_accepts_nothing() {
        VisitData.consent("patient509");
        VisitData.practitioner("doctor26", 2, "2035-12-31");
        VisitData.practitioner("doctor27", 12, "2024-06-30");
        String young = room.checkIn("patient509", "Practitioner/doctor26");
        String lapsed = room.checkIn("patient509", "Practitioner/doctor27");

        assertThat(step("doctor26", young, "accept").refusals())
                .containsExactly("practice-too-short");
        assertThat(step("doctor27", lapsed, "accept").refusals())
                .containsExactly("license-expired");
    }

    @Test
    void a_visit_is_paused_resumed_and_finished_and_keeps_its_history() {
        String visit = accepted("patient510");

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
        assertSound(finished);
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
        String visit = accepted("patient512");
        try (LiveSocket patient = LiveSocket.of(Http.as("patient512").token())) {
            assertThat(step(OWN, visit, "end-unsuitable").refusals())
                    .containsExactly("missing-parameter");
            assertThat(step(OWN, visit, "end-unsuitable", reason(" ")).refusals())
                    .containsExactly("reason-required");
            Reply ended = step(OWN, visit, "end-unsuitable", reason("首诊患者，请线下就诊"));

            assertThat(ended.json().path("status").asText()).isEqualTo("cancelled");
            assertThat(ended.text()).contains("首诊患者").contains(Extensions.VISIT_ENDED);
            assertSound(ended.json());
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
    void only_evidence_of_the_same_patient_and_disease_confirms_a_follow_up() {
        String visit = accepted("patient515");
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
        assertSound(confirmed.json());
        String condition = confirmed.json().at("/diagnosis/0/condition/reference").textValue();
        JsonNode made = Http.as("patient515").get("/fhir/" + condition).json();
        assertThat(made.at("/code/coding/0/code").asText()).isEqualTo("I10");
        assertSound(made);
    }

    @Test
    void a_follow_up_is_confirmed_only_while_the_visit_is_under_way() {
        String visit = room.checkIn("patient517", "Practitioner/" + OWN);
        String own =
                VisitData.put("Condition", "earlier-517", VisitData.diagnosis("patient517", "I10"));

        assertThat(confirm(visit, own, "I10").refusals()).containsExactly("wrong-state");
    }

    @Test
    void a_message_reaches_the_other_side_at_once_and_both_ways() {
        String visit = accepted("patient518");
        try (LiveSocket doctor = LiveSocket.of(Http.as(OWN).token());
                LiveSocket patient = LiveSocket.of(Http.as("patient518").token())) {
            Reply asked =
                    Http.as("patient518")
                            .post(
                                    "/fhir/Communication",
                                    message(visit, "patient518", "Patient/patient518", "头晕"));
            assertThat(asked.status()).isEqualTo(201);
            assertThat(resource(doctor.event("message.sent")))
                    .isEqualTo("Communication/" + asked.id());
            patient.event("message.sent");

            Reply answered =
                    Http.as(OWN)
                            .post(
                                    "/fhir/Communication",
                                    message(visit, "patient518", "Practitioner/" + OWN, "量血压"));

            JsonNode event = patient.event("message.sent");
            assertThat(resource(event)).isEqualTo("Communication/" + answered.id());
            assertThat(event.at("/detail/encounter").asText()).isEqualTo("Encounter/" + visit);
            assertThat(Http.as("patient518").get("/fhir/" + resource(event)).text())
                    .contains("量血压");
        }
    }

    @Test
    void a_message_is_refused_without_visit_in_anothers_name_too_long_or_after_the_end() {
        String visit = accepted("patient519");
        Http patient = Http.as("patient519");
        String self = "Patient/patient519";
        String good = message(visit, "patient519", self, "好");

        assertThat(send(patient, good.replace("\"encounter\"", "\"about\"")).status())
                .isEqualTo(422);
        assertThat(send(patient, message(visit, "patient519", "Practitioner/" + OWN, "好")).status())
                .isEqualTo(403);
        assertThat(send(patient, message("none", "patient519", self, "好")).status()).isEqualTo(403);
        assertThat(send(patient, message(visit, "patient519", self, "好".repeat(2001))).refusals())
                .containsExactly("message-too-long");
        assertThat(send(patient, message(visit, "patient519", self, "好".repeat(2000))).status())
                .isEqualTo(201);
        step(OWN, visit, "finish");
        assertThat(send(patient, good).refusals()).containsExactly("wrong-state");
    }

    @Test
    void a_guardian_writes_as_the_related_person_they_are_and_not_as_the_child() {
        String child = "patient525";
        String visit = accepted(child);
        String related = related("guardian-525", child);
        String stranger = related("stranger-525", child);
        room.run(
                tx ->
                        relations.open(
                                tx,
                                "Patient/patient526",
                                child,
                                CareRelations.GUARDIAN,
                                related,
                                tx.now(),
                                null));
        Http guardian = Http.as("patient526");

        Reply said = send(guardian, message(visit, child, related, "孩子发烧"));

        assertThat(said.status()).as(said.text()).isEqualTo(201);
        for (String other : List.of("Patient/" + child, "Patient/patient526", stranger)) {
            Reply refused = send(guardian, message(visit, child, other, "孩子发烧"));
            assertThat(refused.status()).as(other).isEqualTo(403);
            assertThat(refused.text()).contains("Communication.sender");
        }
        assertThat(send(guardian, message(visit, child, "Patient/" + child, "x")).text())
                .contains(related);
        assertThat(send(Http.as(child), message(visit, child, related, "x")).status())
                .isEqualTo(403);
        assertThat(send(Http.as(child), message(visit, child, "Patient/" + child, "x")).status())
                .isEqualTo(201);
        assertThat(send(Http.as("patient527"), message(visit, child, related, "x")).status())
                .isEqualTo(403);
    }

    private static String related(String id, String child) {
        return VisitData.put(
                "RelatedPerson", id, "\"patient\":{\"reference\":\"Patient/%s\"}".formatted(child));
    }

    @Test
    void what_was_said_is_not_changed_afterwards() {
        String visit = accepted("patient520");
        Http doctor = Http.as(OWN);
        Reply said = send(doctor, message(visit, "patient520", "Practitioner/" + OWN, "一日一次"));

        Reply changed =
                doctor.put("/fhir/Communication/" + said.id(), said.text().replace("一日一次", "一日三次"));

        assertThat(changed.status()).isEqualTo(403);
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
        assertThat(status("patient521", due)).isEqualTo("cancelled");
        assertThat(status("patient522", today)).isEqualTo("arrived");
    }

    @Test
    void the_doctors_of_the_department_are_told_of_arrivals_and_of_who_accepts() {
        VisitData.consent("patient523");
        try (LiveSocket colleague = LiveSocket.of(Http.as(OTHER).token())) {
            String visit = room.checkIn("patient523", DEPARTMENT);
            assertThat(resource(colleague.event("visit.opened"))).isEqualTo("Encounter/" + visit);

            step(ONE, visit, "accept");

            assertThat(resource(colleague.event("visit.accepted"))).isEqualTo("Encounter/" + visit);
            assertThat(Http.as(OTHER).get("/fhir/Encounter/" + visit).status()).isEqualTo(403);
        }
    }

    @Test
    void a_doctor_has_no_more_visits_under_way_than_the_limit() {
        VisitData.consent("patient524");
        String busy = "doctor14";
        room.run(
                tx ->
                        tx.run(
                                "INSERT INTO visit SELECT 'home', 'busy-' || n, 'busy-' || n,"
                                        + " 'patient524', NULL, false, $1, 'in-progress', now()"
                                        + " FROM generate_series(1, 50) n",
                                busy));
        VisitData.practitioner(busy, 10, "2035-12-31");
        String visit = room.checkIn("patient524", "Practitioner/" + busy);

        assertThat(step(busy, visit, "accept").refusals()).containsExactly("too-many-visits");
    }

    private String accepted(String patient) {
        VisitData.consent(patient);
        String visit = room.checkIn(patient, "Practitioner/" + OWN);
        assertThat(step(OWN, visit, "accept").status()).isEqualTo(200);
        return visit;
    }

    private static Reply confirm(String visit, String evidence, String code) {
        return step(OWN, visit, "confirm-follow-up", evidence(evidence, code));
    }

    private static Reply send(Http sender, String message) {
        return sender.post("/fhir/Communication", message);
    }

    private static String resource(JsonNode event) {
        return event.path("resource").textValue();
    }

    private static String status(String patient, String visit) {
        JsonNode encounter = Http.as(patient).get("/fhir/Encounter/" + visit).json();
        return encounter.path("status").asText();
    }

    /** The elements of a document without its type. */
    private static String elements(String document) {
        String body = document.strip();
        return body.substring(body.indexOf(',') + 1, body.length() - 1);
    }

    private static void assertSound(JsonNode document) {
        assertThat(new StructureValidator(Definitions.r4()).validate(document)).isEmpty();
    }
}
