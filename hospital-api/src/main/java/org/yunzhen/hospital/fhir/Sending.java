package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What is sent where it is no FHIR document, or too large to be held at once.
 *
 * @param headers besides those of every answer
 * @param contentType of the content, or null when there is none
 * @param content its parts, each made when the one before was sent; or null
 */
public record Sending(Map<String, String> headers, String contentType, Multi<Buffer> content) {
    /** Only headers. */
    public static Sending headers(Map<String, String> headers) {
        return new Sending(headers, null, null);
    }

    /** JSON that is no resource. */
    public static Sending json(JsonNode json, Map<String, String> headers) {
        Buffer bytes = Buffer.buffer(FhirJson.write(json));
        return new Sending(headers, "application/json", Multi.createFrom().item(bytes));
    }
}
