package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.refusal.Outcome;

/** {@code Prefer: return=…} (R4 section 3.1.0.1.7): what a write shows of what it wrote. */
final class ReturnPreference {
    private static final String MINIMAL = "minimal";
    private static final String REPRESENTATION = "representation";
    private static final String OUTCOME = "OperationOutcome";

    private ReturnPreference() {}

    /** The answer as the caller prefers it; what only reads is shown always. */
    static Answer applied(Call call, Answer answer) {
        boolean shows =
                switch (call.kind()) {
                    case CREATE, UPDATE, PATCH -> answer.body() != null;
                    case OPERATION -> answer.stored() != null;
                    default -> false;
                };
        String prefer = call.conditions().prefer();
        if (!shows || prefer == null) {
            return answer;
        }
        return switch (prefer) {
            case MINIMAL -> answer.minimal();
            case OUTCOME -> answer.withBody(Answer.document(0, outcome(call)).body());
            default -> answer;
        };
    }

    /** Whether the entries of a transaction or batch are to show what they wrote. */
    static boolean isRepresentation(Call call) {
        return REPRESENTATION.equals(call.conditions().prefer());
    }

    /** Whether the entries of a transaction or batch are to tell that all went well. */
    static boolean isOutcome(Call call) {
        return OUTCOME.equals(call.conditions().prefer());
    }

    /** That all went well, and what the caller should know beside. */
    static ObjectNode outcome(Call call) {
        Language language = call.language();
        ObjectNode outcome = Outcome.of(call.trace().warnings(), language);
        ObjectNode issue = outcome.withArrayProperty("issue").addObject();
        issue.put("severity", "information").put("code", "informational");
        issue.putObject("details").put("text", language == Language.ZH ? "已保存" : "Stored");
        return outcome;
    }
}
