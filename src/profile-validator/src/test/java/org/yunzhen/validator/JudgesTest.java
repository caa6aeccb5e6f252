package org.yunzhen.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgesTest {
    private static final String PROFILE = "https://example.org/StructureDefinition/born";
    private static final String DEFINITION =
            """
            {"resourceType": "StructureDefinition", "url": "%s", "name": "Born",
             "status": "active", "kind": "resource", "abstract": false, "type": "Patient",
             "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
             "derivation": "constraint", "differential": {"element": [
               {"id": "Patient.birthDate", "path": "Patient.birthDate", "min": %d}]}}""";
    private static final String PATIENT =
            """
            {"resourceType": "Patient"}""";

    private static final Judges JUDGES = new Judges();

    @Test
    void a_profile_that_came_with_the_question_is_held_against_the_resource() throws IOException {
        String said = answer(Set.of(), PATIENT, DEFINITION.formatted(PROFILE, 1));
        assertThat(said)
                .contains("\"severity\":\"error\",\"place\":\"Patient\"")
                .contains("Patient.birthDate: minimum required = 1")
                .contains("\"missing\":[]");
        assertThat(answer(Set.of(), PATIENT, DEFINITION.formatted(PROFILE, 0)))
                .as("the same profile, changed")
                .doesNotContain("\"severity\":\"error\"");
    }

    @Test
    void what_is_not_known_is_asked_for_once() throws IOException {
        assertThat(answer(Set.of(), PATIENT))
                .contains("\"missing\":[\"StructureDefinition|" + PROFILE + "\"]");
        assertThat(answer(Set.of("StructureDefinition|" + PROFILE), PATIENT))
                .contains("\"missing\":[]")
                .contains("Failed to retrieve profile");
    }

    @Test
    void what_is_no_definition_and_what_is_no_resource_are_answered_too() throws IOException {
        assertThat(answer(Set.of(), PATIENT, "{\"resourceType\":\"Patient\"}", "no JSON"))
                .contains("\"missing\":[\"StructureDefinition|");
        assertThat(answer(Set.of(), "{\"resourceType\":\"Nothing\"}"))
                .containsAnyOf("\"severity\":\"error\"", "\"severity\":\"fatal\"");
    }

    private static String answer(Set<String> absent, String resource, String... definitions)
            throws IOException {
        Question question = new Question(List.of(PROFILE), absent, resource, List.of(definitions));
        return new String(JUDGES.answer(question), StandardCharsets.UTF_8);
    }
}
