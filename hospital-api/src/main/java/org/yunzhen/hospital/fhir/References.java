package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.yunzhen.mappings.json.FhirJson;

/** The texts of a JSON Patch: of what is inserted nobody knows the type. */
final class References {
    private References() {}

    /** Rewrites every text in place. */
    static void rewrite(JsonNode tree, UnaryOperator<String> links) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(of(member.getValue(), links)));
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, of(array.get(i), links));
            }
        }
    }

    private static JsonNode of(JsonNode value, UnaryOperator<String> links) {
        if (value.isTextual()) {
            return FhirJson.text(links.apply(value.textValue()));
        }
        rewrite(value, links);
        return value;
    }
}
