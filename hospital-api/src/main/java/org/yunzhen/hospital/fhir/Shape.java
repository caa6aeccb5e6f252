package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Said;
import org.yunzhen.mappings.validate.Fault;
import org.yunzhen.mappings.validate.FaultKind;
import org.yunzhen.mappings.validate.StructureValidator;

/** Whether a document has the form that R4 gives its type. */
@ApplicationScoped
public class Shape {
    private static final Pattern INPUT =
            Pattern.compile("Parameters\\.parameter\\[[0-9]+](?:\\.part\\[[0-9]+])*");

    private final StructureValidator validator = new StructureValidator(Definitions.r4());

    /**
     * @throws RefusedException 422 with one issue per fault, each with its expression
     */
    public void check(JsonNode document) {
        List<Issue> faults = faults(document);
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }

    /** One issue per fault, each with its expression; empty when it has the form. */
    List<Issue> faults(JsonNode document) {
        return validator.validate(document).stream().map(Shape::issue).toList();
    }

    /**
     * The same of the inputs of an operation, but for R4's rule that each has exactly one value:
     * what an input lacks, its declaration says better.
     */
    List<Issue> faultsOfInputs(JsonNode parameters) {
        return validator.validate(parameters).stream()
                .filter(fault -> !isRuleOfInput(fault))
                .map(Shape::issue)
                .toList();
    }

    private static boolean isRuleOfInput(Fault fault) {
        return fault.kind() == FaultKind.BROKEN_RULE && INPUT.matcher(fault.expression()).matches();
    }

    private static Issue issue(Fault fault) {
        return Issue.saying(refusal(fault.kind()), new Said(fault.zh(), fault.en()))
                .at(fault.expression());
    }

    private static Refusal refusal(FaultKind kind) {
        return switch (kind) {
            case NOT_A_RESOURCE, UNKNOWN_TYPE, TOO_MANY_FAULTS, TOO_COSTLY ->
                    Refusal.INVALID_STRUCTURE;
            case UNKNOWN_ELEMENT -> Refusal.UNKNOWN_ELEMENT;
            case WRONG_JSON_TYPE, NOT_AN_ARRAY, NULL_VALUE -> Refusal.WRONG_TYPE;
            case REPEATED, SEVERAL_CHOICES -> Refusal.TOO_MANY_VALUES;
            case EMPTY -> Refusal.EMPTY_ELEMENT;
            case MISSING_ELEMENT -> Refusal.ELEMENT_MISSING;
            case BAD_FORMAT, OUT_OF_RANGE, UNSAFE_NARRATIVE -> Refusal.INVALID_FORMAT;
            case TOO_LONG -> Refusal.TOO_LONG_VALUE;
            case UNKNOWN_CODE, MISSING_CODE -> Refusal.CODE_NOT_ALLOWED;
            case WRONG_TARGET -> Refusal.REFERENCE_TYPE;
            case WRONG_CHECK -> Refusal.IDENTIFIER_INVALID;
            case BROKEN_RULE -> Refusal.INVARIANT_BROKEN;
        };
    }
}
