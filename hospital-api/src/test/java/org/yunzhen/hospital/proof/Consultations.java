package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;

/** Brings visits and prescriptions to where an operation can be called. */
@ApplicationScoped
class Consultations {
    static final String DOCTOR = "doctor15";
    static final String PHARMACIST = "pharmacist04";
    static final String PHARMACY = "pharmacy01";

    private static final String MEDICINE = "M0001";

    @Inject WaitingRoom room;

    /** A visit of a patient with {@link #DOCTOR}. */
    record Visit(String patient, String encounter) {}

    /** A signed prescription. */
    record Prescription(Visit visit, String task) {}

    /** Doctor and pharmacist with their licences. */
    void staff() {
        endAll();
        Scene.record(
                "Practitioner",
                DOCTOR,
                """
                "name":[{"text":"测试医生"}],
                "extension":[{"url":"%s","valueInteger":10},
                  {"url":"https://yunzhen.example/fhir/StructureDefinition/professional-title",
                   "valueCodeableConcept":{"text":"主治医师"}}],
                "qualification":[{"code":{"text":"医师执业证书"},
                                  "period":{"start":"2010-01-01","end":"2099-12-31"}}]"""
                        .formatted(Extensions.INDEPENDENT_YEARS));
        Scene.record(
                "Practitioner",
                PHARMACIST,
                """
                "name":[{"text":"测试药师"}],
                "qualification":[{"code":{"text":"药师"},"period":{"end":"2099-12-31"},"identifier":[
                  {"system":"https://yunzhen.example/fhir/sid/pharmacist-license","value":"T-4"}]}]""");
    }

    /** So that the limit of visits under way is not reached. */
    private void endAll() {
        room.run(
                tx ->
                        tx.run(
                                "UPDATE visit SET status = 'finished' WHERE doctor = $1"
                                        + " AND status IN ('in-progress', 'onleave')",
                                DOCTOR));
    }

    /** Waiting for {@link #DOCTOR}, with the patient's consent. */
    Visit waiting() {
        String patient = Scene.patient();
        Reply consent =
                Http.as(patient)
                        .post(
                                "/fhir/Consent",
                                """
                                {"resourceType":"Consent","status":"active",
                                 "scope":{"coding":[{"code":"treatment","system":
                                  "http://terminology.hl7.org/CodeSystem/consentscope"}]},
                                 "category":[{"text":"知情同意"}],"dateTime":"2026-11-24",
                                 "patient":{"reference":"Patient/%s"},"policy":[{"uri":"%s"}]}"""
                                        .formatted(patient, consentText()));
        assertThat(consent.status()).as(consent.text()).isEqualTo(201);
        return new Visit(patient, room.checkIn(patient, "Practitioner/" + DOCTOR));
    }

    private static String consentText() {
        return Scene.out(Http.anonymous().get("/fhir/Consent/$text"), "uri").asText();
    }

    Visit accepted() {
        Visit visit = waiting();
        Scene.done(step(visit, "accept"));
        return visit;
    }

    static Ask step(Visit visit, String operation, String... inputs) {
        return new Ask(
                DOCTOR,
                "/fhir/Encounter/" + visit.encounter() + "/$" + operation,
                Scene.parameters(inputs));
    }

    /** Confirms a follow-up by an earlier record, which is made for it. */
    static Ask confirmation(Visit visit) {
        String earlier = "earlier-" + visit.patient();
        Scene.record(
                "Condition",
                earlier,
                """
                "subject":{"reference":"Patient/%s"},
                "verificationStatus":{"coding":[{"code":"confirmed","system":
                  "http://terminology.hl7.org/CodeSystem/condition-ver-status"}]},
                "clinicalStatus":{"coding":[{"code":"active","system":
                  "http://terminology.hl7.org/CodeSystem/condition-clinical"}]},
                "code":{"coding":[{"system":"%s","code":"I10"}]}"""
                        .formatted(visit.patient(), Systems.ICD_10_CN));
        return step(
                visit,
                "confirm-follow-up",
                Scene.reference("evidence", "Condition/" + earlier),
                Scene.input("diagnosis", "Code", "I10"));
    }

    Visit confirmed() {
        Visit visit = accepted();
        Scene.done(confirmation(visit));
        return visit;
    }

    static Ask prescribing(Visit visit) {
        String request =
                """
                {"name":"medicationRequest","resource":{"resourceType":"MedicationRequest",
                 "status":"draft","intent":"order","subject":{"reference":"Patient/%1$s"},
                 "medicationCodeableConcept":%2$s,
                 "reasonReference":[{"reference":"Condition/earlier-%1$s"}],
                 "dosageInstruction":[{"text":"口服，每日一次","timing":{"code":{"text":"QD"}},
                  "doseAndRate":[{"doseQuantity":{"value":5,"unit":"mg",
                   "system":"http://unitsofmeasure.org","code":"mg"}}]}],
                 "dispenseRequest":{"quantity":{"value":1,"unit":"盒"},
                  "expectedSupplyDuration":{"value":7,"unit":"d",
                   "system":"http://unitsofmeasure.org","code":"d"}}}}"""
                        .formatted(visit.patient(), medicine());
        return new Ask(
                DOCTOR,
                "/fhir/MedicationRequest/$prescribe",
                Scene.parameters(
                        Scene.reference("encounter", "Encounter/" + visit.encounter()), request));
    }

    private static String medicine() {
        return "{\"coding\":[{\"code\":\"%s\",\"system\":\"https://yunzhen.example/fhir/sid/medicine-code\"}]}"
                .formatted(MEDICINE);
    }

    Prescription prescribed() {
        Visit visit = confirmed();
        return new Prescription(visit, Scene.done(prescribing(visit)).id());
    }

    static Ask onTask(String account, Prescription prescription, String step, String... inputs) {
        return new Ask(
                account,
                "/fhir/Task/" + prescription.task() + "/$" + step,
                Scene.parameters(inputs));
    }

    Prescription circulating() {
        Prescription prescription = prescribed();
        Scene.done(
                onTask(
                        PHARMACIST,
                        prescription,
                        "review",
                        Scene.input("decision", "Code", "approve")));
        return prescription;
    }

    static Ask claiming(String pharmacy, Prescription prescription) {
        Reply code =
                Http.as(prescription.visit().patient())
                        .get("/fhir/Task/" + prescription.task() + "/$pickup-code");
        return new Ask(
                pharmacy,
                "/fhir/Task/$claim",
                Scene.parameters(Scene.input("code", "String", Scene.out(code, "code").asText())));
    }

    /** Claims for {@link #PHARMACY}: the input that opens the lock. */
    static String secret(Prescription prescription) {
        return Scene.input(
                "secret",
                "String",
                Scene.out(Scene.done(claiming(PHARMACY, prescription)), "secret").asText());
    }

    static String handover(Prescription prescription) {
        String request =
                Http.as(DOCTOR)
                        .get("/fhir/Task/" + prescription.task())
                        .json()
                        .at("/input/0/valueReference/reference")
                        .asText();
        return """
               {"name":"medicationDispense","resource":{"resourceType":"MedicationDispense",
                "status":"completed","medicationCodeableConcept":%s,
                "authorizingPrescription":[{"reference":"%s"}],
                "quantity":{"value":1,"unit":"盒"}}}"""
                .formatted(medicine(), request);
    }
}
