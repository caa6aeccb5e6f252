package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * FHIRPath Patch (R4, fhirpatch.html): operations in a Parameters resource, applied to a document's
 * tree. Paths are {@link ElementPath}s.
 */
public final class FhirPathPatch {
    private final ObjectNode document;
    private final PatchLimits limits = new PatchLimits();
    private int number;

    private FhirPathPatch(ObjectNode document) {
        this.document = document;
    }

    /**
     * Changes the document.
     *
     * @throws RefusedException 400 when the patch is none, 422 when it cannot be applied
     */
    public static void apply(ObjectNode document, JsonNode parameters) {
        FhirPathPatch patch = new FhirPathPatch(document);
        for (JsonNode parameter : parameters.path("parameter")) {
            patch.number++;
            patch.limits.countOperation();
            if (!parameter.path("name").asText().equals("operation")) {
                throw patch.malformed();
            }
            Parts parts = new Parts(parameter);
            if (!parts.areUnderstood()) {
                throw patch.malformed();
            }
            patch.apply(parts);
        }
    }

    private void apply(Parts parts) {
        String text = parts.text("path");
        if (text == null) {
            throw malformed();
        }
        ElementPath path = PathReader.read(text);
        if (!path.type().equals(document.path("resourceType").textValue())) {
            throw notApplicable();
        }
        String type = parts.text("type");
        switch (type == null ? "" : type) {
            case "add" -> add(one(path), parts.text("name"), parts);
            case "insert" -> insert(list(path), parts);
            case "delete" -> delete(path);
            case "replace" -> replace(one(path), parts);
            case "move" -> move(list(path), parts);
            default -> throw malformed();
        }
    }

    private void add(Spot parent, String name, Parts parts) {
        if (name == null || !(parent.value() instanceof ObjectNode holder)) {
            throw malformed();
        }
        Element element = element(parent.structure(), name);
        Value value = value(parts, element);
        put(holder, property(element, name, value), value);
    }

    /** Appends to a list, or sets what is not there yet. */
    private static void put(ObjectNode holder, Property property, Value value) {
        if (property.repeats()) {
            Lists.insert(holder, property, Lists.size(holder, property), value);
            return;
        }
        if (holder.has(property.jsonName()) || holder.has(property.companionName())) {
            throw new RefusedException(Refusal.TOO_MANY_VALUES, property.jsonName(), 1);
        }
        set(holder, property, value);
    }

    private static void set(ObjectNode holder, Property property, Value value) {
        holder.remove(List.of(property.jsonName(), property.companionName()));
        if (value.node() != null) {
            holder.set(property.jsonName(), value.node());
        }
        if (value.companion() != null) {
            holder.set(property.companionName(), value.companion());
        }
    }

    private void delete(ElementPath path) {
        List<Spot> found = path.in(document);
        if (found.isEmpty()) {
            return;
        }
        Spot spot = one(path);
        if (spot.up() == null) {
            throw notApplicable();
        }
        spot.delete();
    }

    private void replace(Spot spot, Parts parts) {
        if (spot.up() == null) {
            throw notApplicable();
        }
        Property before = spot.property();
        Value value = value(parts, before.element());
        ObjectNode holder = spot.holder();
        if (spot.index() >= 0) {
            Lists.insert(holder, before, spot.index(), value);
            Lists.remove(holder, before, spot.index() + 1);
        } else {
            holder.remove(List.of(before.jsonName(), before.companionName()));
            set(holder, property(before.element(), before.jsonName(), value), value);
        }
    }

    /** A list by its element and the name it has there; the list may be empty. */
    private record Place(ObjectNode holder, Property property) {}

    private Place list(ElementPath path) {
        if (path.parent() == null) {
            throw notApplicable();
        }
        Spot parent = one(path.parent());
        Property property = parent.structure().property(path.lastName());
        boolean list =
                property != null && property.repeats() && parent.value() instanceof ObjectNode;
        if (!list) {
            throw notApplicable();
        }
        return new Place((ObjectNode) parent.value(), property);
    }

    private void insert(Place list, Parts parts) {
        int index = index(parts, "index", Lists.size(list.holder(), list.property()) + 1);
        Value value = value(parts, list.property().element());
        Lists.insert(list.holder(), list.property(), index, value);
    }

    private void move(Place list, Parts parts) {
        int size = Lists.size(list.holder(), list.property());
        int source = index(parts, "source", size);
        int destination = index(parts, "destination", size);
        Value moved = Lists.get(list.holder(), list.property(), source);
        Lists.remove(list.holder(), list.property(), source);
        Lists.insert(list.holder(), list.property(), destination, moved);
    }

    private int index(Parts parts, String name, int bound) {
        Integer index = parts.number(name);
        if (index == null) {
            throw malformed();
        }
        if (index < 0 || index >= bound) {
            throw notApplicable();
        }
        return index;
    }

    private Value value(Parts parts, Element element) {
        Value given = parts.value();
        if (given == null && parts.backbone() == null) {
            throw malformed();
        }
        if (given != null) {
            JsonNode node = given.node() == null ? null : limits.copy(given.node(), 0);
            return new Value(node, given.companion(), given.suffix());
        }
        return new Value(backbone(parts.backbone(), element, 0), null, null);
    }

    /** An element that is no data type comes as parts, each of which is an element of it. */
    private ObjectNode backbone(JsonNode part, Element element, int depth) {
        ObjectNode made = document.objectNode();
        limits.copy(made, depth);
        Structure structure = element.properties().get(0).structure();
        for (JsonNode child : part) {
            String name = child.path("name").asText();
            Element of = element(structure, name);
            Value given = Parts.value(child);
            Value value =
                    given == null
                            ? new Value(backbone(child.path("part"), of, depth + 1), null, null)
                            : given;
            put(made, property(of, name, value), value);
        }
        return made;
    }

    private Element element(Structure structure, String name) {
        Element element = structure.element(name);
        Property property = structure.property(name);
        if (element == null && property == null) {
            throw new RefusedException(Refusal.UNKNOWN_ELEMENT, structure.name() + "." + name);
        }
        return element == null ? property.element() : element;
    }

    private Property property(Element element, String name, Value value) {
        if (!element.choice()) {
            return element.properties().get(0);
        }
        String wanted = value.suffix() == null ? name : element.name() + value.suffix();
        return element.properties().stream()
                .filter(property -> property.jsonName().equals(wanted))
                .findFirst()
                .orElseThrow(this::notApplicable);
    }

    private Spot one(ElementPath path) {
        List<Spot> found = path.in(document);
        if (found.size() != 1) {
            throw notApplicable();
        }
        return found.get(0);
    }

    private RefusedException malformed() {
        return new RefusedException(Refusal.PATCH_MALFORMED, number);
    }

    private RefusedException notApplicable() {
        return new RefusedException(Refusal.PATCH_NOT_APPLICABLE, number);
    }
}
