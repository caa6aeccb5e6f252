package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.RowValues;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Component;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What one component of a document must have for a composite parameter to find it, in the language
 * of SQL/JSON. Numbers and quantities are compared by the index, which knows their units: the
 * component must hold a value that stands in a row of the index which passed.
 */
final class OneComponent {
    private static final Map<Kind, Set<String>> COMPARED =
            Map.of(
                    Kind.TOKEN,
                    Set.of("CodeableConcept", "Coding", "Identifier", "code", "string", "boolean"),
                    Kind.REFERENCE,
                    Set.of("Reference"),
                    Kind.NUMBER,
                    Set.of("integer", "positiveInt", "unsignedInt", "decimal"),
                    Kind.QUANTITY,
                    Set.of("Quantity", "Age", "Duration", "Money", "Count", "Distance", "Range"));

    private static final String NEVER = "1 == 0";

    private final ObjectNode variables = FhirJson.object();
    private final List<RowValues> rows = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();

    /** Whether values of a type can be compared where they stand in a component. */
    static boolean canCompare(Kind kind, String type) {
        return COMPARED.getOrDefault(kind, Set.of()).contains(type);
    }

    /**
     * Adds a condition.
     *
     * @param param whose values the part has
     * @param value as it was asked for
     * @param criterion what the index is asked for it
     */
    void has(Component component, SearchParam param, String value, Criterion criterion) {
        int at = conditions.size();
        if (criterion instanceof Criterion.AnyAmount amount) {
            rows.add(new RowValues(at, amount));
        }
        conditions.add(
                component.paths().stream()
                        .filter(path -> canCompare(param.kind(), path.type()))
                        .distinct()
                        .map(
                                path ->
                                        "exists("
                                                + JsonPaths.to("@", path)
                                                + test(path.type(), at, param, value)
                                                + ")")
                        .reduce((one, other) -> one + " || " + other)
                        .map(any -> "(" + any + ")")
                        .orElse(NEVER));
    }

    /** Somewhere among these there is one that has everything that was added. */
    Criterion among(List<SearchPath> roots) {
        String every = " ? (" + String.join(" && ", conditions) + ")";
        return new Criterion.InDocument(
                roots.stream().map(root -> JsonPaths.to("$", root) + every).toList(),
                new String(FhirJson.write(variables), StandardCharsets.UTF_8),
                true,
                rows);
    }

    private String test(String type, int at, SearchParam param, String value) {
        return switch (type) {
            case "CodeableConcept" -> ".\"coding\" ? (" + token(at, value, "code") + ")";
            case "Coding" -> " ? (" + token(at, value, "code") + ")";
            case "Identifier" -> " ? (" + token(at, value, "value") + ")";
            case "Reference" -> ".\"reference\" ? (" + reference(at, param, value) + ")";
            case "boolean" -> " ? (" + truth(variable("c" + at, code(value))) + ")";
            case "code", "string" -> " ? (@ == " + variable("c" + at, code(value)) + ")";
            case "Range" -> range(at);
            case "Money" -> quantity(at, same(at, "currency", RowValues.CODE));
            default ->
                    param.kind() == Kind.NUMBER
                            ? " ? (@ == $" + RowValues.LOW + at + ")"
                            : quantity(at, unit(at));
        };
    }

    private static String quantity(int at, String unit) {
        return " ? (@.\"value\" == $" + RowValues.LOW + at + " && " + unit + ")";
    }

    private static String unit(int at) {
        return String.join(
                " && ",
                same(at, "system", RowValues.SYSTEM),
                same(at, "code", RowValues.CODE),
                same(at, "unit", RowValues.UNIT));
    }

    private static String same(int at, String property, String variable) {
        String of = "$" + variable + at;
        String said = "@.\"" + property + "\"";
        return "(" + said + " == " + of + " || " + of + " == null && !exists(" + said + "))";
    }

    private static String range(int at) {
        String unit = "$" + RowValues.CODE + at;
        return " ? ("
                + bound("low", "$" + RowValues.LOW + at)
                + " && "
                + bound("high", "$" + RowValues.HIGH + at)
                + " && (@.*.\"code\" == "
                + unit
                + " || "
                + unit
                + " == null))";
    }

    /** What is open at one end has no such bound. */
    private static String bound(String end, String variable) {
        String value = "@.\"" + end + "\".\"value\"";
        return "(" + value + " == " + variable + " || !exists(" + value + "))";
    }

    private static String truth(String said) {
        return "@ == true && %1$s == \"true\" || @ == false && %1$s == \"false\"".formatted(said);
    }

    private static String code(String value) {
        return value.substring(Escapes.indexOf(value, '|') + 1);
    }

    private String token(int at, String value, String property) {
        int bar = Escapes.indexOf(value, '|');
        String named = variable("c" + at, code(value));
        String code = "@.\"" + property + "\" == " + named;
        if (bar < 0) {
            return code;
        }
        if (bar == 0) {
            return code + " && !exists(@.\"system\")";
        }
        String system = "@.\"system\" == " + variable("s" + at, value.substring(0, bar));
        return bar == value.length() - 1 ? system : code + " && " + system;
    }

    /** An id alone may be of any type that the parameter points at; whatever the version. */
    private String reference(int at, SearchParam param, String value) {
        boolean whole = value.contains("/") || value.contains(":");
        Stream<String> named =
                whole ? Stream.of(value) : param.targets().stream().map(type -> type + "/" + value);
        return named.map(one -> reference("r" + at + "of" + variables.size(), one))
                .collect(Collectors.joining(" || "));
    }

    private String reference(String name, String value) {
        String version = variable(name + "v", value + "/_history/");
        return "@ == " + variable(name, value) + " || @ starts with " + version;
    }

    private String variable(String name, String escaped) {
        variables.put(name, Escapes.plain(escaped));
        return "$" + name;
    }
}
