package org.yunzhen.mappings.patch;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two values are equal as RFC 6902 section 4.6 says: numbers by their value. */
final class SameValue {
    private SameValue() {}

    static boolean of(JsonNode one, JsonNode other) {
        return one.equals(SameValue::compared, other);
    }

    /** For Jackson, 0 for equal; only of values that differ as nodes. */
    private static int compared(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
