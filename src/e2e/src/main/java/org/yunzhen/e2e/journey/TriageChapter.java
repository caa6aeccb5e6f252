package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** From a complaint to a department, or to the emergency department. */
final class TriageChapter implements Chapter {
    private static final String DEPARTMENT = "HealthcareService/cardiology";

    private final Story story;

    TriageChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("a complaint leads to a department", this::department),
                new Step("a red flag leads to emergency advice, no department", this::redFlag),
                new Step("a denied red flag is none", this::denied));
    }

    private void department() {
        Reply reply = triage("高血压，想复诊开药").expect(200);
        expectOutcome(reply, "department");
        boolean named =
                reply.parameters("department").stream()
                        .anyMatch(found -> found.toString().contains(DEPARTMENT + "\""));
        if (!named) {
            throw new BrokenPromiseException("not to cardiology: " + reply.text());
        }
        story.keep(Fact.DEPARTMENT, DEPARTMENT);
    }

    private void redFlag() {
        Reply reply = triage("突发胸痛").expect(200);
        expectOutcome(reply, "red-flag");
        JsonNode advice = reply.parameter("advice");
        if (!advice.asText().contains("120") || !reply.parameters("department").isEmpty()) {
            throw new BrokenPromiseException("no emergency advice: " + reply.text());
        }
    }

    private void denied() {
        expectOutcome(triage("没有胸痛，血压偏高").expect(200), "department");
    }

    private Reply triage(String complaint) {
        Inputs inputs =
                Inputs.none()
                        .text("complaint", "String", complaint)
                        .number("age", 52)
                        .text("sex", "Code", "male");
        return story.hospital().anonymous().post("/fhir/HealthcareService/$triage", inputs);
    }

    private static void expectOutcome(Reply reply, String outcome) {
        if (!outcome.equals(reply.parameter("outcome").asText())) {
            throw new BrokenPromiseException("not " + outcome + ": " + reply.text());
        }
    }
}
