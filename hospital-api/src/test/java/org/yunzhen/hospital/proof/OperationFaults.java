package org.yunzhen.hospital.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;

/** Kinds of fault in the inputs of an operation, read off what it declares. */
final class OperationFaults {
    private static final List<String> TEXTS =
            List.of("string", "code", "date", "dateTime", "time", "instant");

    private final Map<String, String> faults = new LinkedHashMap<>();
    private final String good;

    private OperationFaults(String good) {
        this.good = good;
    }

    /**
     * By kind the bodies that hold it.
     *
     * @param good a body without fault
     */
    static Map<String, String> of(Operation operation, String good) {
        OperationFaults of = new OperationFaults(good);
        of.undeclared();
        operation.parameters().stream()
                .filter(parameter -> parameter.use().equals("in"))
                .forEach(of::parameter);
        return of.faults;
    }

    /** A body in which an input refers to something else. */
    static String with(String good, String name, String target) {
        OperationFaults of = new OperationFaults(good);
        return plus(
                of.without(name),
                "{\"name\":\"%s\",\"valueReference\":{\"reference\":\"%s\"}}"
                        .formatted(name, target));
    }

    private void undeclared() {
        with("undeclared input", "{\"name\":\"nonsense\",\"valueString\":\"x\"}");
        with("nameless input", "{\"valueString\":\"x\"}");
        with("empty input", "{}");
        with("null input", "null");
        with("text for an input", "\"x\"");
        with("numeric name", "{\"name\":1,\"valueString\":\"x\"}");
        with("element beside the inputs", "{\"name\":\"nonsense\"}],\"nonsense\":[1");
        faults.put("no list of inputs", "{\"resourceType\":\"Parameters\",\"parameter\":{}}");
        faults.put("empty list of inputs", "{\"resourceType\":\"Parameters\",\"parameter\":[]}");
        faults.put("another resource", Records.of("Basic", "nobody"));
    }

    private void parameter(Operation.Parameter parameter) {
        String name = parameter.name();
        if (parameter.min() > 0) {
            faults.put("without " + name, without(name));
        }
        if (parameter.max().equals("1")) {
            String one = given(name);
            if (one != null) {
                with("twice " + name, one);
            }
        }
        value(name, "of no content", "");
        value(name, "of parts", "\"part\":[{\"name\":\"nonsense\",\"valueString\":\"x\"}]");
        value(name, "of another type", "\"valueUnsignedInt\":1");
        value(name, "of two types", "\"valueString\":\"x\",\"valueCode\":\"x\"");
        value(name, "of another resource", "\"resource\":" + Records.of("Basic", "nobody"));
        value(name, "of null", "\"valueString\":null");
        value(name, "of a huge number", "\"valueDecimal\":1e400000");
        value(name, "with a lone surrogate", "\"valueString\":\"\\ud800\"");
        value(name, "with NUL", "\"valueString\":\"a\\u0000b\"");
        for (String type : parameter.types()) {
            ofType(name, type);
        }
        for (Operation.Parameter part : parameter.parts()) {
            value(name, "without part " + part.name(), "\"part\":[]");
            value(
                    name,
                    "with part " + part.name() + " of another type",
                    "\"part\":[{\"name\":\"" + part.name() + "\",\"valueUrl\":\"http://x\"}]");
        }
    }

    private void ofType(String name, String type) {
        if (TEXTS.contains(type)) {
            String property = "\"value" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            value(name, "of a number", property + "\":5");
            value(name, "of an empty text", property + "\":\"\"");
            value(name, "over length", property + "\":\"" + "x".repeat(5000) + "\"");
            value(name, "over all length", property + "\":\"" + "x".repeat(1_100_000) + "\"");
            value(name, "with a surrogate alone", property + "\":\"x\\udc00\"");
        }
        if (List.of("date", "dateTime", "time", "instant").contains(type)) {
            String property = "\"value" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            value(name, "of no such moment", property + "\":\"2026-02-30\"");
            value(name, "out of the calendar", property + "\":\"99:99:99\"");
        }
        if (List.of("integer", "positiveInt").contains(type)) {
            String property = type.equals("integer") ? "\"valueInteger" : "\"valuePositiveInt";
            for (String bound : List.of("-1", "99999999999", "1.5", "\"1\"", "1e400000")) {
                value(name, "of " + bound, property + "\":" + bound);
            }
        }
        if (type.equals("boolean")) {
            value(name, "of a word", "\"valueBoolean\":\"true\"");
            value(name, "of a number", "\"valueBoolean\":1");
        }
        if (type.equals("Reference")) {
            for (String target :
                    List.of("Nonsense/1", "Basic/1", "Patient/a_b", "http://x/y", "", "#x")) {
                value(
                        name,
                        "to " + target,
                        "\"valueReference\":{\"reference\":\"" + target + "\"}");
            }
            value(name, "to nothing", "\"valueReference\":{\"display\":\"x\"}");
            value(name, "of a text", "\"valueReference\":\"Patient/1\"");
        }
        if (Definitions.r4().isResourceType(type)) {
            value(name, "of no resource", "\"resource\":{}");
            value(
                    name,
                    "of a resource without form",
                    "\"resource\":{\"resourceType\":\"" + type + "\",\"nonsense\":1}");
        }
    }

    /** The good body with one input given otherwise. */
    private void value(String name, String kind, String content) {
        String input =
                "{\"name\":\"" + name + "\"" + (content.isEmpty() ? "" : "," + content) + "}";
        faults.put(name + " " + kind, plus(without(name), input));
    }

    private void with(String kind, String input) {
        faults.put(kind, plus(good, input));
    }

    private static String plus(String body, String input) {
        return body.contains("\"parameter\":[")
                ? body.replaceFirst("]\\}$", Matcher.quoteReplacement("," + input + "]}"))
                : "{\"resourceType\":\"Parameters\",\"parameter\":[" + input + "]}";
    }

    private String given(String name) {
        for (JsonNode parameter : parsed().path("parameter")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.toString();
            }
        }
        return null;
    }

    private String without(String name) {
        ObjectNode body = parsed();
        ArrayNode kept = FhirJson.array();
        for (JsonNode parameter : body.path("parameter")) {
            if (!parameter.path("name").asText().equals(name)) {
                kept.add(parameter);
            }
        }
        body.remove("parameter");
        if (!kept.isEmpty()) {
            body.set("parameter", kept);
        }
        return body.toString();
    }

    private ObjectNode parsed() {
        return (ObjectNode) FhirJson.parse(good.getBytes(StandardCharsets.UTF_8));
    }
}
