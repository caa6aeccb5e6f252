package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.definition.Property;

/**
 * Lists of elements. Ids and extensions of primitives stand in a second list beside the first, each
 * at the place of its value, with null where there is none (R4 section 2.6.2.3).
 */
final class Lists {
    private Lists() {}

    static int size(ObjectNode holder, Property property) {
        return Math.max(
                holder.path(property.jsonName()).size(),
                holder.path(property.companionName()).size());
    }

    static void remove(ObjectNode holder, Property property, int index) {
        take(holder, property.jsonName(), index);
        take(holder, property.companionName(), index);
    }

    private static void take(ObjectNode holder, String name, int index) {
        if (holder.get(name) instanceof ArrayNode list) {
            list.remove(index);
            if (list.isEmpty() || isOnlyNull(list)) {
                holder.remove(name);
            }
        }
    }

    private static boolean isOnlyNull(ArrayNode list) {
        for (JsonNode item : list) {
            if (!item.isNull()) {
                return false;
            }
        }
        return true;
    }

    static void insert(ObjectNode holder, Property property, int index, Value value) {
        int before = size(holder, property);
        boolean values = value.node() != null || holder.has(property.jsonName());
        boolean companions = value.companion() != null || holder.has(property.companionName());
        if (values) {
            put(holder, property.jsonName(), before, index, value.node());
        }
        if (companions) {
            put(holder, property.companionName(), before, index, value.companion());
        }
    }

    private static void put(ObjectNode holder, String name, int size, int index, JsonNode item) {
        ArrayNode list =
                holder.get(name) instanceof ArrayNode there ? there : holder.putArray(name);
        while (list.size() < size) {
            list.addNull();
        }
        if (item == null) {
            list.insertNull(index);
        } else {
            list.insert(index, item);
        }
    }

    /** What stands at a place, with its id and extensions. */
    static Value get(ObjectNode holder, Property property, int index) {
        JsonNode companion = holder.path(property.companionName()).get(index);
        return new Value(
                holder.path(property.jsonName()).get(index),
                companion == null || companion.isNull() ? null : companion,
                null);
    }
}
