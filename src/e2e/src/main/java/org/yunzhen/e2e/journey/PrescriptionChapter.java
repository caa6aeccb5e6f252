package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** What may be prescribed is signed, reviewed by another, and only then has a code. */
final class PrescriptionChapter implements Chapter {
    private static final String PHARMACIST = "pharmacist01";

    private final Story story;

    PrescriptionChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("a psychotropic drug is refused", this::forbidden),
                new Step("a permitted drug is prescribed and signed", this::prescribe),
                new Step("before the review there is no pick-up code", this::tooEarly),
                new Step("a pharmacist reviews and approves", this::review),
                new Step("the patient gets the pick-up code", this::code));
    }

    private void forbidden() {
        new Drugs(story)
                .prescribe(Drugs.alprazolam(story.need(Fact.PATIENT), story.need(Fact.CONDITION)))
                .refused(422, "drug-forbidden-online");
    }

    private void prescribe() {
        Reply task =
                new Drugs(story)
                        .prescribe(
                                Drugs.amlodipine(
                                        story.need(Fact.PATIENT), story.need(Fact.CONDITION)))
                        .expect(201);
        Statuses.expect(task, "requested");
        story.keep(Fact.PRESCRIPTION, task.reference());
        for (JsonNode input : task.json().path("input")) {
            story.keep(
                    Fact.MEDICATION_REQUEST,
                    input.path("valueReference").path("reference").asText());
        }
    }

    private void tooEarly() {
        story.as(Fact.PATIENT).get(task("$pickup-code")).expect(409, 422);
    }

    private void review() {
        Reply task =
                story.hospital()
                        .as(PHARMACIST)
                        .post(
                                task("$review"),
                                Inputs.none()
                                        .text("decision", "Code", "approve")
                                        .text("comment", "String", "用法用量合适"))
                        .expect(200);
        Statuses.expect(task, "accepted", "ready");
    }

    private void code() {
        Reply reply = story.as(Fact.PATIENT).get(task("$pickup-code")).expect(200);
        String code = reply.parameter("code").asText();
        if (code.isEmpty() || reply.parameter("expires").asText().isEmpty()) {
            throw new BrokenPromiseException("no code or no end: " + reply.text());
        }
        story.keep(Fact.PICKUP_CODE, code);
    }

    private String task(String operation) {
        return "/fhir/" + story.need(Fact.PRESCRIPTION) + "/" + operation;
    }
}
