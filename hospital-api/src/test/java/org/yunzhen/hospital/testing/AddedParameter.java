package org.yunzhen.hospital.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.yunzhen.mappings.json.FhirJson;

/** SearchParameters that tests add to a tenant, and what they find. */
public final class AddedParameter {
    private AddedParameter() {}

    /** An active one, whose id is its code. */
    public static String json(String code, String base, String type, String expression) {
        return FhirJson.object()
                .put("resourceType", "SearchParameter")
                .put("id", code)
                .put("url", "http://example.org/SearchParameter/" + code)
                .put("name", code)
                .put("status", "active")
                .put("description", "Of a test.")
                .put("code", code)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "base", FhirJson.array().add(base))
                .put("type", type)
                .put("expression", expression)
                .toString();
    }

    /**
     * A composite, whose id is its code.
     *
     * @param parts URL and expression of each, in turn
     */
    public static String composite(String code, String base, String expression, String... parts) {
        StringBuilder components = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            components
                    .append(i == 0 ? "" : ",")
                    .append("{\"definition\":\"" + parts[i])
                    .append("\",\"expression\":\"" + parts[i + 1] + "\"}");
        }
        return json(code, base, "composite", expression)
                .replace("\"base\"", "\"component\":[" + components + "],\"base\"");
    }

    /** Puts one in force; its index is not complete then. */
    public static void add(Http http, String json) {
        String id = FhirJson.parse(json.getBytes()).path("id").asText();
        Reply reply = http.put("/fhir/SearchParameter/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    /** Waits until it can be searched by one. */
    public static void awaitComplete(Http http, String id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !status(http, id).contains("\"valueBoolean\":false"));
    }

    /** How far its index is. */
    public static String status(Http http, String id) {
        Reply reply = http.get("/fhir/SearchParameter/" + id + "/$status");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text();
    }

    /** Ids of the matches of a search that is answered. */
    public static Set<String> found(Http http, String search) {
        Reply reply = http.get(search);
        assertThat(reply.status()).as(search + reply.text()).isEqualTo(200);
        Set<String> ids = new TreeSet<>();
        for (JsonNode entry : reply.json().path("entry")) {
            if (entry.path("search").path("mode").asText().equals("match")) {
                ids.add(entry.path("resource").path("id").asText());
            }
        }
        return ids;
    }
}
