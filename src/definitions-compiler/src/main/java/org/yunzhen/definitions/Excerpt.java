package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A part of a published definition: the elements that R4's search parameters read, so that it is
 * searched as a whole one would be.
 */
final class Excerpt {
    /** Short, and often asked for: elements at the top of whatever type, beside the texts. */
    static final Excerpt OFTEN =
            new Excerpt(
                    List.of(
                            "abstract",
                            "base",
                            "baseDefinition",
                            "code",
                            "content",
                            "derivation",
                            "kind",
                            "supplements",
                            "target",
                            "type"));

    /** What is long, or seldom asked for. */
    static final Excerpt SELDOM =
            new Excerpt(
                    List.of(
                            "component.definition",
                            "compose.include.concept.code",
                            "compose.include.system",
                            "concept.code",
                            "concept.designation.language",
                            "context.type",
                            "derivedFrom",
                            "description",
                            "differential.element.base.path",
                            "differential.element.path",
                            "expansion.contains.code",
                            "expansion.identifier",
                            "experimental",
                            "identifier",
                            "jurisdiction",
                            "keyword",
                            "meta",
                            "resource.code",
                            "snapshot.element.base.path",
                            "snapshot.element.binding.valueSet",
                            "snapshot.element.path",
                            "useContext"));

    private final Branch root = new Branch(new TreeMap<>());

    private Excerpt(List<String> paths) {
        paths.forEach(path -> root.add(List.of(path.split("\\."))));
    }

    /** What is wanted below an element; all of it where no branch is named. */
    private record Branch(Map<String, Branch> below) {
        private void add(List<String> path) {
            if (!path.isEmpty()) {
                below.computeIfAbsent(path.get(0), name -> new Branch(new TreeMap<>()))
                        .add(path.subList(1, path.size()));
            }
        }

        private JsonNode of(JsonNode node) {
            if (below.isEmpty()) {
                return node;
            }
            return node.isArray() ? ofItems(node) : ofElements(node);
        }

        /** Each once: what is found twice is found. */
        private ArrayNode ofItems(JsonNode items) {
            Set<JsonNode> cut = new LinkedHashSet<>();
            items.forEach(item -> cut.add(of(item)));
            cut.removeIf(JsonNode::isEmpty);
            return JsonNodeFactory.instance.arrayNode().addAll(cut);
        }

        private ObjectNode ofElements(JsonNode owner) {
            ObjectNode cut = JsonNodeFactory.instance.objectNode();
            below.forEach(
                    (name, branch) -> {
                        JsonNode child = branch.of(owner.path(name));
                        if (child.isValueNode() || !child.isEmpty()) {
                            cut.set(name, child);
                        }
                    });
            return cut;
        }
    }

    ObjectNode of(ObjectNode resource) {
        return root.ofElements(resource);
    }
}
