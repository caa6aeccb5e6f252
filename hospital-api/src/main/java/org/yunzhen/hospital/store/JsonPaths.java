package org.yunzhen.hospital.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.definition.SearchPath.Step;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Paths of search parameters in the language of SQL/JSON, lax, so that arrays are walked through.
 * They are made of definitions alone, R4's and a tenant's; what a caller gives is a variable of
 * them.
 */
public final class JsonPaths {
    private JsonPaths() {}

    /** To whatever a parameter finds. */
    public static List<String> to(SearchParam param) {
        return param.paths().stream().map(path -> to("$", path)).toList();
    }

    /** To the literal references and the canonicals of a parameter. */
    public static List<String> references(SearchParam param) {
        return Stream.concat(
                        param.paths().stream()
                                .filter(path -> path.type().equals("Reference"))
                                .map(path -> to("$", path) + ".\"reference\""),
                        canonicals(param).stream())
                .toList();
    }

    /** To the canonicals of a reference parameter, each by itself where there is a list of them. */
    public static List<String> canonicals(SearchParam param) {
        return param.paths().stream()
                .filter(path -> isCanonical(path.type()))
                .map(path -> to("$", path) + "[*]")
                .toList();
    }

    /**
     * Whether what a reference parameter finds in such an element is the address of a definition.
     */
    public static boolean isCanonical(String type) {
        return type.equals("canonical") || type.equals("uri");
    }

    /** To the texts by which the values of a token, reference or uri are ordered. */
    public static List<String> order(SearchParam param) {
        return param.paths().stream().map(path -> to("$", path) + leaf(path.type())).toList();
    }

    private static String leaf(String type) {
        return switch (type) {
            case "Coding" -> ".\"code\"";
            case "CodeableConcept" -> ".\"coding\".\"code\"";
            case "Identifier", "ContactPoint" -> ".\"value\"";
            case "Reference" -> ".\"reference\"";
            default -> "";
        };
    }

    /** From somewhere, such as {@code $} or {@code @}, along a compiled path. */
    public static String to(String from, SearchPath path) {
        StringBuilder text = new StringBuilder(from);
        for (Step step : path.steps()) {
            text.append(".\"").append(step.property()).append('"');
            if (step.item() >= 0) {
                text.append('[').append(step.item()).append(']');
            }
            if (step.whereProperty() != null) {
                text.append(" ? (@.\"").append(step.whereProperty()).append("\" == ");
                text.append(quoted(step.whereValue())).append(')');
            }
        }
        return text.toString();
    }

    /** A text of the language, which is written as in JSON: some are of a tenant's own making. */
    private static String quoted(String text) {
        return new String(FhirJson.write(FhirJson.text(text)), StandardCharsets.UTF_8);
    }
}
