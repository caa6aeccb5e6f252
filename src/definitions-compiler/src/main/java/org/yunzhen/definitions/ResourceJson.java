package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yunzhen.definitions.Model.Element;
import org.yunzhen.definitions.Model.Kind;
import org.yunzhen.definitions.Model.Structure;
import org.yunzhen.definitions.Model.TypeRef;

/**
 * A published resource from its XML to its JSON form (R4 section 2.6.2), by the structures that
 * were compiled. Narratives are left out: they are a third of the files and say the same again.
 */
final class ResourceJson {
    private static final Set<String> WHOLE_NUMBERS =
            Set.of("integer", "positiveInt", "unsignedInt");
    private static final String NARRATIVE = "text";

    private final Map<String, Structure> structures;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    ResourceJson(Map<String, Structure> structures) {
        this.structures = structures;
    }

    /** What a child element is in JSON. */
    private record Child(String name, Element element, TypeRef type) {
        boolean repeats() {
            return element.max() > 1;
        }
    }

    /** The resource on whose start tag the reader stands, read to its end tag. */
    ObjectNode read(XMLStreamReader reader) throws XMLStreamException {
        String type = reader.getLocalName();
        ObjectNode resource = nodes.objectNode().put("resourceType", type);
        content(reader, structures.get(type), resource);
        return resource;
    }

    private void content(XMLStreamReader reader, Structure structure, ObjectNode into)
            throws XMLStreamException {
        attribute(reader, "id", into);
        attribute(reader, "url", into);
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                child(reader, structure, into);
            }
        }
    }

    private void child(XMLStreamReader reader, Structure structure, ObjectNode into)
            throws XMLStreamException {
        if (structure.kind() == Kind.RESOURCE && reader.getLocalName().equals(NARRATIVE)) {
            skip(reader);
            return;
        }
        Child child = child(structure, reader.getLocalName());
        Structure of = structures.get(child.type().structure());
        if (of.kind() == Kind.PRIMITIVE) {
            primitive(reader, child, into);
        } else if (of.kind() == Kind.ABSTRACT_RESOURCE) {
            reader.nextTag();
            put(child, child.name(), read(reader), into);
            reader.nextTag();
        } else {
            ObjectNode object = nodes.objectNode();
            content(reader, of, object);
            put(child, child.name(), object, into);
        }
    }

    private static Child child(Structure structure, String name) {
        for (Element element : structure.elements()) {
            for (TypeRef type : element.types()) {
                if (element.jsonName(type).equals(name)) {
                    return new Child(name, element, type);
                }
            }
        }
        throw new IllegalStateException(structure.name() + " has no " + name);
    }

    /** A value, and beside it under {@code _name} what else its element holds. */
    private void primitive(XMLStreamReader reader, Child child, ObjectNode into)
            throws XMLStreamException {
        String text = reader.getAttributeValue(null, "value");
        ObjectNode beside = nodes.objectNode();
        content(reader, structures.get("Element"), beside);
        JsonNode value = text == null ? nodes.nullNode() : value(child.type().code(), text);
        String other = "_" + child.name();
        if (!child.repeats()) {
            if (text != null) {
                into.set(child.name(), value);
            }
            if (!beside.isEmpty()) {
                into.set(other, beside);
            }
            return;
        }
        into.withArrayProperty(child.name()).add(value);
        int place = into.path(child.name()).size() - 1;
        if (!beside.isEmpty() || into.has(other)) {
            ArrayNode all = into.withArrayProperty(other);
            while (all.size() < place) {
                all.addNull();
            }
            all.add(beside.isEmpty() ? nodes.nullNode() : beside);
        }
    }

    private static JsonNode value(String type, String text) {
        if (type.equals("boolean")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return type.equals("decimal")
                ? DecimalNode.valueOf(new BigDecimal(text))
                : TextNode.valueOf(text);
    }

    private static void put(Child child, String name, JsonNode value, ObjectNode into) {
        if (child.repeats()) {
            into.withArrayProperty(name).add(value);
        } else {
            into.set(name, value);
        }
    }

    private static void attribute(XMLStreamReader reader, String name, ObjectNode into) {
        String value = reader.getAttributeValue(null, name);
        if (value != null) {
            into.put(name, value);
        }
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }
}
