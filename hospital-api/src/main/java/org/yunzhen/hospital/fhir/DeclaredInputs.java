package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Holds what was given to an operation against what it declares: one issue for each parameter that
 * is not declared, repeated, missing or of another type. Whatever way the inputs came, the
 * operation then finds them in one {@code Parameters} resource.
 */
final class DeclaredInputs {
    private static final Set<String> CONTROLS = Set.of("_format", "_pretty");
    private static final Set<String> FLAGS = Set.of("true", "false");
    private static final String PARAMETERS = "Parameters";
    private static final int ISSUES_MAX = 500;
    private static final int NAME_SHOWN = 60;

    private final Call call;
    private final Operation operation;
    private final List<Issue> issues = new ArrayList<>();

    private DeclaredInputs(Call call, Operation operation) {
        this.call = call;
        this.operation = operation;
    }

    /**
     * The same call with all its inputs in the body.
     *
     * @throws RefusedException 4xx with one issue per fault, each with its expression
     */
    static Call checked(Call call, Operation operation, Shape shape, OwnReferences own) {
        return new DeclaredInputs(call, operation).checked(shape, own);
    }

    private Call checked(Shape shape, OwnReferences own) {
        ObjectNode inputs = parameters();
        issues.addAll(shape.faultsOfInputs(withoutWhatIsAskedAbout(inputs)));
        ArrayNode given = FhirJson.array();
        List<String> places = new ArrayList<>();
        for (JsonNode parameter : inputs.path("parameter")) {
            places.add(PARAMETERS + ".parameter[" + given.size() + "]");
            given.add(parameter);
        }
        fromQuery(given, places);
        compare(given, places, declared(operation.parameters()), PARAMETERS + ".parameter");
        if (!issues.isEmpty()) {
            throw new RefusedException(issues);
        }
        inputs.set("parameter", given);
        if (!asksAboutResource()) {
            own.shorten(call.site(), inputs);
        }
        return call.withInputs(controls(), inputs);
    }

    /** An operation that takes any resource asks about it: its faults are for the answer. */
    private ObjectNode withoutWhatIsAskedAbout(ObjectNode inputs) {
        if (!asksAboutResource()) {
            return inputs;
        }
        ObjectNode others = inputs.deepCopy();
        for (Operation.Parameter parameter : declared(operation.parameters())) {
            if (!parameter.types().contains(Operation.ANY_TYPE)) {
                continue;
            }
            for (JsonNode given : others.path("parameter")) {
                if (parameter.name().equals(given.path("name").textValue())) {
                    ((ObjectNode) given).remove("resource");
                }
            }
        }
        return others;
    }

    private boolean asksAboutResource() {
        return declared(operation.parameters()).stream()
                .anyMatch(parameter -> parameter.types().contains(Operation.ANY_TYPE));
    }

