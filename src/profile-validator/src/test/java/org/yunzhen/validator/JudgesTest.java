package org.yunzhen.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgesTest {
    private static final String PROFILE = "https://example.org/StructureDefinition/born";
    private static final String KEY = "StructureDefinition|%s";
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

    private static final Path OWN =
            Path.of(
                    "../../fhir-mappings/src/main/resources/org/yunzhen/mappings/definition/own",
                    "StructureDefinition");

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
    void of_one_address_each_version_is_its_own() throws IOException {
        Map<String, String> given =
                Map.of(
                        KEY.formatted(PROFILE),
                        DEFINITION.formatted(PROFILE, 0),
                        KEY.formatted(PROFILE) + "|1",
                        DEFINITION.formatted(PROFILE, 1));
        String demand = "Patient.birthDate: minimum required = 1";
        assertThat(answer(PROFILE + "|1", given)).contains(demand).contains("\"missing\":[]");
        assertThat(answer(PROFILE, given)).doesNotContain(demand);
        assertThat(answer(PROFILE + "|3", given))
                .contains("\"missing\":[\"StructureDefinition|" + PROFILE + "|3\"]");
    }

    private static String answer(String profile, Map<String, String> given) throws IOException {
        Question question = new Question("1", List.of(profile), Set.of(), PATIENT, given);
        return new String(JUDGES.answer(question), StandardCharsets.UTF_8);
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
    void what_was_not_there_is_looked_for_again_when_the_definitions_have_changed()
            throws IOException {
        String bound =
                DEFINITION
                        .formatted(PROFILE, 0)
                        .replace(
                                "\"min\": 0}",
                                "\"binding\": {\"strength\": \"required\", \"valueSet\":"
                                        + " \"https://example.org/ValueSet/days\"}}")
                        .replace("Patient.birthDate", "Patient.language");
        String absent = "ValueSet|https://example.org/ValueSet/days";
        String german =
                """
                {"resourceType": "Patient", "language": "de"}""";
        assertThat(answer("1", Set.of(), german, bound)).contains(absent);
        assertThat(answer("1", Set.of(absent), german, bound)).contains("\"missing\":[]");

        assertThat(answer("2", Set.of(), german, bound)).contains(absent);
    }

    @Test
    void what_is_no_definition_and_what_is_no_resource_are_answered_too() throws IOException {
        assertThat(answer(Set.of(), PATIENT, "{\"resourceType\":\"Patient\"}", "no JSON"))
                .contains("\"missing\":[\"StructureDefinition|");
        assertThat(answer(Set.of(), "{\"resourceType\":\"Nothing\"}"))
                .containsAnyOf("\"severity\":\"error\"", "\"severity\":\"fatal\"");
    }

    @ParameterizedTest
    @CsvSource({
        "resident, 'urn:oid:2.16.156.10011.1.3', 51040219800101123X, 510402198001011239",
        "institution, 'https://yunzhen.example/fhir/sid/uscc', 12510400450000016E,"
                + " 12510400450000016F"
    })
    void our_profiles_tell_a_wrong_check_character_to_a_foreign_validator(
            String profile, String system, String sound, String wrong) throws IOException {
        String definition = Files.readString(OWN.resolve(profile + ".json"));
        String type = profile.equals("resident") ? "Patient" : "Organization";
        String resource =
                """
                {"resourceType":"%s","identifier":[{"system":"%s","value":"%s"}]}""";
        String check = "Constraint failed: yz-";
        assertThat(ask(profile, resource.formatted(type, system, sound), definition))
                .doesNotContain(check);
        assertThat(ask(profile, resource.formatted(type, system, wrong), definition))
                .contains(check);
    }

    private static String ask(String profile, String resource, String definition)
            throws IOException {
        String url = "https://yunzhen.example/fhir/StructureDefinition/" + profile;
        Map<String, String> given = Map.of(KEY.formatted(url), definition);
        Question question = new Question("1", List.of(url), Set.of(), resource, given);
        return new String(JUDGES.answer(question), StandardCharsets.UTF_8);
    }

    private static String answer(Set<String> absent, String resource, String... definitions)
            throws IOException {
        return answer("1", absent, resource, definitions);
    }

    private static String answer(
            String state, Set<String> absent, String resource, String... definitions)
            throws IOException {
        Map<String, String> given = new TreeMap<>();
        for (String definition : definitions) {
            given.putIfAbsent(KEY.formatted(PROFILE) + (given.isEmpty() ? "" : "|x"), definition);
        }
        Question question = new Question(state, List.of(PROFILE), absent, resource, given);
        return new String(JUDGES.answer(question), StandardCharsets.UTF_8);
    }
}
