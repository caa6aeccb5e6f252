package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.definition.SearchPath;

/** Codes and identifiers in one component, as SQL/JSON. */
final class PartTokens {
    private static final String NEVER = " ? (1 == 0)";

    private PartTokens() {}

    /** What the values of a path must be, behind it. */
    static String test(SearchPath path, int at, String value, ObjectNode variables) {
        return switch (path.type()) {
            case "CodeableConcept" -> ".\"coding\"" + coded(at, value, "code", variables);
            case "Coding" -> coded(at, value, "code", variables);
            case "Identifier" -> coded(at, value, "value", variables);
            case "ContactPoint" -> ".\"value\"" + bare(path, at, value, variables);
            default -> bare(path, at, value, variables);
        };
    }

    private static String coded(int at, String value, String property, ObjectNode variables) {
        int bar = Escapes.indexOf(value, '|');
        String code = "@.\"" + property + "\" == " + code(at, value, variables);
        if (bar < 0) {
            return " ? (" + code + ")";
        }
        if (bar == 0) {
            return " ? (" + code + " && !exists(@.\"system\"))";
        }
        variables.put("s" + at, Escapes.plain(value.substring(0, bar)));
        String system = "@.\"system\" == $s" + at;
        return " ? (" + (bar == value.length() - 1 ? system : code + " && " + system) + ")";
    }

    /** The system of a bare code is said by its definition, if at all. */
    private static String bare(SearchPath path, int at, String value, ObjectNode variables) {
        int bar = Escapes.indexOf(value, '|');
        String system = path.codeSystem() == null ? "" : path.codeSystem();
        if (bar >= 0 && !system.equals(Escapes.plain(value.substring(0, bar)))) {
            return NEVER;
        }
        if (bar >= 0 && bar == value.length() - 1) {
            return "";
        }
        String code = code(at, value, variables);
        return path.type().equals("boolean")
                ? " ? (@ == true && %1$s == \"true\" || @ == false && %1$s == \"false\")"
                        .formatted(code)
                : " ? (@ == " + code + ")";
    }

    private static String code(int at, String value, ObjectNode variables) {
        int bar = Escapes.indexOf(value, '|');
        variables.put("c" + at, Escapes.plain(value.substring(bar + 1)));
        return "$c" + at;
    }
}
