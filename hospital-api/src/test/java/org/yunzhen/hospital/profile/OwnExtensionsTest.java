package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.validate.StructureValidator;

/** The extensions that this build publishes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnExtensionsTest {
    private static final String OURS = "https://yunzhen.example/fhir/StructureDefinition/";
    private static final String R4 = "http://hl7.org/fhir/StructureDefinition/";

    private final Http integration = Http.as("integration01");

    static Stream<String> extensions() {
        return Published.r4().own().stream()
                .filter(entry -> entry.excerpt().path("type").asText().equals("Extension"))
                .map(Entry::id);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void each_is_served_to_everybody_and_is_sound_itself(String id) {
        Reply reply = Http.anonymous().get("/fhir/StructureDefinition/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("url").asText()).isEqualTo(OURS + id);
        assertThat(new StructureValidator(Definitions.r4()).validate(reply.json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Patient, ethnic-group, '\"valueString\":\"汉族\"'",
        "Patient, fee, '\"valueMoney\":{\"value\":1,\"currency\":\"CNY\"}'",
        "Slot, slot-quota, '\"extension\":[{\"url\":\"channel\",\"valueCode\":\"public\"}]'"
    })
    void one_that_says_something_else_or_stands_elsewhere_is_told(
            String type, String extension, String value) {
        assertThat(errors(json(type, extension, value))).isNotEmpty();
    }

    @Test
    void one_that_fits_is_not() {
        String value =
                "\"valueCoding\":{\"system\":\"https://example.org/ethnic\",\"code\":\"01\"}";

        assertThat(errors(json("Patient", "ethnic-group", value))).isEmpty();
    }

    private static ObjectNode json(String type, String extension, String value) {
        String json =
                "{\"resourceType\":\"%s\",\"extension\":[{\"url\":\"%s\",%s}]}"
                        .formatted(type, OURS + extension, value);
        ObjectNode resource = (ObjectNode) FhirJson.parse(json.getBytes(StandardCharsets.UTF_8));
        if (type.equals("Slot")) {
            resource.put("status", "free").put("start", "2026-12-01T08:00:00+08:00");
            resource.put("end", "2026-12-01T08:30:00+08:00");
            resource.putObject("schedule").put("reference", "Schedule/1");
        }
        return resource;
    }

    private List<String> errors(ObjectNode resource) {
        String type = resource.path("resourceType").asText();
        Reply reply =
                integration.post(
                        "/fhir/%s/$validate?profile=%s%s".formatted(type, R4, type),
                        resource.toString());
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
