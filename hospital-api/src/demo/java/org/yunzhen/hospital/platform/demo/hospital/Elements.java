package org.yunzhen.hospital.platform.demo.hospital;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.yunzhen.mappings.json.FhirJson;

/** The FHIR elements of which the demo's documents are made. */
final class Elements {
    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    private Elements() {}

    static ObjectNode resource(String type, String id) {
        return FhirJson.object().put("resourceType", type).put("id", id);
    }

    static ObjectNode identifier(String system, String value) {
        return FhirJson.object().put("system", system).put("value", value);
    }

    static ObjectNode coding(String system, String code, String display) {
        return FhirJson.object().put("system", system).put("code", code).put("display", display);
    }

    static ObjectNode concept(String text, ObjectNode... codings) {
        ObjectNode concept = FhirJson.object();
        if (codings.length > 0) {
            var array = concept.putArray("coding");
            for (ObjectNode coding : codings) {
                array.add(coding);
            }
        }
        return concept.put("text", text);
    }

    static ObjectNode reference(String target, String display) {
        return FhirJson.object().put("reference", target).put("display", display);
    }

    static ObjectNode period(String start, String end) {
        return FhirJson.object().put("start", start).put("end", end);
    }

    static ObjectNode phone(String number) {
        return FhirJson.object().put("system", "phone").put("value", number);
    }

    /** A new extension of a resource or element, to be given its value. */
    static ObjectNode extension(ObjectNode bearer, String url) {
        return bearer.withArray("extension").addObject().put("url", url);
    }

    /** A text in Chinese with its English beside it. */
    static void bilingual(ObjectNode bearer, String property, String zh, String en) {
        bearer.put(property, zh);
        ObjectNode translation = extension(bearer.withObject("/_" + property), TRANSLATION);
        var parts = translation.putArray("extension");
        parts.addObject().put("url", "lang").put("valueCode", "en");
        parts.addObject().put("url", "content").put("valueString", en);
    }

    static String dateTime(OffsetDateTime at) {
        return SECONDS.format(at);
    }
}
