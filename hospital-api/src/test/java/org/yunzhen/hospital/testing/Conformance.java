package org.yunzhen.hospital.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.identifier.Systems;

/** What workflows write, held against the profiles that this build publishes. */
public final class Conformance {
    private Conformance() {}

    /** The resource has no error by one of our profiles. */
    public static void require(String profile, JsonNode resource) {
        assertThat(errors(profile, resource)).as(resource.toString()).isEmpty();
    }

    /** What {@code $validate} finds wrong by one of our profiles. */
    public static List<String> errors(String profile, JsonNode resource) {
        String path =
                "/fhir/%s/$validate?profile=%sStructureDefinition/%s"
                        .formatted(resource.path("resourceType").asText(), Systems.BASE, profile);
        Reply reply = Http.as("integration01").post(path, resource.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> errors = new ArrayList<>();
        for (JsonNode issue : reply.json().path("issue")) {
            if (issue.path("severity").asText().equals("error")) {
                errors.add(issue.path("details").path("text").asText());
            }
        }
        return errors;
    }
}
