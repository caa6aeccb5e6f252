package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What {@code Bundle.entry.request} asks beside method and address. A precondition that is no
 * string is refused: passed over, the write would be done that it should have prevented.
 */
final class EntryRequest {
    private EntryRequest() {}

    /**
     * @throws RefusedException 422 for what is no string
     */
    static Call.Conditions conditions(JsonNode request) {
        return new Call.Conditions(
                text(request, "ifMatch"),
                text(request, "ifNoneMatch"),
                text(request, "ifModifiedSince"),
                null,
                text(request, "ifNoneExist"),
                null,
                false,
                null);
    }

    /** A string, or null where there is none. */
    static String text(JsonNode element, String name) {
        JsonNode value = element.path(name);
        boolean string = value.isTextual() && !value.textValue().isEmpty();
        if (!string && !value.isMissingNode()) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, name);
        }
        return value.textValue();
    }
}
