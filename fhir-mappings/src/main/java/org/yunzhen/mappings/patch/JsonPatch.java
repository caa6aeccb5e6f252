package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * JSON Patch (RFC 6902) on a document's tree. Values move as the nodes they are, so that decimals
 * keep their zeros; what a patch may copy is bounded, for a few operations can double a document
 * without end.
 */
public final class JsonPatch {
    private final PatchLimits limits = new PatchLimits();
    private JsonNode document;
    private int number;
    private boolean hasEmptied;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    /**
     * The patched document; the one that was given is used up.
     *
     * @throws RefusedException 400 when the patch is none, 422 when it cannot be applied
     */
    public static JsonNode apply(ObjectNode document, JsonNode operations) {
        if (!operations.isArray()) {
            throw new RefusedException(Refusal.PATCH_MALFORMED, 0);
        }
        JsonPatch patch = new JsonPatch(document);
        for (JsonNode operation : operations) {
            patch.number++;
            patch.limits.countOperation();
            patch.apply(operation);
        }
        if (patch.hasEmptied) {
            removeEmptyLists(patch.document);
        }
        return patch.document;
    }

    private void apply(JsonNode operation) {
        Pointer path = pointer(operation, "path");
        switch (operation.path("op").asText()) {
            case "add" -> add(path, value(operation));
            case "replace" -> {
                at(path);
                replace(path, value(operation));
            }
            case "remove" -> remove(path);
            case "move" -> move(pointer(operation, "from"), path);
            case "copy" -> add(path, at(pointer(operation, "from")));
            case "test" -> test(at(path), value(operation));
            default -> throw malformed();
        }
    }

    private void move(Pointer from, Pointer path) {
        JsonNode moved = at(from);
        if (path.isBelow(from)) {
            throw notApplicable();
        }
        if (!path.equals(from)) {
            remove(from);
            add(path, moved);
        }
    }

    private void test(JsonNode found, JsonNode expected) {
        if (!SameValue.of(found, expected)) {
            throw new RefusedException(Refusal.PATCH_TEST_FAILED, number);
        }
    }

    private void add(Pointer path, JsonNode given) {
        JsonNode value = limits.copy(given, path.size());
        if (path.isRoot()) {
            document = value;
            return;
        }
        JsonNode parent = at(path.parent());
        if (parent instanceof ObjectNode object) {
            object.set(path.last(), value);
        } else if (parent instanceof ArrayNode array) {
            array.insert(
                    path.last().equals("-") ? array.size() : index(path, array.size() + 1), value);
        } else {
            throw notApplicable();
        }
    }

    private void replace(Pointer path, JsonNode given) {
        JsonNode value = limits.copy(given, path.size());
        if (path.isRoot()) {
            document = value;
        } else if (at(path.parent()) instanceof ArrayNode array) {
            array.set(index(path, array.size()), value);
        } else if (at(path.parent()) instanceof ObjectNode object) {
            object.set(path.last(), value);
        }
    }

    private void remove(Pointer path) {
        at(path);
        if (path.isRoot()) {
            throw notApplicable();
        }
        JsonNode parent = at(path.parent());
        if (parent instanceof ArrayNode array) {
            array.remove(index(path, array.size()));
            hasEmptied |= array.isEmpty();
        } else if (parent instanceof ObjectNode object) {
            object.remove(path.last());
        }
    }

    /**
     * FHIR has no empty list: one whose last item was removed is not there, wherever what holds it
     * stands in the end.
     */
    private static void removeEmptyLists(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(m -> m.getValue().isArray() && m.getValue().isEmpty());
        }
        node.forEach(JsonPatch::removeEmptyLists);
    }

    private JsonNode at(Pointer path) {
        JsonNode found = path.in(document);
        if (found == null) {
            throw notApplicable();
        }
        return found;
    }

    private int index(Pointer path, int bound) {
        int index = path.lastAsIndex();
        if (index < 0 || index >= bound) {
            throw notApplicable();
        }
        return index;
    }

    private Pointer pointer(JsonNode operation, String name) {
        Pointer pointer =
                operation.path(name).isTextual()
                        ? Pointer.parse(operation.path(name).textValue())
                        : null;
        if (pointer == null) {
            throw malformed();
        }
        return pointer;
    }

    private JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw malformed();
        }
        return value;
    }

    private RefusedException malformed() {
        return new RefusedException(Refusal.PATCH_MALFORMED, number);
    }

    private RefusedException notApplicable() {
        return new RefusedException(Refusal.PATCH_NOT_APPLICABLE, number);
    }
}
