package org.yunzhen.mappings.refusal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.rule.Rule;

/** Issues as a FHIR R4 OperationOutcome. */
public final class Outcome {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Outcome() {}

    /**
     * Writes the resource, one entry each in their order, texts in the given language.
     *
     * <p>{@code details.coding} holds our code and, where a rule was broken, its number; an issue
     * that a reason can override carries the extension {@link Extensions#OVERRIDABLE}.
     */
    public static ObjectNode of(List<Issue> issues, Language language) {
        ObjectNode outcome = JSON.objectNode();
        outcome.put("resourceType", "OperationOutcome");
        outcome.put("language", language.tag());
        ArrayNode array = outcome.putArray("issue");
        issues.forEach(issue -> array.add(issue(issue, language)));
        return outcome;
    }

    private static ObjectNode issue(Issue issue, Language language) {
        ObjectNode node = JSON.objectNode();
        if (issue.overridable()) {
            node.putArray("extension")
                    .addObject()
                    .put("url", Extensions.OVERRIDABLE)
                    .put("valueBoolean", true);
        }
        node.put("severity", issue.severity().code());
        node.put("code", issue.refusal().issueType().code());
        node.set("details", details(issue, language));
        if (!issue.diagnostics().isEmpty()) {
            node.put("diagnostics", issue.diagnosticsText());
        }
        if (!issue.expression().isEmpty()) {
            issue.expression().forEach(node.putArray("expression")::add);
        }
        return node;
    }

    private static ObjectNode details(Issue issue, Language language) {
        ObjectNode details = JSON.objectNode();
        ArrayNode codings = details.putArray("coding");
        codings.addObject().put("system", Refusal.SYSTEM).put("code", issue.refusal().code());
        issue.rule()
                .ifPresent(
                        rule ->
                                codings.addObject()
                                        .put("system", Rule.SYSTEM)
                                        .put("code", rule.name())
                                        .put("display", rule.title(language)));
        return details.put("text", issue.text(language));
    }
}
