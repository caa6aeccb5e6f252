package org.yunzhen.mappings.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.definition.Trail;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Visits, in place, the links of a resource that R4 section 3.1.0.11.2 names: references, elements
 * of type uri and url, and the addresses of {@code a} and {@code img} in narratives; those of
 * contained resources and of extensions too. A canonical is none of them, and so is the uri by
 * which canonicals name a resource, that of an extension and that of a code system. An oid or uuid
 * could not hold what would stand there instead.
 */
public final class LinkWalk {
    private final Definitions definitions;
    private final Links links;
    private final Trail trail = new Trail();

    private LinkWalk(Definitions definitions, Links links) {
        this.definitions = definitions;
        this.links = links;
    }

    /** Visits a resource; a tree that is none has no links. */
    public static void visit(JsonNode resource, Links links) {
        LinkWalk walk = new LinkWalk(Definitions.r4(), links);
        walk.trail.down(resource.path("resourceType").asText());
        walk.resource(resource);
    }

    private void resource(JsonNode resource) {
        String type = resource.path("resourceType").asText();
        if (definitions.isResourceType(type) && resource instanceof ObjectNode object) {
            object(definitions.structure(type), object);
        }
    }

    private void object(Structure structure, ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Property property = structure.property(member.getKey());
            if (property == null) {
                property = structure.companion(member.getKey());
            } else if (property.primitive() != null && isIdentity(structure, property)) {
                property = null;
            }
            if (property != null) {
                trail.down(property.jsonName());
                member.setValue(each(property, member.getValue()));
                trail.up();
            }
        }
        if (structure.name().equals("Reference") && object.path("reference").isTextual()) {
            String literal = object.path("reference").textValue();
            object.put("reference", links.reference(literal, trail.expression()));
        }
    }

    /** Names what it stands in or a system, and leads nowhere. */
    private static boolean isIdentity(Structure structure, Property property) {
        boolean named = structure.isResource() || structure.name().equals("Extension");
        return property.jsonName().equals("system") || (named && property.jsonName().equals("url"));
    }

    private JsonNode each(Property property, JsonNode value) {
        if (!(value instanceof ArrayNode array)) {
            return one(property, value);
        }
        for (int i = 0; i < array.size(); i++) {
            trail.item(i);
            array.set(i, one(property, array.get(i)));
        }
        return array;
    }

    private JsonNode one(Property property, JsonNode value) {
        if (value.isTextual()) {
            return text(property, value);
        }
        if (value instanceof ObjectNode object) {
            if (property.isResource()) {
                resource(object);
            } else if (property.primitive() != null) {
                object(definitions.structure("Element"), object);
            } else {
                object(property.structure(), object);
            }
        }
        return value;
    }

    private JsonNode text(Property property, JsonNode value) {
        Primitive primitive = property.primitive();
        if (primitive == Primitive.URI || primitive == Primitive.URL) {
            return FhirJson.text(links.address(value.textValue()));
        }
        return primitive == Primitive.XHTML
                ? FhirJson.text(NarrativeLinks.visit(value.textValue(), links))
                : value;
    }
}
