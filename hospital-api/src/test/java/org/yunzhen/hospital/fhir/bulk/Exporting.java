package org.yunzhen.hospital.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** An export as a client of Bulk Data Access makes it. */
record Exporting(Http caller, String status) {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Kicks off. */
    static Exporting begin(Http caller, String path) {
        Reply accepted =
                caller.with("Prefer", "respond-async")
                        .with("Accept", "application/fhir+json")
                        .get(path);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return new Exporting(caller, path(accepted.header("Content-Location")));
    }

    Reply poll() {
        return caller.with("Accept", "application/json").get(status);
    }

    /** The manifest, when it is complete. */
    JsonNode manifest() {
        Reply complete =
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(100))
                        .until(this::poll, reply -> reply.status() != 202);
        assertThat(complete.status()).as(complete.text()).isEqualTo(200);
        return complete.json();
    }

    /** All resources by {@code Type/id}; the manifest's counts are those of the files. */
    Map<String, JsonNode> resources() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode file : manifest().path("output")) {
            Reply reply =
                    caller.with("Accept", "application/fhir+ndjson")
                            .get(path(file.path("url").asText()));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/fhir+ndjson");
            String[] lines = reply.text().split("\n");
            assertThat(lines).hasSize(file.path("count").asInt());
            for (String line : lines) {
                JsonNode resource =
                        FhirJson.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                String type = resource.path("resourceType").asText();
                assertThat(type).isEqualTo(file.path("type").asText());
                JsonNode other = found.put(type + "/" + resource.path("id").asText(), resource);
                assertThat(other).as("twice").isNull();
            }
        }
        return found;
    }

    /** What the files of deletions name, in their order. */
    List<String> deleted() {
        List<String> found = new ArrayList<>();
        for (JsonNode file : manifest().path("deleted")) {
            assertThat(file.path("type").asText()).isEqualTo("Bundle");
            Reply reply = caller.get(path(file.path("url").asText()));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            String[] lines = reply.text().split("\n");
            assertThat(lines).hasSize(file.path("count").asInt());
            for (String line : lines) {
                JsonNode bundle =
                        FhirJson.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(bundle.path("resourceType").asText()).isEqualTo("Bundle");
                assertThat(bundle.path("type").asText()).isEqualTo("transaction");
                for (JsonNode entry : bundle.path("entry")) {
                    assertThat(entry.path("request").path("method").asText()).isEqualTo("DELETE");
                    found.add(entry.path("request").path("url").asText());
                }
            }
        }
        return found;
    }

    static String path(String url) {
        return url.substring(url.indexOf("/fhir/"));
    }

    /** Writes an observation of a patient, and the patient. */
    static void observation(String id, String patient, String code) {
        Http.as("integration01")
                .put(
                        "/fhir/Patient/" + patient,
                        "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(patient));
        Reply reply =
                Http.as("integration01")
                        .put(
                                "/fhir/Observation/" + id,
                                """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2026-11-20",
                         "code":{"coding":[{"system":"urn:ex","code":"%s"}]}}"""
                                        .formatted(id, patient, code));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }
}
