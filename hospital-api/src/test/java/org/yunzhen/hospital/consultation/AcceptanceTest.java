package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.consultation.VisitData.DEPARTMENT;
import static org.yunzhen.hospital.consultation.VisitData.ONE;
import static org.yunzhen.hospital.consultation.VisitData.OTHER;
import static org.yunzhen.hospital.consultation.VisitData.OWN;
import static org.yunzhen.hospital.consultation.VisitData.consent;
import static org.yunzhen.hospital.consultation.VisitData.step;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.LiveSocket;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.rule.Rule;

/** Which visits a doctor may accept, and after what consent: {@link Rule#R12} and others. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AcceptanceTest {
    @Inject WaitingRoom room;

    @BeforeEach
    void doctorsWorkInTheirDepartment() {
        VisitData.doctors();
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

        Conformance.require("informed-consent", VisitData.consented("patient503"));
        assertThat(step(ONE, visit, "accept").status()).isEqualTo(200);
    }

    @Test
    void a_text_that_was_named_to_something_else_than_treatment_is_not_signed() {
        String visit = room.checkIn("patient531", DEPARTMENT);
        String signed = consent("patient531", VisitData.consentUri());
        String last = "\"policy\":";
        for (String other :
                List.of(
                        signed.replace("\"treatment\"", "\"research\""),
                        signed.replace(last, "\"provision\":{\"type\":\"deny\"}," + last),
                        signed.replace(
                                last,
                                "\"provision\":{\"period\":{\"end\":\"2026-01-31\"}}," + last))) {
            assertThat(Http.as("patient531").post("/fhir/Consent", other).status()).isEqualTo(201);

            assertThat(step(ONE, visit, "accept").refusals()).containsExactly("consent-missing");
        }
        VisitData.consent("patient531");
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
                        "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\",\"system\":"
                                + "\"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical\"}]},"
                                + "\"patient\":{\"reference\":\"Patient/patient508\"}");

        assertThat(step(ONE, visit, "accept").status()).isEqualTo(403);
        assertThat(Http.as(OWN).get("/fhir/" + allergy).status()).isEqualTo(403);
        Reply accepted = step(OWN, visit, "accept");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.json().path("status").asText()).isEqualTo("in-progress");
        VisitData.assertSound(accepted.json());
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
    void the_doctors_of_the_department_are_told_of_arrivals_and_of_who_accepts() {
        VisitData.consent("patient523");
        try (LiveSocket colleague = LiveSocket.of(Http.as(OTHER).token())) {
            String visit = room.checkIn("patient523", DEPARTMENT);
            assertThat(VisitData.resource(colleague.event("visit.opened")))
                    .isEqualTo("Encounter/" + visit);

            step(ONE, visit, "accept");

            assertThat(VisitData.resource(colleague.event("visit.accepted")))
                    .isEqualTo("Encounter/" + visit);
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

    /** The elements of a document without its type. */
    private static String elements(String document) {
        String body = document.strip();
        return body.substring(body.indexOf(',') + 1, body.length() - 1);
    }
}
