package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/**
 * An element where it stands in a document, or the document itself.
 *
 * @param up the element that holds it, or null for the document
 * @param property what it is in its parent, or null for the document
 * @param index its place in a list, or -1 where there is none
 * @param value the element's value
 */
record Spot(Spot up, Property property, int index, JsonNode value, Structure structure) {
    private static final int ALONE = -1;

    static Spot root(ObjectNode document, Structure structure) {
        return new Spot(null, null, ALONE, document, structure);
    }

    /**
     * The element's own elements of a name, those of a list one by one; one without a value, which
     * has an id or extensions alone, has a missing node for it.
     */
    List<Spot> children(String name) {
        List<Spot> found = new ArrayList<>();
        if (!(value instanceof ObjectNode object)) {
            return found;
        }
        for (Property of : properties(name)) {
            if (isList(object, of)) {
                for (int i = 0; i < Lists.size(object, of); i++) {
                    found.add(child(of, i, object.path(of.jsonName()).path(i)));
                }
            } else if (object.has(of.jsonName()) || object.has(of.companionName())) {
                found.add(child(of, ALONE, object.path(of.jsonName())));
            }
        }
        return found;
    }

    /** Of a primitive there may be the id or extensions alone, in either form. */
    private static boolean isList(ObjectNode object, Property of) {
        return object.path(of.jsonName()).isArray() || object.path(of.companionName()).isArray();
    }

    /** The properties that may hold an element: one, or one for each type of a choice. */
    private List<Property> properties(String name) {
        Element element = structure.element(name);
        Property property = structure.property(name);
        if (element != null) {
            return element.properties();
        }
        return property == null ? List.of() : List.of(property);
    }

    private Spot child(Property of, int place, JsonNode held) {
        Structure content =
                of.isResource()
                        ? Definitions.r4().structure(held.path("resourceType").asText())
                        : of.structure();
        return new Spot(this, of, place, held, content);
    }

    /** Whether it is of a FHIR type. */
    boolean isOf(String type) {
        return property != null
                && (property.isResource()
                        ? type.equals(value.path("resourceType").textValue())
                        : property.type().equals(type));
    }

    /** The object whose property it is. */
    ObjectNode holder() {
        return (ObjectNode) up.value();
    }

    /** Takes it out; an element that is left with nothing goes too. */
    void delete() {
        ObjectNode holder = holder();
        if (index == ALONE) {
            holder.remove(List.of(property.jsonName(), property.companionName()));
        } else {
            Lists.remove(holder, property, index);
        }
        if (holder.isEmpty() && up.up() != null) {
            up.delete();
        }
    }
}
