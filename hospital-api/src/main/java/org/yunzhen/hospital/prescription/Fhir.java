package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.json.FhirJson;

/** Small pieces of FHIR that the room's documents are made of. */
final class Fhir {
    private Fhir() {}

    static ObjectNode resource(String type) {
        return FhirJson.object().put("resourceType", type);
    }

    static ObjectNode reference(String reference) {
        return FhirJson.object().put("reference", reference);
    }

    static ObjectNode identifier(String system, String value) {
        return FhirJson.object().put("system", system).put("value", value);
    }

    static ObjectNode concept(String system, String code, String text) {
        ObjectNode concept = FhirJson.object();
        concept.putArray("coding").addObject().put("system", system).put("code", code);
        return concept.put("text", text);
    }
}
