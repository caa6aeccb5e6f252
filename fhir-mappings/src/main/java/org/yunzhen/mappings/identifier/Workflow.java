package org.yunzhen.mappings.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The mark in {@code meta.tag} of an instance that a workflow made and owns. Only the server sets
 * it; what bears it is moved by operations alone.
 */
public final class Workflow {

    /** The system of the mark; any code of it makes the instance owned. */
    public static final String SYSTEM = Systems.WORKFLOW;

    /** The code of the mark. */
    public static final String OWNED = "owned";

    private Workflow() {}

    /** Whether a coding with this system is the mark, whatever its code: callers may write none. */
    public static boolean isMark(JsonNode coding) {
        return SYSTEM.equals(coding.path("system").asText());
    }

    /** Whether a workflow owns the resource. */
    public static boolean owns(JsonNode resource) {
        for (JsonNode tag : resource.path("meta").path("tag")) {
            if (isMark(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Marks the resource as owned, once, in place; returns it. */
    public static ObjectNode mark(ObjectNode resource) {
        if (!owns(resource)) {
            tags(resource).add(coding());
        }
        return resource;
    }

    /** The mark as a new coding. */
    public static ObjectNode coding() {
        return JsonNodeFactory.instance.objectNode().put("system", SYSTEM).put("code", OWNED);
    }

    private static ArrayNode tags(ObjectNode resource) {
        return resource.withObject("/meta").withArray("tag");
    }
}
