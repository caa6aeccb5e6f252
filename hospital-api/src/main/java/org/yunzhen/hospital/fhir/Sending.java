package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
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

    /** The same, whose content comes packed. */
    Sending packed(String coding, Multi<Buffer> parts) {
        Map<String, String> more = new HashMap<>(headers);
        more.put("Content-Encoding", coding);
        return new Sending(more, contentType, parts);
    }

    /** JSON that is no resource. */
    public static Sending json(JsonNode json, Map<String, String> headers) {
        Buffer bytes = Buffer.buffer(FhirJson.write(json));
        return new Sending(headers, "application/json", Multi.createFrom().item(bytes));
    }
}
