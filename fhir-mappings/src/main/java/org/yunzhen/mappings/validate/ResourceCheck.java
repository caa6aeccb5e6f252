package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Structure;

/** Checks one resource, and those it contains, in one walk over the document. */
final class ResourceCheck {
    private final Definitions definitions;
    private final Faults faults;

    ResourceCheck(Definitions definitions, Faults faults) {
        this.definitions = definitions;
        this.faults = faults;
    }

    /** A resource that stands for itself: the whole document. */
    void root(JsonNode resource) {
        Structure structure = structure(resource);
        if (structure != null) {
            faults.trail().down(structure.name());
            new ElementCheck(definitions, faults, this, containedIds(resource))
                    .object(structure, resource);
            faults.trail().up();
        }
    }

    /** A resource inside another that stands for itself, such as an entry of a Bundle. */
    void inner(JsonNode resource) {
        Structure structure = structure(resource);
        if (structure != null) {
            new ElementCheck(definitions, faults, this, containedIds(resource))
                    .object(structure, resource);
        }
    }

    /** A contained resource, which shares the local references of its container. */
    void contained(JsonNode resource, ElementCheck container) {
        Structure structure = structure(resource);
        if (structure == null) {
            return;
        }
        container.object(structure, resource);
        JsonNode id = resource.get("id");
        if (id == null) {
            faults.addBelow("id", FaultKind.MISSING_ELEMENT, "id");
        }
        if (resource.has("contained")) {
            faults.addBelow("contained", FaultKind.BROKEN_RULE, "dom-2");
        }
        JsonNode meta = resource.path("meta");
        if (meta.has("versionId") || meta.has("lastUpdated")) {
            faults.addBelow("meta", FaultKind.BROKEN_RULE, "dom-4");
        }
        if (meta.has("security")) {
            faults.addBelow("meta", FaultKind.BROKEN_RULE, "dom-5");
        }
    }

    private Structure structure(JsonNode resource) {
        JsonNode type = resource.get("resourceType");
        if (!resource.isObject() || type == null || !type.isTextual()) {
            faults.add(FaultKind.NOT_A_RESOURCE);
            return null;
        }
        if (!definitions.isResourceType(type.textValue())) {
            faults.addBelow("resourceType", FaultKind.UNKNOWN_TYPE, Faults.shown(type.textValue()));
            return null;
        }
        return definitions.structure(type.textValue());
    }

    private Set<String> containedIds(JsonNode resource) {
        JsonNode contained = resource.get("contained");
        if (contained == null) {
            return Set.of();
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode inner : contained) {
            String id = inner.path("id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                faults.addBelow("contained", FaultKind.BROKEN_RULE, "contained-id-unique");
            }
        }
        if (!LocalReferences.joinAll(resource, contained)) {
            faults.addRule(FaultKind.BROKEN_RULE, "dom-3");
        }
        return ids;
    }
}
