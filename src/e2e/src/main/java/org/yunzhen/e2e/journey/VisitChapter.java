package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;

/** Doctor and patient talk; each hears the other on their own socket. */
final class VisitChapter implements Chapter {
    private final Story story;

    VisitChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("without a consent the doctor cannot accept", this::withoutConsent),
                new Step("the patient without consent leaves again", this::leave),
                new Step("the doctor accepts; the patient is told on /live", this::accept),
                new Step("what the patient writes reaches the doctor's socket", this::fromPatient),
                new Step("what the doctor writes reaches the patient's socket", this::fromDoctor));
    }

    private void withoutConsent() {
        story.as(Fact.DOCTOR)
                .post("/fhir/" + story.need(Fact.SILENT_ENCOUNTER) + "/$accept", Inputs.none())
                .refused(422, "consent-missing");
    }

    private void leave() {
        Statuses.expect(
                story.as(Fact.SILENT_PATIENT)
                        .post(
                                "/fhir/" + story.need(Fact.SILENT_ENCOUNTER) + "/$leave",
                                Inputs.none())
                        .expect(200),
                "cancelled");
    }

    private void accept() {
        String encounter = story.need(Fact.ENCOUNTER);
        Statuses.expect(
                story.as(Fact.DOCTOR)
                        .post("/fhir/" + encounter + "/$accept", Inputs.none())
                        .expect(200),
                "in-progress");
        story.heard(Fact.PATIENT).event("visit.accepted", encounter);
    }

    private void fromPatient() {
        say(Fact.PATIENT, "Patient/", "医生您好，我最近血压偏高。", Fact.DOCTOR);
    }

    private void fromDoctor() {
        say(Fact.DOCTOR, "Practitioner/", "您好，现在吃什么药？", Fact.PATIENT);
    }

    private void say(Fact speaker, String type, String words, Fact listener) {
        Communication message = new Communication().setStatus(CommunicationStatus.COMPLETED);
        message.setSubject(new Reference("Patient/" + story.need(Fact.PATIENT)));
        message.setEncounter(new Reference(story.need(Fact.ENCOUNTER)));
        message.setSender(new Reference(type + story.need(speaker)));
        message.addPayload().setContent(new StringType(words));
        String id =
                story.as(speaker).fhir().create().resource(message).execute().getId().getIdPart();
        JsonNode event = story.heard(listener).event("message.sent", "Communication/" + id);
        String read =
                story.as(listener)
                        .get("/fhir/" + event.path("resource").asText())
                        .expect(200)
                        .text();
        if (!read.contains(words)) {
            throw new BrokenPromiseException("the message reads otherwise: " + read);
        }
    }
}
