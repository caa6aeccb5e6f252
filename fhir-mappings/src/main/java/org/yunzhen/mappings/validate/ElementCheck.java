package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/** Walks through the elements of one resource: names, shapes and numbers of occurrences. */
final class ElementCheck {
    private final Structure companionContent;
    private final Faults faults;
    private final ResourceCheck resources;
    private final PrimitiveCheck primitives;
    private final TypeRules rules;
    private final InvariantCheck invariants;
    private Structure resourceType;
    private JsonNode resource;

    ElementCheck(
            Definitions definitions,
            Faults faults,
            ResourceCheck resources,
            Set<String> containedIds) {
        this.companionContent = definitions.structure("Element");
        this.faults = faults;
        this.resources = resources;
        this.primitives = new PrimitiveCheck(faults);
        this.rules = new TypeRules(definitions, faults, containedIds);
        this.invariants = new InvariantCheck(faults);
    }

    void object(Structure structure, JsonNode node) {
        if (!node.isObject()) {
            faults.add(
                    node.isNull() ? FaultKind.NULL_VALUE : FaultKind.WRONG_JSON_TYPE,
                    structure.name());
            return;
        }
        if (node.isEmpty()) {
            faults.add(FaultKind.EMPTY);
            return;
        }
        Structure outerType = resourceType;
        JsonNode outer = resource;
        if (structure.isResource()) {
            resourceType = structure;
            resource = node;
        }
        members(structure, (ObjectNode) node);
        rules.check(structure, (ObjectNode) node);
        invariants.check(structure.invariants(), structure, node, resourceType, resource);
        resourceType = outerType;
        resource = outer;
    }

    private void members(Structure structure, ObjectNode object) {
        long seen = 0;
        long severalTypes = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Property property = member(structure, object, field.getKey(), field.getValue());
            if (property != null) {
                Element element = property.element();
                if (element.choice() && (seen & element.bit()) != 0) {
                    severalTypes |= element.bit();
                }
                seen |= element.bit();
            }
        }
        if ((structure.required() & ~seen) != 0) {
            missing(structure, seen);
        }
        if (severalTypes != 0) {
            severalTypes(structure, object, severalTypes);
        }
    }

    /** Checks one member and tells which property it is, or null if it is none. */
    private Property member(Structure structure, ObjectNode object, String name, JsonNode value) {
        Property property = structure.property(name);
        if (property != null) {
            faults.trail().down(property.element().name());
            value(property, value, object);
            faults.trail().up();
            return property;
        }
        Property described = structure.companion(name);
        if (described != null) {
            faults.trail().down(described.element().name());
            companion(described, value, object.get(described.jsonName()));
            faults.trail().up();
            return described;
        }
        if (!name.equals("resourceType") || !structure.isResource()) {
            faults.addBelow(name, FaultKind.UNKNOWN_ELEMENT, structure.name(), Faults.shown(name));
        }
        return null;
    }

    private void value(Property property, JsonNode value, ObjectNode owner) {
        if (!property.repeats()) {
            if (value.isArray()) {
                faults.add(FaultKind.REPEATED);
            } else {
                single(property, value);
            }
        } else if (!value.isArray()) {
            faults.add(FaultKind.NOT_AN_ARRAY);
        } else if (value.isEmpty()) {
            faults.add(FaultKind.EMPTY);
        } else {
            items(property, value, owner);
        }
    }

    private void items(Property property, JsonNode array, ObjectNode owner) {
        for (int i = 0; i < array.size() && !faults.areEnough(); i++) {
            faults.trail().item(i);
            JsonNode item = array.get(i);
            if (!item.isNull()
                    || property.primitive() == null
                    || !isDescribed(property, owner, i)) {
                single(property, item);
            }
        }
    }

    /** Whether extensions stand in for an item without a value. */
    private static boolean isDescribed(Property property, ObjectNode owner, int index) {
        return owner.path(property.companionName()).path(index).isObject();
    }

    private void single(Property property, JsonNode value) {
        if (property.primitive() != null) {
            primitives.check(property, value);
        } else if (property.isResource()) {
            if (property.jsonName().equals("contained")) {
                resources.contained(value, this);
            } else {
                resources.inner(value);
            }
        } else {
            object(property.structure(), value);
            if (value.isObject()) {
                rules.check(property, (ObjectNode) value);
            }
        }
        if (!property.element().invariants().isEmpty() && !value.isNull()) {
            invariants.check(
                    property.element().invariants(),
                    property.structure(),
                    value,
                    resourceType,
                    resource);
        }
    }

    /** Ids and extensions of a primitive, beside its value or in its place. */
    private void companion(Property property, JsonNode described, JsonNode value) {
        if (!property.repeats()) {
            object(companionContent, described);
            return;
        }
        if (!described.isArray()) {
            faults.add(FaultKind.NOT_AN_ARRAY);
            return;
        }
        if (described.isEmpty()) {
            faults.add(FaultKind.EMPTY);
        }
        for (int i = 0; i < described.size(); i++) {
            faults.trail().item(i);
            JsonNode item = described.get(i);
            boolean stands =
                    value != null && value.path(i).isValueNode() && !value.path(i).isNull();
            if (!item.isNull() || !stands) {
                object(companionContent, item);
            }
        }
    }

    private void missing(Structure structure, long seen) {
        for (Element element : structure.elements()) {
            if ((structure.required() & ~seen & element.bit()) != 0) {
                faults.addBelow(element.name(), FaultKind.MISSING_ELEMENT, element.label());
            }
        }
    }

    /** A value and its companion are one type, two values are two. */
    private void severalTypes(Structure structure, ObjectNode object, long suspects) {
        for (Element element : structure.elements()) {
            if ((suspects & element.bit()) != 0) {
                long types =
                        element.properties().stream().filter(p -> isPresent(object, p)).count();
                if (types > 1) {
                    faults.addBelow(element.name(), FaultKind.SEVERAL_CHOICES, element.label());
                }
            }
        }
    }

    private static boolean isPresent(ObjectNode object, Property property) {
        return object.has(property.jsonName())
                || (property.primitive() != null && object.has(property.companionName()));
    }
}
