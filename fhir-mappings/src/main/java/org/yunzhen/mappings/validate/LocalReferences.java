package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether each contained resource belongs to its container (R4's rule dom-3): something refers to
 * it, or it refers to the container by {@code #}.
 */
final class LocalReferences {
    private LocalReferences() {}

    static boolean joinAll(JsonNode container, JsonNode contained) {
        Set<String> named = new HashSet<>();
        collect(container, named);
        for (JsonNode inner : contained) {
            if (!named.contains("#" + inner.path("id").asText())) {
                Set<String> own = new HashSet<>();
                collect(inner, own);
                if (!own.contains("#")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** All texts that are fragments, wherever they stand. */
    private static void collect(JsonNode json, Set<String> into) {
        if (json.isTextual()) {
            if (json.textValue().startsWith("#")) {
                into.add(json.textValue());
            }
        } else {
            json.forEach(inner -> collect(inner, into));
        }
    }
}
