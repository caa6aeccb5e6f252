package org.yunzhen.hospital.fhir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yunzhen.mappings.definition.Definitions;

/**
 * A body as an app could send it, made from what an operation declares: what must be given, or the
 * first input where nothing must.
 */
final class OpenApiExamples {
    private static final String RESOURCE_TYPE = "resourceType";
    private static final String TAGS = "https://example.org/tags";
    private static final String DIAGNOSES = "urn:oid:2.16.156.10011.2.3.3.11";

    /** What a reference is to where its name does not say so. */
    private static final Map<String, String> TARGETS =
            Map.of(
                    "quote", "ClaimResponse",
                    "subject", "Appointment",
                    "evidence", "DocumentReference",
                    "department", "HealthcareService");

    /**
     * The codes and addresses that a documentation names stand first in it: {@code receive, approve
     * …}.
     */
    private static final Pattern FIRST_CODE = Pattern.compile("[a-z][a-z0-9-]*");

    private OpenApiExamples() {}

    /** {@code Parameters} as a tree of maps and lists. */
    static Map<String, Object> of(List<Operation.Parameter> declared) {
        List<Operation.Parameter> needed =
                declared.stream().filter(OpenApiExamples::isNeeded).toList();
        List<Operation.Parameter> given =
                needed.isEmpty() ? declared.stream().limit(1).toList() : needed;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(RESOURCE_TYPE, "Parameters");
        if (!given.isEmpty()) {
            body.put("parameter", written(given));
        }
        return body;
    }

    /** Of two of which one must be given, the first says {@code or else} and names the other. */
    private static boolean isNeeded(Operation.Parameter parameter) {
        return parameter.min() > 0 || parameter.documentation().contains("or else ");
    }

    private static List<Map<String, Object>> written(List<Operation.Parameter> given) {
        return given.stream().map(OpenApiExamples::written).toList();
    }

    private static Map<String, Object> written(Operation.Parameter parameter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", parameter.name());
        if (!parameter.parts().isEmpty()) {
            one.put("part", written(parameter.parts()));
            return one;
        }
        String type = parameter.types().get(0);
        if (Definitions.r4().isResourceType(type)) {
            one.put("resource", Map.of(RESOURCE_TYPE, type));
        } else {
            String kind = Character.toUpperCase(type.charAt(0)) + type.substring(1);
            one.put("value" + kind, value(type, parameter));
        }
        return one;
    }

    private static Object value(String type, Operation.Parameter parameter) {
        return switch (type) {
            case "boolean" -> true;
            case "integer", "positiveInt" -> 30;
            case "date" -> "2026-12-01";
            case "time" -> "09:00:00";
            case "dateTime", "instant" -> "2026-12-01T09:00:00+08:00";
            case "code" -> code(parameter.documentation());
            case "uri" -> parameter.documentation().split(": ", 2)[0];
            case "Reference" -> Map.of("reference", target(parameter.name()));
            case "Coding" -> Map.of("system", DIAGNOSES, "code", "I10");
            case "Meta" -> Map.of("tag", List.of(Map.of("system", TAGS, "code", "reviewed")));
            case "Money" -> Map.of("value", 25, "currency", "CNY");
            default -> parameter.documentation();
        };
    }

    private static String code(String documentation) {
        Matcher first = FIRST_CODE.matcher(documentation);
        return first.find() ? first.group() : "code";
    }

    private static String target(String name) {
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return TARGETS.getOrDefault(name, type) + "/1";
    }
}
