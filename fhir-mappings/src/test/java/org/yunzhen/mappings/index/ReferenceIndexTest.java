package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.index.Extraction.extract;
import static org.yunzhen.mappings.index.Extraction.values;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.index.IndexValue.Ref;

class ReferenceIndexTest {
    static Stream<Arguments> references() {
        return Stream.of(
                arguments("{'reference':'Patient/w'}", ref("Patient", "w", null, null, null)),
                arguments(
                        "{'reference':'Patient/w/_history/3'}",
                        ref("Patient", "w", null, null, null)),
                arguments(
                        "{'reference':'https://h.cn/fhir/Patient/w'}",
                        ref(null, null, "https://h.cn/fhir/Patient/w", null, null)),
                arguments(
                        "{'reference':'urn:uuid:1','type':'Patient'}",
                        ref("Patient", null, "urn:uuid:1", null, null)),
                arguments(
                        "{'type':'Patient','identifier':{'system':'a','value':'1'}}",
                        ref("Patient", null, null, "a", "1")),
                arguments(
                        "{'reference':'Patient/w','identifier':{'value':'1'}}",
                        ref("Patient", "w", null, null, "1")));
    }

    private static Ref ref(String type, String id, String url, String system, String value) {
        return new Ref("subject", type, id, url, system, value);
    }

    @ParameterizedTest
    @MethodSource("references")
    void references_keep_all_that_they_say(String reference, Ref expected) {
        String members = "'subject':" + reference;
        assertThat(values("Observation", members, "subject")).containsExactly(expected);
        assertThat(values("Observation", members, "patient"))
                .containsExactly(
                        new Ref(
                                "patient",
                                expected.type(),
                                expected.id(),
                                expected.url(),
                                expected.identifierSystem(),
                                expected.identifierValue()));
    }

    @Test
    void references_that_lead_nowhere_yield_nothing() {
        for (String reference :
                List.of(
                        "{'reference':'#p'}",
                        "{'display':'王'}",
                        "{'reference':'Patient?name=a'}")) {
            assertThat(values("Observation", "'subject':" + reference, "subject")).isEmpty();
        }
    }

    @Test
    void a_parameter_for_patients_skips_other_subjects() {
        String members = "'subject':{'reference':'Group/g'}";
        assertThat(values("Observation", members, "subject")).hasSize(1);
        assertThat(values("Observation", members, "patient")).isEmpty();
    }

    @Test
    void canonicals_and_resources_of_a_bundle_are_references_too() {
        assertThat(values("QuestionnaireResponse", "'questionnaire':'http://q|1'", "questionnaire"))
                .containsExactly(new Ref("questionnaire", null, null, "http://q|1", null, null));
        assertThat(
                        values(
                                "Bundle",
                                "'entry':[{'resource':{'resourceType':'Composition','id':'c'}},"
                                        + "{'resource':{'resourceType':'Composition','id':'d'}}]",
                                "composition"))
                .containsExactly(new Ref("composition", "Composition", "c", null, null, null));
    }

    @Test
    void literal_references_are_found_wherever_they_stand() {
        IndexEntries entries =
                extract(
                        "Encounter",
                        "'subject':{'reference':'Patient/w'},"
                                + "'participant':[{'individual':{'reference':'Practitioner/d/_history/2'}}],"
                                + "'extension':[{'url':'a','valueReference':{'reference':'Group/g'}}],"
                                + "'_language':{'extension':[{'url':'a','valueReference':{'reference':'List/l'}}]},"
                                + "'contained':[{'resourceType':'Condition','id':'c','subject':{'reference':'Patient/w'}}],"
                                + "'serviceProvider':{'reference':'#x'},'partOf':{'reference':'http://a/Encounter/1'}");
        assertThat(entries.references())
                .containsExactly(
                        new LiteralRef("Patient", "w", null, "Encounter.subject"),
                        new LiteralRef(
                                "Practitioner", "d", "2", "Encounter.participant[0].individual"),
                        new LiteralRef("Group", "g", null, "Encounter.extension[0].value"),
                        new LiteralRef("List", "l", null, "Encounter.language.extension[0].value"),
                        new LiteralRef("Patient", "w", null, "Encounter.contained[0].subject"));
    }

    @Test
    void a_uri_that_is_called_reference_is_none() {
        assertThat(extract("Immunization", "'education':[{'reference':'Patient/x'}]").references())
                .isEmpty();
    }
}
