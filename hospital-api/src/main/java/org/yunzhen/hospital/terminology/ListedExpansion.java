package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yunzhen.mappings.json.FhirJson;

/**
 * A value set may come as an expansion alone, made by somebody whose definition or code systems are
 * not here (R4 section 4.9.8): its codes are then those that it lists.
 */
final class ListedExpansion {
    private ListedExpansion() {}

    /** The same codes as a {@code compose} that lists them. */
    static JsonNode compose(JsonNode expansion) {
        Map<String, ArrayNode> bySystem = new LinkedHashMap<>();
        ObjectNode compose = FhirJson.object();
        ArrayNode include = compose.putArray("include");
        list(expansion.path("contains"), include, bySystem);
        return compose;
    }

    private static void list(
            JsonNode contains, ArrayNode include, Map<String, ArrayNode> bySystem) {
        for (JsonNode one : contains) {
            if (one.has("code") && one.has("system")) {
                ObjectNode concept =
                        bySystem.computeIfAbsent(
                                        one.path("system").asText(),
                                        system ->
                                                include.addObject()
                                                        .put("system", system)
                                                        .putArray("concept"))
                                .addObject()
                                .put("code", one.path("code").asText());
                if (one.has("display")) {
                    concept.put("display", one.path("display").asText());
                }
            }
            list(one.path("contains"), include, bySystem);
        }
    }
}
