package org.yunzhen.validator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The judge of the definitions that were given last. One at a time: each holds all of R4 in a form
 * of its own, some sixty megabytes.
 */
final class Judges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Question ANY =
            new Question(
                    "",
                    List.of(),
                    Set.of(),
                    """
                    {"resourceType":"Basic","code":{"text":"x"}}""",
                    Map.of());

    private final FhirContext r4 = FhirContext.forR4();
    private final DefaultProfileValidationSupport published =
            new DefaultProfileValidationSupport(r4);
    private String state;
    private Map<String, String> definitions;
    private Judge judge;

    /** Loads what the first question would wait for. */
    void warmUp() throws IOException {
        answer(ANY);
    }

    /**
     * The answer as JSON: {@code missing}, what else must be known to judge; and {@code issues},
     * each with {@code severity}, {@code place} and {@code text}.
     */
    byte[] answer(Question question) throws IOException {
        boolean same = question.definitions().equals(definitions) && question.state().equals(state);
        if (!same) {
            judge = null; // there is no room for two
            judge = new Judge(r4, published, question.definitions());
            definitions = question.definitions();
            state = question.state();
        }
        Judge.Verdict verdict = judge.verdict(question);
        ObjectNode answer = JSON.createObjectNode();
        verdict.missing().forEach(answer.putArray("missing")::add);
        ArrayNode issues = answer.putArray("issues");
        for (SingleValidationMessage message : verdict.messages()) {
            issues.addObject()
                    .put("severity", message.getSeverity().getCode())
                    .put("place", message.getLocationString())
                    .put("text", message.getMessage());
        }
        return JSON.writeValueAsBytes(answer);
    }
}
