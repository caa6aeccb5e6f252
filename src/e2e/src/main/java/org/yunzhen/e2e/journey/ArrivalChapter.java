package org.yunzhen.e2e.journey;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** From the booked number into the waiting room. */
final class ArrivalChapter implements Chapter {
    private static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
    private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final int TRIES = 40;

    private final Story story;

    ArrivalChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("the consent text is shown with its version", this::consentText),
                new Step("a consent to another version is refused", this::outdatedConsent),
                new Step("the patient consents to that version", this::consent),
                new Step("check-in opens the visit in the waiting room", this::checkIn),
                new Step("the patient sees where they stand", this::queue),
                new Step("another patient checks in without a consent", this::silent),
                new Step("doctor and patient connect to /live", this::connect));
    }

    private void consentText() {
        Reply reply = story.as(Fact.PATIENT).get("/fhir/Consent/$text").expect(200);
        String uri = reply.parameter("uri").asText();
        if (uri.isEmpty() || reply.parameter("text").asText().isEmpty()) {
            throw new BrokenPromiseException("no text or no uri: " + reply.text());
        }
        story.keep(Fact.CONSENT_URI, uri);
    }

    private void outdatedConsent() {
        String old = story.need(Fact.CONSENT_URI).replaceFirst("\\|.*", "|0.0");
        String body =
                story.as(Fact.PATIENT)
                        .fhir()
                        .getFhirContext()
                        .newJsonParser()
                        .encodeResourceToString(consentTo(old));
        story.as(Fact.PATIENT).post("/fhir/Consent", body).refused(422, "consent-outdated");
    }

    private void consent() {
        story.as(Fact.PATIENT)
                .fhir()
                .create()
                .resource(consentTo(story.need(Fact.CONSENT_URI)))
                .execute();
    }

    private Consent consentTo(String uri) {
        Consent consent = new Consent().setStatus(Consent.ConsentState.ACTIVE);
        consent.setScope(concept(SCOPE, "treatment"));
        consent.addCategory(concept(ACT, "INFA"));
        consent.setPatient(new Reference("Patient/" + story.need(Fact.PATIENT)));
        consent.setDateTime(new Date());
        consent.addPolicy().setUri(uri);
        return consent;
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding(system, code, null));
    }

    private void checkIn() {
        story.keep(Fact.ENCOUNTER, checkedIn(Fact.PATIENT, Fact.APPOINTMENT));
    }

    private String checkedIn(Fact patient, Fact appointment) {
        Reply reply =
                story.as(patient)
                        .post("/fhir/" + story.need(appointment) + "/$check-in", Inputs.none())
                        .expect(200);
        Statuses.expect(reply, "arrived");
        Bundle found =
                story.as(patient)
                        .fhir()
                        .search()
                        .byUrl("Encounter?appointment=" + story.need(appointment))
                        .returnBundle(Bundle.class)
                        .execute();
        if (found.getEntry().size() != 1) {
            throw new BrokenPromiseException(found.getEntry().size() + " visits were opened");
        }
        String encounter =
                "Encounter/" + found.getEntryFirstRep().getResource().getIdElement().getIdPart();
        Statuses.expect(story.as(patient).get("/fhir/" + encounter).expect(200), "arrived");
        return encounter;
    }

    private void queue() {
        Reply reply =
                story.as(Fact.PATIENT)
                        .get("/fhir/" + story.need(Fact.APPOINTMENT) + "/$queue")
                        .expect(200);
        if (!reply.parameter("number").isInt() || !reply.parameter("ahead").isInt()) {
            throw new BrokenPromiseException("no place in the queue: " + reply.text());
        }
    }

    private void silent() {
        for (int i = 0; i < TRIES; i++) {
            Reply booked =
                    new Slots(story).bookSomebody(Fact.SILENT_PATIENT, Fact.VISIT_SLOT).expect(201);
            story.keep(Fact.SILENT_APPOINTMENT, booked.reference());
            if (consents() == 0) {
                story.keep(
                        Fact.SILENT_ENCOUNTER,
                        checkedIn(Fact.SILENT_PATIENT, Fact.SILENT_APPOINTMENT));
                return;
            }
            story.as(Fact.SILENT_PATIENT)
                    .post("/fhir/" + booked.reference() + "/$cancel", Inputs.none())
                    .expect(200);
        }
        throw new BrokenPromiseException("every patient has consented before");
    }

    private int consents() {
        return story.as(Fact.SILENT_PATIENT)
                .fhir()
                .search()
                .byUrl("Consent?patient=Patient/" + story.need(Fact.SILENT_PATIENT))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .size();
    }

    private void connect() {
        story.keep(Fact.DOCTOR, doctorOfDepartment());
        story.listen(Fact.DOCTOR);
        story.listen(Fact.PATIENT);
    }

    private String doctorOfDepartment() {
        Bundle roles =
                story.as(Fact.PATIENT)
                        .fhir()
                        .search()
                        .byUrl("PractitionerRole?service=" + story.need(Fact.DEPARTMENT))
                        .returnBundle(Bundle.class)
                        .execute();
        return roles.getEntry().stream()
                .map(entry -> (PractitionerRole) entry.getResource())
                .map(role -> role.getPractitioner().getReferenceElement().getIdPart())
                .filter(id -> id.startsWith("doctor"))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new BrokenPromiseException("the department has no doctor"));
    }
}
