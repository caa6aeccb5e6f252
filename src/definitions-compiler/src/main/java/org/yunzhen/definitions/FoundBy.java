package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** By which codes and addresses published definitions are found: R4's search parameters. */
final class FoundBy {
    /** For each type its parameters, and where their values stand. */
    private static final Map<String, Map<String, String>> PATHS =
            Map.of(
                    "CodeSystem",
                            Map.of(
                                    "content-mode",
                                    "content",
                                    "supplements",
                                    "supplements",
                                    "system",
                                    "url"),
                    "CompartmentDefinition", Map.of("code", "code", "resource", "resource.code"),
                    "SearchParameter",
                            Map.of(
                                    "base", "base", "code", "code", "target", "target", "type",
                                    "type"),
                    "StructureDefinition",
                            Map.of(
                                    "abstract",
                                    "abstract",
                                    "base",
                                    "baseDefinition",
                                    "derivation",
                                    "derivation",
                                    "kind",
                                    "kind",
                                    "type",
                                    "type"),
                    "ValueSet", Map.of("reference", "compose.include.system"));

    private FoundBy() {}

    /** Each as {@code parameter=value}, parted by spaces. */
    static String values(JsonNode resource) {
        return PATHS
                .getOrDefault(resource.path("resourceType").asText(), Map.of())
                .entrySet()
                .stream()
                .flatMap(
                        of ->
                                at(List.of(resource), of.getValue()).stream()
                                        .map(value -> of.getKey() + "=" + value.asText()))
                .filter(text -> text.indexOf(' ') < 0)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static List<JsonNode> at(List<JsonNode> from, String path) {
        List<JsonNode> found = from;
        for (String name : path.split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                JsonNode child = node.path(name);
                if (child.isArray()) {
                    child.forEach(next::add);
                } else if (!child.isMissingNode()) {
                    next.add(child);
                }
            }
            found = next;
        }
        return found;
    }
}
