package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What is long and seldom asked for. */
    private static final Map<String, Map<String, String>> SELDOM =
            Map.of(
                    "CodeSystem",
                            Map.of(
                                    "code", "concept.code",
                                    "language", "concept.designation.language"),
                    "SearchParameter",
                            Map.of(
                                    "component",
                                    "component.definition",
                                    "derived-from",
                                    "derivedFrom"),
                    "StructureDefinition",
                            Map.of(
                                    "base-path",
                                    "snapshot.element.base.path",
                                    "experimental",
                                    "experimental",
                                    "ext-context",
                                    "context.type",
                                    "path",
                                    "snapshot.element.path",
                                    "valueset",
                                    "snapshot.element.binding.valueSet"),
                    "ValueSet",
                            Map.of(
                                    "code", "compose.include.concept.code",
                                    "expansion", "expansion.identifier"));

    private static final Map<String, Map<String, String>> SELDOM_TOO =
            Map.of(
                    "StructureDefinition", Map.of("path", "differential.element.path"),
                    "ValueSet", Map.of("code", "expansion.contains.code"));

    /** Of every type, and as seldom: tokens, whose system counts where it is given. */
    private static final Map<String, String> TOKENS =
            Map.of(
                    "context", "useContext.valueCodeableConcept.coding",
                    "context-type", "useContext.code",
                    "identifier", "identifier",
                    "jurisdiction", "jurisdiction.coding",
                    "keyword", "keyword");

    private FoundBy() {}

    /** Each as {@code parameter=value}, parted by spaces. */
    static String values(JsonNode resource) {
        return joined(plain(resource, PATHS));
    }

    /**
     * The same of what is seldom asked for; a token also as {@code parameter=system|value} and
     * {@code parameter=system|}. R4 asks for codes of an expansion too, and for paths of a
     * differential.
     */
    static String seldom(JsonNode resource) {
        return joined(
                Stream.of(
                                plain(resource, SELDOM),
                                plain(resource, SELDOM_TOO),
                                found(resource, TOKENS, FoundBy::token))
                        .flatMap(Function.identity()));
    }

    private static String joined(Stream<String> values) {
        return values.filter(text -> text.indexOf(' ') < 0)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> plain(JsonNode resource, Map<String, Map<String, String>> paths) {
        String type = resource.path("resourceType").asText();
        return found(resource, paths.getOrDefault(type, Map.of()), FoundBy::text);
    }

    /** What names a version is found without it too. */
    private static Stream<String> text(JsonNode value) {
        String text = value.asText();
        int bar = text.indexOf('|');
        return bar < 0 ? Stream.of(text) : Stream.of(text, text.substring(0, bar));
    }

    private static Stream<String> found(
            JsonNode resource,
            Map<String, String> paths,
            Function<JsonNode, Stream<String>> values) {
        return paths.entrySet().stream()
                .flatMap(
                        of ->
                                at(List.of(resource), of.getValue()).stream()
                                        .flatMap(values)
                                        .map(value -> of.getKey() + "=" + value));
    }

    /** Of an Identifier or a Coding. */
    private static Stream<String> token(JsonNode token) {
        String value = token.path("value").asText(token.path("code").asText());
        String system = token.path("system").asText();
        return Stream.of(value, system + "|" + value, system + "|");
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
