package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.index.Extraction.values;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.index.IndexValue.Token;

class TokenIndexTest {
    private static final String GENDER = "http://hl7.org/fhir/administrative-gender";

    static Stream<Arguments> tokens() {
        return Stream.of(
                arguments("Patient", "'id':'wang'", token("_id", null, "wang", null)),
                arguments("Patient", "'active':true", token("active", null, "true", null)),
                arguments("Patient", "'gender':'male'", token("gender", GENDER, "male", null)),
                arguments(
                        "Patient",
                        "'identifier':[{'system':'urn:a','value':'1','type':{'text':'身份证'}}]",
                        token("identifier", "urn:a", "1", "身份证")),
                arguments(
                        "Patient",
                        "'telecom':[{'system':'phone','value':'139'}]",
                        token("phone", null, "139", null)),
                arguments(
                        "Patient",
                        "'meta':{'tag':[{'system':'urn:t','code':'demo'}]}",
                        token("_tag", "urn:t", "demo", null)),
                arguments(
                        "Encounter",
                        "'class':{'system':'urn:c','code':'VR','display':'virtual'}",
                        token("class", "urn:c", "VR", "virtual")),
                arguments(
                        "Observation",
                        "'code':{'coding':[{'code':'x'}]}",
                        token("code", null, "x", null)),
                arguments(
                        "Observation",
                        "'valueCodeableConcept':{'text':'阴性'}",
                        token("value-concept", null, null, "阴性")));
    }

    private static Token token(String param, String system, String code, String text) {
        return new Token(param, system, code, text);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void tokens_keep_system_code_and_text(String type, String members, Token expected) {
        assertThat(values(type, members, expected.param())).containsExactly(expected);
    }

    @Test
    void all_codings_of_a_concept_are_tokens() {
        assertThat(
                        values(
                                "Condition",
                                "'code':{'coding':[{'system':'a','code':'1'},{'system':'b','code':'2'}],"
                                        + "'text':'高血压'}",
                                "code"))
                .containsExactly(
                        token("code", "a", "1", null),
                        token("code", "b", "2", null),
                        token("code", null, null, "高血压"));
    }

    @Test
    void a_condition_on_the_way_is_kept() {
        String telecom =
                "'telecom':[{'system':'email','value':'a@b.cn'},{'system':'phone','value':'139'}]";
        assertThat(values("Patient", telecom, "email"))
                .containsExactly(token("email", null, "a@b.cn", null));
        assertThat(values("Patient", telecom, "telecom")).hasSize(2);
    }

    static Stream<Arguments> deceased() {
        return Stream.of(
                arguments("'id':'x'", "false"),
                arguments("'deceasedBoolean':false", "false"),
                arguments("'deceasedBoolean':true", "true"),
                arguments("'deceasedDateTime':'2025-12'", "true"));
    }

    @ParameterizedTest
    @MethodSource("deceased")
    void every_patient_is_found_by_whether_they_have_died(String members, String expected) {
        assertThat(values("Patient", members, "deceased"))
                .containsExactly(token("deceased", null, expected, null));
    }
}
