package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.mappings.rule.Rule;

/**
 * What a doctor sent to {@code $prescribe}.
 *
 * @param reasons by rule, why the doctor insists
 * @param validityDays days from now
 * @param accompaniedBy id of the physician who is with a child under six, or null
 * @param pregnancy what was said, {@code UNKNOWN} if nothing
 * @param gestationalWeeks 0 when not said
 */
record PrescribingWish(
        String encounter,
        List<DraftLine> lines,
        Map<Rule, String> reasons,
        int validityDays,
        boolean guardianPresent,
        String accompaniedBy,
        Pregnancy pregnancy,
        int gestationalWeeks) {
    private static final int LINES_MAX = 50;
    private static final int VALIDITY_DAYS = 3;
    private static final int WEEKS_MAX = 45;
    private static final int REASON_CHARACTERS_MAX = 500;

    /** Reads the inputs. */
    static PrescribingWish from(Call call) {
        Inputs inputs = Inputs.of(call);
        List<ObjectNode> requests = inputs.resources("medicationRequest", "MedicationRequest");
        if (requests.size() > LINES_MAX) {
            throw Inputs.invalid("medicationRequest");
        }
        String encounter = inputs.requiredReference("encounter", "Encounter");
        List<DraftLine> lines = new ArrayList<>();
        for (ObjectNode request : requests) {
            lines.add(DraftLine.of(lines.size() + 1, request));
        }
        return new PrescribingWish(
                encounter,
                List.copyOf(lines),
                reasons(inputs),
                whole(inputs, "validityDays", VALIDITY_DAYS, Integer.MAX_VALUE),
                inputs.flag("guardianPresent"),
                inputs.reference("accompaniedBy", "Practitioner").orElse(null),
                pregnancy(inputs),
                whole(inputs, "gestationalWeeks", 0, WEEKS_MAX));
    }

    private static Pregnancy pregnancy(Inputs inputs) {
        return inputs.text("pregnancyStatus")
                .map(
                        code ->
                                Pregnancy.of(code)
                                        .orElseThrow(() -> Inputs.invalid("pregnancyStatus")))
                .orElse(Pregnancy.UNKNOWN);
    }

    private static int whole(Inputs inputs, String name, int unsaid, int most) {
        JsonNode value = inputs.value(name).orElse(null);
        if (value == null) {
            return unsaid;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            throw Inputs.invalid(name);
        }
        return value.intValue();
    }

    private static Map<Rule, String> reasons(Inputs inputs) {
        Map<Rule, String> reasons = new EnumMap<>(Rule.class);
        for (JsonNode override : inputs.named("override")) {
            String reason = part(override, "reason").strip();
            if (reason.isEmpty() || reason.length() > REASON_CHARACTERS_MAX) {
                throw Inputs.invalid("override");
            }
            reasons.put(rule(part(override, "rule")), reason);
        }
        return reasons;
    }

    private static Rule rule(String code) {
        for (Rule rule : Rule.values()) {
            if (rule.name().equals(code)) {
                return rule;
            }
        }
        throw Inputs.invalid("override");
    }

    private static String part(JsonNode parameter, String name) {
        for (JsonNode part : parameter.path("part")) {
            if (name.equals(part.path("name").textValue())) {
                return Inputs.value(part).asText("");
            }
        }
        throw Inputs.invalid("override");
    }
}
