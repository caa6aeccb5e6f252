package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that a patch brings.
 *
 * @param node the value, or null where a primitive has only an id or extensions
 * @param companion id and extensions of a primitive, or null
 * @param suffix the type as it stands in the name, as in {@code Quantity} of {@code valueQuantity};
 *     null for a backbone element or a resource
 */
record Value(JsonNode node, JsonNode companion, String suffix) {}
