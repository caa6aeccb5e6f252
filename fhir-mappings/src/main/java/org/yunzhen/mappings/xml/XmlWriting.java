package org.yunzhen.mappings.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/** Writes one document. */
final class XmlWriting {
    private static final Comparator<Property> BY_DEFINITION =
            Comparator.comparingInt(property -> property.element().index());

    private final Definitions definitions;
    private final Structure describing;
    private final StringBuilder out = new StringBuilder(2048);
    private final boolean pretty;
    private int depth;

    /**
     * @param pretty whether each element has a line of its own
     */
    XmlWriting(Definitions definitions, boolean pretty) {
        this.definitions = definitions;
        this.pretty = pretty;
        this.describing = definitions.structure("Element");
    }

    String document(JsonNode resource) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        resource(resource, " xmlns=\"" + FhirXml.NAMESPACE + "\"");
        return out.toString();
    }

    private void resource(JsonNode resource, String namespace) {
        String type = resource.path("resourceType").asText();
        if (!definitions.isResourceType(type)) {
            throw new IllegalStateException("no resource of R4: " + type);
        }
        begin(type);
        out.append(namespace);
        close(type, definitions.structure(type), resource);
    }

    /** White space is free anywhere but in a narrative. */
    private void line() {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void begin(String name) {
        line();
        out.append('<').append(name);
    }

    private void end(String name) {
        line();
        out.append("</").append(name).append('>');
    }

    private void object(String name, Structure structure, JsonNode object) {
        begin(name);
        attributes(structure, object);
        close(name, structure, object);
    }

    private void attributes(Structure structure, JsonNode object) {
        attribute("id", structure, object);
        attribute("url", structure, object);
    }

    private void attribute(String name, Structure structure, JsonNode object) {
        JsonNode value = object.get(name);
        if (value != null && FhirXml.isAttribute(structure, name)) {
            attribute(name, value.asText());
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        XmlText.attribute(out, value);
        out.append('"');
    }

    /** Ends the start tag that stands open, writes the elements and the end tag. */
    private void close(String name, Structure structure, JsonNode object) {
        List<Property> present = elements(structure, object);
        if (present.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        depth++;
        for (Property property : present) {
            JsonNode value = object.path(property.jsonName());
            JsonNode described = object.path(property.companionName());
            if (property.repeats()) {
                int items = Math.max(value.size(), described.size());
                for (int i = 0; i < items; i++) {
                    element(property, value.path(i), described.path(i));
                }
            } else {
                element(property, value, described);
            }
        }
        depth--;
        end(name);
    }

    /** What is there, in the order of the definitions, attributes aside. */
    private static List<Property> elements(Structure structure, JsonNode object) {
        List<Property> present = new ArrayList<>(object.size());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            Property property = structure.property(name);
            property = property == null ? structure.companion(name) : property;
            if (property != null) {
                boolean once = !FhirXml.isAttribute(structure, name) && !present.contains(property);
                if (once) {
                    present.add(property);
                }
            } else if (!name.equals("resourceType") || !structure.isResource()) {
                throw new IllegalStateException(structure.name() + " has no element " + name);
            }
        }
        present.sort(BY_DEFINITION);
        return present;
    }

    private void element(Property property, JsonNode value, JsonNode described) {
        String name = property.jsonName();
        if (property.primitive() == Primitive.XHTML) {
            line();
            NarrativeWriting.append(out, value.asText());
        } else if (property.primitive() != null) {
            primitive(name, value, described);
        } else if (property.isResource()) {
            begin(name);
            out.append('>');
            depth++;
            resource(value, "");
            depth--;
            end(name);
        } else {
            object(name, property.structure(), value);
        }
    }

    private void primitive(String name, JsonNode value, JsonNode described) {
        begin(name);
        attribute("id", describing, described);
        if (!value.isNull() && !value.isMissingNode()) {
            attribute("value", value.asText());
        }
        close(name, describing, described);
    }
}
