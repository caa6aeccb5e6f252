package org.yunzhen.hospital.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.json.FhirJson;

/** What came back over HTTP. */
public record Reply(HttpResponse<byte[]> http) {
    public int status() {
        return http.statusCode();
    }

    public String header(String name) {
        return http.headers().firstValue(name).orElse(null);
    }

    public String text() {
        return new String(http.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return FhirJson.parse(http.body());
    }

    /** The id of the resource in the body. */
    public String id() {
        return json().path("id").textValue();
    }

    /** Codes of our own in an OperationOutcome. */
    public List<String> refusals() {
        List<String> codes = new ArrayList<>();
        for (JsonNode issue : json().path("issue")) {
            codes.add(issue.path("details").path("coding").path(0).path("code").textValue());
        }
        return codes;
    }
}
