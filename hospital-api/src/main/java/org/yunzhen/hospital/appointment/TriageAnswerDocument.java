package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.code.TriageOutcome;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.triage.TriageAnswer;
import org.yunzhen.mappings.triage.Wording;

/** An answer of triage as Parameters, in the caller's language. */
final class TriageAnswerDocument {
    private final Language language;
    private final ObjectNode tree = FhirJson.object().put("resourceType", "Parameters");
    private final ArrayNode parameters = tree.putArray("parameter");

    TriageAnswerDocument(Language language) {
        this.language = language;
    }

    ObjectNode of(TriageAnswer answer) {
        if (answer instanceof TriageAnswer.Emergency emergency) {
            emergency(emergency);
        } else if (answer instanceof TriageAnswer.Departments departments) {
            departments(departments);
        } else if (answer instanceof TriageAnswer.Unclear unclear) {
            unclear(unclear);
        }
        text(parameters, "rulesVersion", answer.rulesVersion());
        return tree;
    }

    private void emergency(TriageAnswer.Emergency emergency) {
        code(parameters, "outcome", TriageOutcome.RED_FLAG.code());
        text(parameters, "advice", said(emergency.advice()));
        code(parameters, "rule", emergency.rule());
        for (TriageAnswer.RedFlagFound flag : emergency.redFlags()) {
            ArrayNode parts = parts("redFlag");
            code(parts, "rule", flag.redFlagId());
            text(parts, "name", said(flag.name()));
            text(parts, "advice", said(flag.advice()));
            matched(parts, flag.matched());
        }
    }

    private void departments(TriageAnswer.Departments departments) {
        code(parameters, "outcome", TriageOutcome.DEPARTMENT.code());
        text(parameters, "advice", said(departments.safetyNet()));
        for (TriageAnswer.Suggestion suggestion : departments.suggestions()) {
            ArrayNode parts =
                    department(
                            suggestion.departmentId(),
                            suggestion.ruleId(),
                            said(suggestion.reason()));
            matched(parts, suggestion.matched());
        }
    }

    private void unclear(TriageAnswer.Unclear unclear) {
        code(parameters, "outcome", TriageOutcome.UNCLEAR.code());
        text(parameters, "advice", said(unclear.advice()));
        text(parameters, "question", said(unclear.question()));
        department(unclear.defaultDepartmentId(), unclear.ruleId(), said(unclear.advice()));
    }

    private ArrayNode department(String id, String rule, String reason) {
        ArrayNode parts = parts("department");
        parts.addObject()
                .put("name", "reference")
                .putObject("valueReference")
                .put("reference", "HealthcareService/" + id);
        code(parts, "rule", rule);
        text(parts, "reason", reason);
        return parts;
    }

    private ArrayNode parts(String name) {
        return parameters.addObject().put("name", name).putArray("part");
    }

    private String said(Wording wording) {
        return language.pick(wording.zh(), wording.en());
    }

    private static void matched(ArrayNode parts, List<String> words) {
        words.forEach(word -> text(parts, "matched", word));
    }

    private static void code(ArrayNode list, String name, String code) {
        list.addObject().put("name", name).put("valueCode", code);
    }

    private static void text(ArrayNode list, String name, String text) {
        list.addObject().put("name", name).put("valueString", text);
    }
}
