package org.yunzhen.mappings.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/**
 * An element of a document.
 *
 * @param type its FHIR type
 * @param structure what its members are
 * @param members the object that holds them; for a primitive that of its id and extensions; or null
 * @param value value of a primitive, or null
 */
record Node(String type, Structure structure, JsonNode members, JsonNode value) {
    /** An object: a resource, or of a complex type. */
    static Node of(Structure structure, JsonNode object) {
        return new Node(structure.name(), structure, object, null);
    }

    /** Whether a primitive has a value. */
    boolean hasValue() {
        return value != null && value.isValueNode() && !value.isNull();
    }

    /** The value as a text, a truth or a number; the node itself where there is none. */
    Object plain() {
        if (!hasValue()) {
            return this;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? value.decimalValue() : value.asText();
    }

    /** Adds the children of that name. */
    void children(String name, Scope scope, List<Object> into) {
        Property only = structure.property(name);
        if (only != null && !only.element().choice()) {
            children(only, scope, into);
            return;
        }
        Element element = structure.element(name);
        if (element != null) {
            element.properties().forEach(property -> children(property, scope, into));
        }
    }

    /** Adds all children. */
    void children(Scope scope, List<Object> into) {
        if (members == null || !members.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            Property property = structure.property(member.getKey());
            if (property != null) {
                children(property, scope, into);
            } else {
                Property described = structure.companion(member.getKey());
                if (described != null && !members.has(described.jsonName())) {
                    children(described, scope, into);
                }
            }
        }
    }

    private void children(Property property, Scope scope, List<Object> into) {
        if (members == null) {
            return;
        }
        JsonNode content = members.get(property.jsonName());
        JsonNode described =
                property.primitive() == null ? null : members.get(property.companionName());
        if (content == null && described == null) {
            return;
        }
        if (!property.repeats()) {
            scope.step(1);
            into.add(child(property, content, described));
            return;
        }
        int size = Math.max(size(content), size(described));
        scope.step(size);
        for (int i = 0; i < size; i++) {
            into.add(child(property, item(content, i), item(described, i)));
        }
    }

    private static int size(JsonNode list) {
        return list == null ? 0 : list.size();
    }

    private static JsonNode item(JsonNode list, int index) {
        return list == null ? null : list.get(index);
    }

    private static Node child(Property property, JsonNode content, JsonNode described) {
        if (property.primitive() != null) {
            return new Node(
                    property.type(), Definitions.r4().structure("Element"), described, content);
        }
        if (property.isResource()) {
            String type = content == null ? "" : content.path("resourceType").asText();
            Structure structure = Definitions.r4().structure(type);
            return new Node(
                    type,
                    structure == null ? Definitions.r4().structure("Element") : structure,
                    content,
                    null);
        }
        return new Node(property.type(), property.structure(), content, null);
    }
}
