package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.definition.Trail;

/** Finds the literal references anywhere in a document: by type, since some URIs share the name. */
final class ReferenceWalk {
    private final Definitions definitions;
    private final OwnAddresses own;
    private final Trail trail = new Trail();
    private final Set<LiteralRef> found = new LinkedHashSet<>();

    ReferenceWalk(Definitions definitions, OwnAddresses own) {
        this.definitions = definitions;
        this.own = own;
    }

    Set<LiteralRef> references(ObjectNode resource) {
        trail.down(resource.path("resourceType").asText());
        resource(resource);
        return Collections.unmodifiableSet(found);
    }

    private void resource(JsonNode resource) {
        Structure structure = definitions.structure(resource.path("resourceType").asText());
        if (structure != null) {
            object(structure, resource);
        }
    }

    private void object(Structure structure, JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (value.isContainerNode()) {
                Property property = structure.property(member.getKey());
                property = property == null ? structure.companion(member.getKey()) : property;
                if (property != null) {
                    trail.down(property.element().name());
                    each(property, value);
                    trail.up();
                }
            }
        }
    }

    private void each(Property property, JsonNode value) {
        if (!value.isArray()) {
            one(property, value);
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            trail.item(i);
            one(property, value.get(i));
        }
    }

    private void one(Property property, JsonNode value) {
        if (!value.isObject()) {
            return;
        }
        if (property.isResource()) {
            resource(value);
        } else if (property.primitive() != null) {
            object(definitions.structure("Element"), value);
        } else {
            object(property.structure(), value);
            if (property.type().equals("Reference")) {
                reference(value.path("reference"));
            }
        }
    }

    private void reference(JsonNode literal) {
        RelativeReference relative =
                literal.isTextual()
                        ? RelativeReference.parse(own.local(literal.textValue()))
                        : null;
        if (relative != null && definitions.isResourceType(relative.type())) {
            found.add(
                    new LiteralRef(
                            relative.type(),
                            relative.id(),
                            relative.version(),
                            trail.expression()));
        }
    }
}
