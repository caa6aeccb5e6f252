package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The parts of one operation of a FHIRPath Patch.
 *
 * @param parameter the operation as it stands in the Parameters
 */
record Parts(JsonNode parameter) {
    private static final String PREFIX = "value";
    private static final Set<String> NAMES =
            Set.of("type", "path", "name", PREFIX, "index", "source", "destination");

    /**
     * Whether each part is one of an operation and stands once: of two nobody knows which counts.
     */
    boolean areUnderstood() {
        Set<String> found = new HashSet<>();
        for (JsonNode part : parameter.path("part")) {
            String name = part.path("name").asText();
            if (!NAMES.contains(name) || !found.add(name)) {
                return false;
            }
        }
        return true;
    }

    /** A part's text, or null. */
    String text(String name) {
        Value value = value(part(name));
        return value == null || value.node() == null ? null : value.node().textValue();
    }

    /** A part's whole number, or null. */
    Integer number(String name) {
        Value value = value(part(name));
        boolean whole = value != null && value.node() != null && value.node().isInt();
        return whole ? value.node().intValue() : null;
    }

    /** The value that the operation brings, where it is a data type or a resource; else null. */
    Value value() {
        return value(part(PREFIX));
    }

    /** The parts of the value that the operation brings, where it has such; else null. */
    JsonNode backbone() {
        return part(PREFIX).get("part");
    }

    private JsonNode part(String name) {
        for (JsonNode part : parameter.path("part")) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        return parameter.path("absent");
    }

    /** The value of one part, or null. */
    static Value value(JsonNode part) {
        if (part.has("resource")) {
            return new Value(part.get("resource"), null, null);
        }
        String suffix = null;
        JsonNode node = null;
        JsonNode companion = null;
        for (Map.Entry<String, JsonNode> property : part.properties()) {
            if (property.getKey().startsWith(PREFIX)) {
                suffix = property.getKey().substring(PREFIX.length());
                node = property.getValue();
            } else if (property.getKey().startsWith("_" + PREFIX)) {
                suffix = property.getKey().substring(PREFIX.length() + 1);
                companion = property.getValue();
            }
        }
        return suffix == null ? null : new Value(node, companion, suffix);
    }
}
