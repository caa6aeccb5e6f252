package org.yunzhen.e2e;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.e2e.journey.Drugs;

/** A follow-up from the number to the dispensed drug. */
final class VisitErrand extends Errand {
    private static final String CONSENT =
            """
            {"resourceType":"Consent","status":"active",
             "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
                                 "code":"treatment"}]},
             "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode",
                                     "code":"INFA"}]}],
             "patient":{"reference":"Patient/%s"},"dateTime":"%s","policy":[{"uri":"%s"}]}""";
    private static final String CONDITION =
            """
            {"resourceType":"Condition",
             "clinicalStatus":{"coding":[{"code":"active",
               "system":"http://terminology.hl7.org/CodeSystem/condition-clinical"}]},
             "code":{"coding":[{"system":"%s","code":"%s"}]},
             "subject":{"reference":"Patient/%s"},"encounter":{"reference":"%s"}}""";

    private final Caller patient;
    private final Caller doctor;
    private String appointment;
    private String encounter;
    private String condition;
    private String task;
    private String line;
    private String code;
    private String secret;
    private String quote;

    VisitErrand(String key, Caller patient, Caller doctor, String slot, String consentUri) {
        super(key);
        this.patient = patient;
        this.doctor = doctor;
        arrive(slot, consentUri);
        talk();
        prescribe();
        dispense(patient.hospital().as("pharmacy01"));
    }

    private void arrive(String slot, String consentUri) {
        Inputs who = Inputs.none().reference("patient", "Patient/" + patient.account());
        act(
                "visit $book",
                () -> keyed(patient, "book").post("/fhir/" + slot + "/$book", who),
                reply -> appointment = reply.reference());
        String consent =
                CONSENT.formatted(
                        patient.account(),
                        ISO_OFFSET_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC).withNano(0)),
                        consentUri);
        act("Consent", () -> keyed(patient, "consent").post("/fhir/Consent", consent));
        act(
                "$check-in",
                () ->
                        keyed(patient, "check-in")
                                .post("/fhir/" + appointment + "/$check-in", Inputs.none()));
        act(
                "Encounter?",
                () -> patient.get("/fhir/Encounter?appointment=" + appointment),
                reply -> encounter = "Encounter/" + only(reply));
    }

    private void talk() {
        act(
                "$accept",
                () ->
                        keyed(doctor, "accept")
                                .post("/fhir/" + encounter + "/$accept", Inputs.none()));
        Inputs proof =
                Inputs.none()
                        .reference("evidence", "DocumentReference/" + patient.account() + "-note")
                        .value(
                                "diagnosis",
                                "Coding",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("system", Drugs.ICD_10)
                                        .put("code", Drugs.HYPERTENSION));
        act(
                "$confirm-follow-up",
                () ->
                        keyed(doctor, "confirm")
                                .post("/fhir/" + encounter + "/$confirm-follow-up", proof));
        act(
                "Condition",
                () ->
                        keyed(doctor, "condition")
                                .post(
                                        "/fhir/Condition",
                                        CONDITION.formatted(
                                                Drugs.ICD_10,
                                                Drugs.HYPERTENSION,
                                                patient.account(),
                                                encounter)),
                reply -> condition = reply.reference());
    }

    private void prescribe() {
        act(
                "$prescribe",
                () ->
                        keyed(doctor, "prescribe")
                                .post(
                                        "/fhir/MedicationRequest/$prescribe",
                                        Inputs.none()
                                                .reference("encounter", encounter)
                                                .resource(
                                                        "medicationRequest",
                                                        Drugs.amlodipine(
                                                                patient.account(), condition))),
                reply -> {
                    task = reply.reference();
                    line =
                            reply.json()
                                    .path("input")
                                    .path(0)
                                    .path("valueReference")
                                    .path("reference")
                                    .asText();
                });
        Caller pharmacist = patient.hospital().as("pharmacist01");
        act(
                "$review",
                () ->
                        keyed(pharmacist, "review")
                                .post(
                                        "/fhir/" + task + "/$review",
                                        Inputs.none().text("decision", "Code", "approve")));
        act(
                "$pickup-code",
                () -> patient.get("/fhir/" + task + "/$pickup-code"),
                reply -> code = reply.parameter("code").asText());
    }

    private void dispense(Caller pharmacy) {
        act(
                "$claim",
                () ->
                        keyed(pharmacy, "claim")
                                .post(
                                        "/fhir/Task/$claim",
                                        Inputs.none().text("code", "String", code)),
                reply -> secret = reply.parameter("secret").asText());
        act(
                "drugs $quote",
                () ->
                        keyed(patient, "quote")
                                .post(
                                        "/fhir/Claim/$quote",
                                        Inputs.none()
                                                .reference("subject", task)
                                                .reference(
                                                        "coverage", "Coverage/" + patient.account())
                                                .flag("useAccount", true)),
                reply -> quote = reply.reference());
        act(
                "drugs $settle",
                () ->
                        keyed(patient, "settle")
                                .post(
                                        "/fhir/Claim/$settle",
                                        Inputs.none().reference("quote", quote)));
        act(
                "$dispense",
                () ->
                        keyed(pharmacy, "dispense")
                                .post(
                                        "/fhir/" + task + "/$dispense",
                                        Inputs.none()
                                                .text("secret", "String", secret)
                                                .resource(
                                                        "medicationDispense",
                                                        Drugs.dispensed(line))));
        act(
                "$finish",
                () ->
                        keyed(doctor, "finish")
                                .post("/fhir/" + encounter + "/$finish", Inputs.none()));
    }

    private static String only(Reply reply) {
        List<String> found = new ArrayList<>();
        reply.json()
                .path("entry")
                .forEach(entry -> found.add(entry.path("resource").path("id").asText()));
        if (found.size() != 1) {
            throw new BrokenPromiseException("one visit was to be opened: " + found);
        }
        return found.get(0);
    }

    @Override
    Optional<String> fault(Books books) {
        if (!isThrough()) {
            return refusal();
        }
        List<String> found =
                List.of(
                        books.status(appointment),
                        books.status(encounter),
                        books.status(task),
                        String.join(",", books.bills(task)));
        return found.equals(List.of("fulfilled", "finished", "completed", "settled"))
                ? Optional.empty()
                : Optional.of(task + " of " + encounter + " of " + appointment + ": " + found);
    }
}
