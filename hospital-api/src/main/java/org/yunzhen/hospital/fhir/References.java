package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.yunzhen.mappings.json.FhirJson;

/** Replaces the full URLs of a transaction's entries by the references they became. */
final class References {
    private References() {}

    /** Rewrites, in place, every text of the document that is a known full URL. */
    static void rewrite(JsonNode document, Map<String, String> given) {
        if (document == null || given.isEmpty()) {
            return;
        }
        if (document instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (property.getValue().isTextual()) {
                    property.setValue(known(property.getValue(), given));
                } else {
                    rewrite(property.getValue(), given);
                }
            }
        } else if (document instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, known(array.get(i), given));
                } else {
                    rewrite(array.get(i), given);
                }
            }
        }
    }

    private static JsonNode known(JsonNode text, Map<String, String> given) {
        String reference = given.get(text.textValue());
        return reference == null ? text : FhirJson.text(reference);
    }
}
