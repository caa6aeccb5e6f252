package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What was given to an operation, in the {@code Parameters} resource that {@link DeclaredInputs}
 * made of it; or the query parameters of a search.
 */
public final class Inputs {
    static final int TEXT_CHARACTERS_MAX = 4000;

    private final JsonNode body;
    private final List<Map.Entry<String, String>> query;

    private Inputs(JsonNode body, List<Map.Entry<String, String>> query) {
        this.body = body;
        this.query = query;
    }

    /** The inputs of a call. */
    public static Inputs of(Call call) {
        return new Inputs(call.body() == null ? FhirJson.object() : call.body(), call.query());
    }

    /** A text of a simple type ({@code valueString}, {@code valueCode}, {@code valueUri} …). */
    public Optional<String> text(String name) {
        for (JsonNode parameter : named(name)) {
            JsonNode value = value(parameter);
            if (value.isTextual()) {
                return Optional.of(bounded(name, value.textValue()));
            }
            throw invalid(name);
        }
        for (Map.Entry<String, String> entry : query) {
            if (entry.getKey().equals(name)) {
                return Optional.of(bounded(name, entry.getValue()));
            }
        }
        return Optional.empty();
    }

    /** All texts given under a name. */
    public List<String> texts(String name) {
        return named(name).stream().map(Inputs::value).map(JsonNode::asText).toList();
    }

    /** The same where it must be given: 400 {@code missing-parameter} otherwise. */
    public String requiredText(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    /** Whether a flag is given and true. */
    public boolean flag(String name) {
        return value(name)
                .map(
                        value -> {
                            if (!value.isBoolean()) {
                                throw invalid(name);
                            }
                            return value.booleanValue();
                        })
                .orElse(false);
    }

    /** Any value, of whatever type. */
    public Optional<JsonNode> value(String name) {
        return named(name).stream().findFirst().map(Inputs::value);
    }

    /** The id in a reference to a resource of one type: {@code valueReference.reference}. */
    public Optional<String> reference(String name, String type) {
        return named(name).stream().findFirst().map(p -> id(name, type, value(p)));
    }

    /** The same where it must be given. */
    public String requiredReference(String name, String type) {
        return reference(name, type).orElseThrow(() -> missing(name));
    }

    /** All resources given under a name. */
    public List<ObjectNode> resources(String name, String type) {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode parameter : named(name)) {
            JsonNode resource = parameter.path("resource");
            if (!type.equals(resource.path("resourceType").textValue())) {
                throw invalid(name);
            }
            found.add((ObjectNode) resource);
        }
        return found;
    }

    /** All parameters of a name, for those with parts. */
    public List<JsonNode> named(String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : body.path("parameter")) {
            if (name.equals(parameter.path("name").textValue())) {
                found.add(parameter);
            }
        }
        return found;
    }

    /** The {@code value[x]} of a parameter or part, or a missing node. */
    public static JsonNode value(JsonNode parameter) {
        for (Map.Entry<String, JsonNode> property : parameter.properties()) {
            if (property.getKey().startsWith("value")) {
                return property.getValue();
            }
        }
        return FhirJson.object().path("none");
    }

    private static String id(String name, String type, JsonNode reference) {
        String text = reference.path("reference").asText("");
        String prefix = type + "/";
        if (!text.startsWith(prefix) || text.length() == prefix.length()) {
            throw invalid(name);
        }
        String id = text.substring(prefix.length());
        if (!Ids.isValid(id)) {
            throw invalid(name);
        }
        return id;
    }

    private static String bounded(String name, String text) {
        if (text.length() > TEXT_CHARACTERS_MAX) {
            throw invalid(name);
        }
        return text;
    }

    /** 400 {@code missing-parameter}. */
    public static RefusedException missing(String name) {
        return new RefusedException(Refusal.MISSING_PARAMETER, name).at(path(name));
    }

    /** 400 {@code invalid-parameter}. */
    public static RefusedException invalid(String name) {
        return new RefusedException(Refusal.INVALID_PARAMETER, name).at(path(name));
    }

    private static String path(String name) {
        return "Parameters.parameter.where(name='" + name + "')";
    }
}
