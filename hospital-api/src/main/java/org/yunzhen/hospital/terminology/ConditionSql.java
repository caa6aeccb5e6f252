package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yunzhen.mappings.json.FhirJson;

/** Writes a {@link Condition} as a condition on the rows of {@code concept}. */
final class ConditionSql {
    private static final List<String> PROPERTY_TYPES = List.of("valueCode", "valueString");

    private final List<Object> values;

    /**
     * @param values of the parameters that stand before; those of the condition are added
     */
    ConditionSql(List<Object> values) {
        this.values = values;
    }

    String of(Condition condition) {
        if (condition instanceof Condition.Codes codes) {
            return "code = ANY(" + parameter(codes.codes().toArray(String[]::new)) + ")";
        }
        if (condition instanceof Condition.KindsOf kinds) {
            String below = "ancestors @> ARRAY[" + parameter(kinds.code()) + "::text]";
            return kinds.itself()
                    ? "(" + below + " OR code = " + parameter(kinds.code()) + ")"
                    : below;
        }
        if (condition instanceof Condition.ChildrenOf children) {
            return parameter(children.code()) + " = ANY(parents)";
        }
        if (condition instanceof Condition.Property property) {
            return property.values().stream()
                    .flatMap(value -> PROPERTY_TYPES.stream().map(t -> has(property, t, value)))
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }
        if (condition instanceof Condition.Has has) {
            ObjectNode named = FhirJson.object().put("code", has.name());
            return "properties @> " + json(named);
        }
        if (condition instanceof Condition.Found found) {
            return "words @@ " + parameter(Words.query(found.text())) + "::text::tsquery";
        }
        if (condition instanceof Condition.Active) {
            return "NOT inactive";
        }
        if (condition instanceof Condition.Not not) {
            return "NOT " + of(not.condition());
        }
        if (condition instanceof Condition.Or or) {
            return joined(or.any(), " OR ", "FALSE");
        }
        return joined(((Condition.And) condition).all(), " AND ", "TRUE");
    }

    private String joined(List<Condition> conditions, String by, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.stream().map(this::of).collect(Collectors.joining(by, "(", ")"));
    }

    private String has(Condition.Property property, String type, String value) {
        if (type.equals("valueCode") && (value.equals("true") || value.equals("false"))) {
            return "properties @> "
                    + json(
                            FhirJson.object()
                                    .put("code", property.name())
                                    .put("valueBoolean", value.equals("true")));
        }
        return "properties @> "
                + json(FhirJson.object().put("code", property.name()).put(type, value));
    }

    private String json(ObjectNode one) {
        return parameter(FhirJson.array().add(one).toString()) + "::text::jsonb";
    }

    private String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /** A list of values that can grow, beginning with these. */
    static List<Object> beginning(Object... values) {
        return new ArrayList<>(List.of(values));
    }
}
