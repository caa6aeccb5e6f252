package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Reads the concepts of a CodeSystem. What is nested is a kind of what it is nested in, and so is
 * what names a {@code parent} among its properties (R4 section 4.8.9); each code is read once.
 */
final class CodeSystemReader {
    private static final Set<String> INACTIVE = Set.of("retired", "inactive");

    private final Map<String, JsonNode> concepts = new LinkedHashMap<>();
    private final Map<String, Set<String>> parents = new LinkedHashMap<>();

    private CodeSystemReader() {}

    static List<Concept> concepts(JsonNode codeSystem) {
        CodeSystemReader reader = new CodeSystemReader();
        reader.gather(codeSystem.path("concept"), null);
        reader.concepts.forEach(reader::named);
        return reader.concepts.keySet().stream().map(reader::concept).toList();
    }

    private void gather(JsonNode nested, String parent) {
        for (JsonNode concept : nested) {
            String code = concept.path("code").asText("");
            concepts.putIfAbsent(code, concept);
            Set<String> above = parents.computeIfAbsent(code, any -> new LinkedHashSet<>());
            if (parent != null) {
                above.add(parent);
            }
            gather(concept.path("concept"), code);
        }
    }

    /** Parents and children that are named and not nested. */
    private void named(String code, JsonNode concept) {
        for (JsonNode property : concept.path("property")) {
            String other = property.path("valueCode").asText("");
            String kind = property.path("code").asText("");
            if (concepts.containsKey(other)) {
                if (kind.equals("parent") || kind.equals("subsumedBy")) {
                    parents.get(code).add(other);
                } else if (kind.equals("child")) {
                    parents.get(other).add(code);
                }
            }
        }
    }

    private Concept concept(String code) {
        JsonNode node = concepts.get(code);
        Set<String> ancestors = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(parents.get(code));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (!next.equals(code) && ancestors.add(next)) {
                open.addAll(parents.get(next));
            }
        }
        return new Concept(
                code,
                node.path("display").textValue(),
                List.copyOf(ancestors),
                List.copyOf(parents.get(code)),
                isInactive(node),
                is(node, "notSelectable") || is(node, "abstract"),
                node.path("definition").textValue(),
                array(node.path("property")),
                array(node.path("designation")));
    }

    private static boolean isInactive(JsonNode concept) {
        for (JsonNode property : concept.path("property")) {
            String status = property.path("valueCode").asText("");
            if (property.path("code").asText("").equals("status") && INACTIVE.contains(status)) {
                return true;
            }
        }
        return is(concept, "inactive");
    }

    private static boolean is(JsonNode concept, String name) {
        for (JsonNode property : concept.path("property")) {
            if (property.path("code").asText("").equals(name)
                    && property.path("valueBoolean").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode array(JsonNode list) {
        return list.isArray() ? list.deepCopy() : FhirJson.array();
    }
}
