package org.yunzhen.mappings.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class FhirPathPatchTest {
    private static JsonNode json(String text) {
        return FhirJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Parts as in {@code type Code delete, path String Patient.name}. */
    private static String operation(String parts) {
        StringBuilder json = new StringBuilder("{'name':'operation','part':[");
        String between = "";
        for (String part : parts.split(" & ")) {
            String[] words = part.split(" ", 3);
            json.append(
                    between + "{'name':'" + words[0] + "','" + words[1] + "':" + words[2] + "}");
            between = ",";
        }
        return json + "]}";
    }

    private static String patched(String document, String parts) {
        ObjectNode target = (ObjectNode) json(document);
        FhirPathPatch.apply(
                target,
                json("{'resourceType':'Parameters','parameter':[" + operation(parts) + "]}"));
        return new String(FhirJson.write(target), StandardCharsets.UTF_8)
                .replace('"', '\'')
                .replaceFirst("'resourceType':'[A-Za-z]+',?", "");
    }

    @Test
    void a_patch_without_operations_changes_nothing() {
        ObjectNode target = (ObjectNode) json(patient("'birthDate':'1920-01-01'"));
        FhirPathPatch.apply(target, json("{'resourceType':'Parameters'}"));
        assertThat(target).isEqualTo(json(patient("'birthDate':'1920-01-01'")));
    }

    private static String patient(String members) {
        return "{'resourceType':'Patient'" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``;type valueCode 'add' & path valueString 'Patient' & name valueString 'birthDate'"
                        + " & value valueDate '1930-01-01';{'birthDate':'1930-01-01'}",
                "'name':[{'family':'a'}];type valueCode 'add' & path valueString 'Patient'"
                        + " & name valueString 'name' & value valueHumanName {'family':'b'};"
                        + "{'name':[{'family':'a'},{'family':'b'}]}",
                "'contact':[{'gender':'male'}];type valueCode 'add'"
                        + " & path valueString 'Patient.contact[0]' & name valueString 'name'"
                        + " & value valueHumanName {'text':'x'};"
                        + "{'contact':[{'gender':'male','name':{'text':'x'}}]}",
                "``;type valueCode 'add' & path valueString 'Patient' & name valueString 'contact'"
                        + " & value part [{'name':'name','valueHumanName':{'text':'x'}},"
                        + "{'name':'telecom','valueContactPoint':{'value':'1'}},"
                        + "{'name':'telecom','valueContactPoint':{'value':'2'}}];"
                        + "{'contact':[{'name':{'text':'x'},'telecom':[{'value':'1'},{'value':'2'}]}]}",
                "``;type valueCode 'add' & path valueString 'Patient' & name valueString 'deceased'"
                        + " & value valueBoolean true;{'deceasedBoolean':true}",
                "'deceasedBoolean':true;type valueCode 'replace' & path valueString"
                        + " 'Patient.deceased' & value valueDateTime '2026';{'deceasedDateTime':'2026'}",
                "'birthDate':'1920';type valueCode 'delete' & path valueString 'Patient.birthDate';{}",
                "``;type valueCode 'delete' & path valueString 'Patient.birthDate';{}",
                "'contact':[{'name':{'text':'x'}}];type valueCode 'delete'"
                        + " & path valueString 'Patient.contact[0].name.text';{}",
                "'name':[{'given':['a','b'],'_given':[{'id':'1'},null]}];type valueCode 'delete'"
                        + " & path valueString 'Patient.name.given[0]';{'name':[{'given':['b']}]}",
                "'identifier':[{'system':'a','value':'1'},{'system':'b','value':'2'}];"
                        + "type valueCode 'replace' & path valueString"
                        + " `Patient.identifier.where(system=\\'b\\').value` & value valueString '3';"
                        + "{'identifier':[{'system':'a','value':'1'},{'system':'b','value':'3'}]}",
                "'identifier':[{'value':'2'},{'value':'3'}];type valueCode 'insert'"
                        + " & path valueString 'Patient.identifier' & index valueInteger 0"
                        + " & value valueIdentifier {'value':'1'};"
                        + "{'identifier':[{'value':'1'},{'value':'2'},{'value':'3'}]}",
                "'identifier':[{'value':'1'},{'value':'2'},{'value':'3'}];type valueCode 'move'"
                        + " & path valueString 'Patient.identifier' & source valueInteger 0"
                        + " & destination valueInteger 2;"
                        + "{'identifier':[{'value':'2'},{'value':'3'},{'value':'1'}]}",
                "'name':[{'use':'usual','family':'a'},{'use':'official','family':'b'}];"
                        + "type valueCode 'replace' & path valueString"
                        + " 'Patient.name.first().family' & value valueString 'c';"
                        + "{'name':[{'use':'usual','family':'c'},{'use':'official','family':'b'}]}",
                "'extension':[{'url':'u','valueString':'a'}];type valueCode 'replace' & path"
                        + " valueString `Patient.extension(\\'u\\').value` & value valueDecimal 1.50;"
                        + "{'extension':[{'url':'u','valueDecimal':1.50}]}",
            })
    void each_operation_does_what_the_specification_says(
            String members, String parts, String after) {
        String quoted = parts.replace("`", "'").replace("\\'", "\\u0027");
        assertThat(patched(patient(members), quoted)).isEqualTo(after);
    }

    @Test
    void an_element_of_a_choice_is_reached_by_its_type() {
        String observation =
                "{'resourceType':'Observation','valueQuantity':{'value':1.50,'unit':'kg'}}";
        String path = " & path valueString 'Observation.value.ofType(Quantity).unit'";
        assertThat(patched(observation, "type valueCode 'delete'" + path))
                .isEqualTo("{'valueQuantity':{'value':1.50}}");
        assertThat(
                        patched(
                                observation,
                                "type valueCode 'delete'" + path.replace("Quantity", "string")))
                .contains("kg");
    }

    private static RefusedException refused(String parts) {
        return catchThrowableOfType(
                RefusedException.class,
                () -> patched(patient("'name':[{'family':'a'},{'family':'b'}]"), parts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "type valueCode 'delete' & path valueString 'Patient.name';PATCH_NOT_APPLICABLE",
                "type valueCode 'delete' & path valueString 'Observation.code';PATCH_NOT_APPLICABLE",
                "type valueCode 'replace' & path valueString 'Patient.birthDate'"
                        + " & value valueDate '2026';PATCH_NOT_APPLICABLE",
                "type valueCode 'replace' & path valueString 'Patient'"
                        + " & value valueDate '2026';PATCH_NOT_APPLICABLE",
                "type valueCode 'insert' & path valueString 'Patient.name' & index valueInteger 3"
                        + " & value valueHumanName {'family':'c'};PATCH_NOT_APPLICABLE",
                "type valueCode 'insert' & path valueString 'Patient.gender' & index valueInteger 0"
                        + " & value valueCode 'male';PATCH_NOT_APPLICABLE",
                "type valueCode 'move' & path valueString 'Patient.name' & source valueInteger 0"
                        + " & destination valueInteger 2;PATCH_NOT_APPLICABLE",
                "type valueCode 'move' & path valueString 'Patient.name';PATCH_MALFORMED",
                "type valueCode 'add' & path valueString 'Patient';PATCH_MALFORMED",
                "type valueCode 'add' & path valueString 'Patient' & name valueString 'gender';"
                        + "PATCH_MALFORMED",
                "type valueCode 'add' & path valueString 'Patient' & name valueString 'nonsense'"
                        + " & value valueString 'x';UNKNOWN_ELEMENT",
                "type valueCode 'nonsense' & path valueString 'Patient.name[0]';PATCH_MALFORMED",
                "type valueCode 'delete';PATCH_MALFORMED",
                "type valueCode 'delete' & type valueCode 'add' & path valueString"
                        + " 'Patient.name[0]';PATCH_MALFORMED",
                "type valueCode 'delete' & path valueString 'Patient.name[0]' & nonsense"
                        + " valueString 'x';PATCH_MALFORMED",
                "type valueCode 'delete' & path valueString 'Patient';PATCH_NOT_APPLICABLE",
                "path valueString 'Patient.name[0]';PATCH_MALFORMED",
            })
    void what_is_no_patch_or_does_not_apply_is_refused(String parts, Refusal refusal) {
        assertThat(refused(parts).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'_birthDate':{'id':'b'};type valueCode 'delete'"
                        + " & path valueString 'Patient.birthDate';{}",
                "'_birthDate':{'id':'b'};type valueCode 'replace'"
                        + " & path valueString 'Patient.birthDate' & value valueDate '1930';"
                        + "{'birthDate':'1930'}",
                "'name':[{'given':['a'],'_given':[null,{'id':'b'}]}];type valueCode 'delete'"
                        + " & path valueString 'Patient.name.given[1]';{'name':[{'given':['a']}]}",
                "'name':[{'_given':[{'id':'b'}]}];type valueCode 'replace'"
                        + " & path valueString 'Patient.name.given[0]' & value valueString 'c';"
                        + "{'name':[{'given':['c']}]}",
            })
    void a_primitive_that_has_only_an_id_or_extensions_is_an_element_too(
            String before, String parts, String after) {
        assertThat(patched(patient(before), parts)).isEqualTo(after);
    }

    @Test
    void the_element_that_there_is_not_is_named() {
        String add =
                "type valueCode 'add' & path valueString 'Patient' & name valueString 'nonsense'"
                        + " & value valueString 'x'";
        assertThat(refused(add).issues().get(0).arguments()).isEqualTo(List.of("Patient.nonsense"));
    }

    @Test
    void what_has_only_extensions_is_there_and_is_not_added_once_more() {
        String add =
                "type valueCode 'add' & path valueString 'Patient' & name valueString 'birthDate'"
                        + " & value valueDate '1930'";
        RefusedException refused =
                catchThrowableOfType(
                        RefusedException.class,
                        () -> patched(patient("'_birthDate':{'id':'b'}"), add));
        assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_VALUES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient.name.descendants()",
                "Patient.name | Patient.contact",
                "Patient.name.where(family ~ 1)",
                "Patient.name.where(",
                "Patient.name[",
                "Patient.name[-1]",
                "Patient..name",
                "",
                "1+1"
            })
    void a_path_beyond_the_served_part_of_fhirpath_is_refused_as_not_supported(String path) {
        RefusedException refused =
                refused("type valueCode 'delete' & path valueString '" + path + "'");
        assertThat(refused.refusal()).isEqualTo(Refusal.NOT_SUPPORTED);
    }
}
