package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.json.MalformedJsonException;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The bodies of patches: an array is a JSON Patch, Parameters are a FHIRPath Patch. */
final class Patches {
    private Patches() {}

    /**
     * The same body.
     *
     * @throws RefusedException 400 when it is not what its media type says
     */
    static JsonNode checked(JsonNode body, boolean jsonPatch) {
        boolean parameters = "Parameters".equals(body.path("resourceType").textValue());
        if (jsonPatch ? !body.isArray() : !parameters) {
            throw new RefusedException(Refusal.PATCH_MALFORMED, 0);
        }
        return body;
    }

    /** The patch of an entry of a Bundle, where a JSON Patch stands in a Binary. */
    static JsonNode ofEntry(JsonNode resource) {
        if (!"Binary".equals(resource.path("resourceType").textValue())) {
            return checked(resource, false);
        }
        boolean jsonPatch = Media.isJsonPatch(resource.path("contentType").textValue());
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(resource.path("data").asText());
            return checked(FhirJson.parse(UnicodeBytes.checked(bytes)), jsonPatch);
        } catch (IllegalArgumentException noBase64) {
            throw new RefusedException(Refusal.BUNDLE_ENTRY, "resource.data");
        } catch (MalformedJsonException malformed) {
            throw Failures.asRefusal(malformed);
        }
    }
}
