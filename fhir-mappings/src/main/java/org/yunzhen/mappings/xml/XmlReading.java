package org.yunzhen.mappings.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.MalformedXmlException.Kind;

/** Reads one document. Depth is counted as its JSON would nest, in objects and arrays. */
final class XmlReading {
    private final Definitions definitions;
    private final Structure describing;
    private final XMLStreamReader xml;
    private final int elementsMax;
    private int elements;

    XmlReading(Definitions definitions, XMLStreamReader xml, int elementsMax) {
        this.definitions = definitions;
        this.describing = definitions.structure("Element");
        this.xml = xml;
        this.elementsMax = elementsMax;
    }

    JsonNode document() throws XMLStreamException {
        next();
        JsonNode resource = resource(1);
        while (xml.hasNext()) {
            next();
        }
        return resource;
    }

    /** Reads the resource on whose start the reader stands, to its end. */
    private ObjectNode resource(int depth) throws XMLStreamException {
        expectNamespace(FhirXml.NAMESPACE);
        String type = xml.getLocalName();
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", type);
        if (definitions.isResourceType(type)) {
            Structure structure = definitions.structure(type);
            attributes(structure, resource, false);
            content(structure, resource, depth);
        } else {
            skip();
        }
        return resource;
    }

    /** Reads the elements of an object, to its end. */
    private void content(Structure structure, ObjectNode object, int depth)
            throws XMLStreamException {
        boolean listed = false;
        while (next() == XMLStreamConstants.START_ELEMENT) {
            if (depth > FhirJson.DEPTH_MAX) {
                throw at(Kind.TOO_DEEP);
            }
            if (++elements > elementsMax) {
                throw at(Kind.TOO_MANY);
            }
            Property property = structure.property(xml.getLocalName());
            if (property == null) {
                expectNamespace(FhirXml.NAMESPACE);
                unknown(object);
            } else if (FhirXml.isAttribute(structure, property.jsonName())) {
                throw at(Kind.NOT_FHIR);
            } else {
                member(property, object, property.repeats() ? depth + 2 : depth + 1);
                listed |= property.repeats() && property.primitive() != null;
            }
        }
        if (listed) {
            object.properties().removeIf(member -> isAllNull(member.getValue()));
        }
    }

    private void member(Property property, ObjectNode owner, int depth) throws XMLStreamException {
        if (property.primitive() == Primitive.XHTML) {
            add(property, owner, FhirJson.text(new NarrativeReading(xml).text()));
            return;
        }
        expectNamespace(FhirXml.NAMESPACE);
        if (property.primitive() != null) {
            primitive(property, owner, depth);
        } else if (property.isResource()) {
            add(property, owner, wrapped(depth));
        } else {
            ObjectNode value = FhirJson.object();
            attributes(property.structure(), value, false);
            content(property.structure(), value, depth);
            add(property, owner, value);
        }
    }

    /** A resource inside an element that holds nothing else. */
    private JsonNode wrapped(int depth) throws XMLStreamException {
        if (xml.getAttributeCount() > 0) {
            throw at(Kind.NOT_FHIR);
        }
        ObjectNode resource = FhirJson.object();
        if (next() == XMLStreamConstants.START_ELEMENT) {
            resource = resource(depth);
            if (next() == XMLStreamConstants.START_ELEMENT) {
                throw at(Kind.NOT_FHIR);
            }
        }
        return resource;
    }

    private void primitive(Property property, ObjectNode owner, int depth)
            throws XMLStreamException {
        ObjectNode described = FhirJson.object();
        String text = attributes(describing, described, true);
        content(describing, described, depth);
        JsonNode value = NullNode.instance;
        if (text != null) {
            value = PrimitiveText.read(property.primitive(), text, xml);
        } else if (described.isEmpty()) {
            value = FhirJson.text(""); // nothing at all: validation says so
        }
        if (property.repeats()) {
            owner.withArray(property.jsonName()).add(value);
            owner.withArray(property.companionName())
                    .add(described.isEmpty() ? NullNode.instance : described);
        } else if (owner.has(property.jsonName()) || owner.has(property.companionName())) {
            // twice, be it without a value: as a list, of which validation says so
            owner.set(property.jsonName(), FhirJson.array().add("").add(""));
        } else {
            if (!value.isNull()) {
                add(property, owner, value);
            }
            if (!described.isEmpty()) {
                owner.set(property.companionName(), described);
            }
        }
    }

    /** Sets an element; one that must not repeat and does becomes a list: validation says so. */
    private static void add(Property property, ObjectNode owner, JsonNode value) {
        JsonNode known = owner.get(property.jsonName());
        if (known instanceof ArrayNode list) {
            list.add(value);
        } else if (known != null) {
            owner.set(property.jsonName(), FhirJson.array().add(known).add(value));
        } else {
            owner.set(
                    property.jsonName(), property.repeats() ? FhirJson.array().add(value) : value);
        }
    }

    /** Keeps the name of an element that R4 does not know here, and nothing of what it holds. */
    private void unknown(ObjectNode owner) throws XMLStreamException {
        String name = xml.getLocalName();
        skip();
        owner.put(name, "");
    }

    private void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }

    /**
     * Reads the attributes of the element on which the reader stands.
     *
     * @return the {@code value} of a primitive, or null
     */
    private String attributes(Structure structure, ObjectNode into, boolean primitive) {
        String value = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = xml.getAttributeNamespace(i);
            String name = xml.getAttributeLocalName(i);
            if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
                continue; // schemaLocation: a hint for tools
            }
            boolean plain = namespace == null || namespace.isEmpty();
            if (plain && primitive && name.equals("value")) {
                value = xml.getAttributeValue(i);
            } else if (plain && FhirXml.isAttribute(structure, name)) {
                into.put(name, xml.getAttributeValue(i));
            } else {
                throw at(Kind.NOT_FHIR);
            }
        }
        return value;
    }

    /** The next start or end of an element; only white space and comments may stand between. */
    private int next() throws XMLStreamException {
        while (true) {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.isWhiteSpace()) {
                        throw at(Kind.NOT_FHIR);
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw at(Kind.DOCTYPE);
                default -> {
                    // comments, instructions and space tell nothing
                }
            }
        }
    }

    private void expectNamespace(String namespace) {
        if (!namespace.equals(xml.getNamespaceURI())) {
            throw at(Kind.NOT_FHIR);
        }
    }

    private static boolean isAllNull(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode item : value) {
            if (!item.isNull()) {
                return false;
            }
        }
        return true;
    }

    private MalformedXmlException at(Kind kind) {
        return new MalformedXmlException(kind, xml.getLocation());
    }
}