    /** The body as Parameters: a resource alone stands for the one parameter of its type. */
    private ObjectNode parameters() {
        ObjectNode inputs = FhirJson.object().put("resourceType", PARAMETERS);
        if (call.body() == null) {
            return inputs;
        }
        String type = call.body().path("resourceType").asText("");
        if (PARAMETERS.equals(type)) {
            return call.resource().deepCopy();
        }
        Operation.Parameter only =
                declared(operation.parameters()).stream()
                        .filter(parameter -> takes(parameter, type))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new RefusedException(Refusal.TYPE_MISMATCH, PARAMETERS)
                                                .at(PARAMETERS));
        ObjectNode parameter = inputs.putArray("parameter").addObject();
        parameter.put("name", only.name()).set("resource", call.body().deepCopy());
        return inputs;
    }

    private static boolean takes(Operation.Parameter parameter, String type) {
        return parameter.types().contains(type)
                || (parameter.types().contains(Operation.ANY_TYPE) && isResource(type));
    }

    /** What changes something takes its inputs, which may be secrets, from the body alone. */
    private void fromQuery(ArrayNode given, List<String> places) {
        for (Map.Entry<String, String> entry : call.query()) {
            if (CONTROLS.contains(entry.getKey())) {
                continue;
            }
            String place = "http." + shown(entry.getKey());
            Optional<Operation.Parameter> declared =
                    declared(operation.parameters()).stream()
                            .filter(parameter -> parameter.name().equals(entry.getKey()))
                            .filter(Operation.Parameter::isPrimitive)
                            .filter(parameter -> !operation.changes())
                            .findFirst();
            if (declared.isEmpty()) {
                add(Issue.of(Refusal.UNKNOWN_PARAMETER, shown(entry.getKey())).at(place));
            } else {
                String type = declared.get().types().get(0);
                places.add(place);
                given.addObject()
                        .put("name", entry.getKey())
                        .set(property(type), value(type, entry.getValue()));
            }
        }
    }

    /** A value of a query in the JSON type of its FHIR type; a text where it has no such form. */
    private static JsonNode value(String type, String text) {
        boolean number =
                (type.equals("integer") || type.equals("positiveInt"))
                        && text.matches("-?[0-9]{1,9}");
        if (number) {
            return IntNode.valueOf(Integer.parseInt(text));
        }
        boolean flag = type.equals("boolean") && FLAGS.contains(text);
        return flag ? BooleanNode.valueOf(Boolean.parseBoolean(text)) : FhirJson.text(text);
    }

    private void compare(
            JsonNode given, List<String> places, List<Operation.Parameter> declared, String list) {
        Map<String, Integer> times = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i).path("name").asText("");
            int time = times.merge(name, 1, Integer::sum);
            Optional<Operation.Parameter> found =
                    declared.stream()
                            .filter(parameter -> parameter.name().equals(name))
                            .findFirst();
            if (found.isEmpty()) {
                add(Issue.of(Refusal.UNKNOWN_PARAMETER, shown(name)).at(places.get(i)));
            } else if (time > 1 && !found.get().repeats()) {
                add(Issue.of(Refusal.REPEATED_PARAMETER, name).at(places.get(i)));
            } else {
                content(given.get(i), found.get(), places.get(i));
            }
        }
        for (Operation.Parameter parameter : declared) {
            if (parameter.min() > 0 && !times.containsKey(parameter.name())) {
                add(
                        Issue.of(Refusal.MISSING_PARAMETER, parameter.name())
                                .at(list + ".where(name='" + parameter.name() + "')"));
            }
        }
    }

    private void content(JsonNode given, Operation.Parameter declared, String place) {
        String wanted =
                declared.parts().isEmpty()
                        ? declared.types().stream()
                                .filter(type -> isGiven(given, type))
                                .map(DeclaredInputs::property)
                                .findFirst()
                                .orElse("")
                        : "part";
        boolean tooLong = given.path(wanted).asText("").length() > Inputs.TEXT_CHARACTERS_MAX;
        if (!given.has(wanted) || hasOthers(given, wanted) || tooLong) {
            add(Issue.of(Refusal.INVALID_PARAMETER, declared.name()).at(place));
            return;
        }
        if (!declared.parts().isEmpty()) {
            JsonNode parts = given.path(wanted);
            List<String> places = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                places.add(place + ".part[" + i + "]");
            }
            compare(parts, places, declared.parts(), place + ".part");
        }
    }

    private static boolean isGiven(JsonNode given, String type) {
        JsonNode content = given.path(property(type));
        boolean ofType =
                type.equals(Operation.ANY_TYPE)
                        ? content.isObject()
                        : !isResource(type)
                                || type.equals(content.path("resourceType").textValue());
        boolean ofForm =
                switch (type) {
                    case "integer", "positiveInt" -> content.isNumber();
                    case "boolean" -> content.isBoolean();
                    default -> !content.isMissingNode();
                };
        return ofType && ofForm;
    }

    private static boolean hasOthers(JsonNode given, String wanted) {
        return given.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(wanted) && !name.equals("_" + wanted))
                .anyMatch(
                        name ->
                                name.matches("_?value.*")
                                        || name.equals("resource")
                                        || name.equals("part"));
    }

    /** The property of Parameters.parameter that holds a type. */
    private static String property(String type) {
        return isResource(type)
                ? "resource"
                : "value" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    private static boolean isResource(String type) {
        return type.equals(Operation.ANY_TYPE) || Definitions.r4().isResourceType(type);
    }

    private static List<Operation.Parameter> declared(List<Operation.Parameter> all) {
        return all.stream().filter(parameter -> parameter.use().equals("in")).toList();
    }

    private List<Map.Entry<String, String>> controls() {
        return call.query().stream().filter(e -> CONTROLS.contains(e.getKey())).toList();
    }

    private void add(Issue issue) {
        if (issues.size() < ISSUES_MAX) {
            issues.add(issue);
        }
    }

    private static String shown(String name) {
        return name.length() <= NAME_SHOWN ? name : name.substring(0, NAME_SHOWN) + "…";
    }
}
