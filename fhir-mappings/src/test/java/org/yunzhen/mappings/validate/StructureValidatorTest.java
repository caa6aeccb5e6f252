package org.yunzhen.mappings.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.mappings.validate.FaultKind.NOT_A_RESOURCE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.definition.Definitions;

class StructureValidatorTest {
    private final StructureValidator validator = new StructureValidator(Definitions.r4());

    @ParameterizedTest
    @MethodSource("org.yunzhen.mappings.validate.FaultTable#faults")
    void one_wrong_thing_gives_one_fault_at_its_place(
            String members, String expression, FaultKind kind) {
        List<Fault> faults = validator.validate(FaultTable.resource(members));
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).kind()).isEqualTo(kind);
        assertThat(faults.get(0).expression()).isEqualTo(expression);
    }

    /** The remaining kinds need a document too large for the table and have tests of their own. */
    @Test
    void every_kind_of_fault_is_tried() {
        Set<FaultKind> tried =
                FaultTable.faults().map(a -> (FaultKind) a.get()[2]).collect(Collectors.toSet());
        assertThat(EnumSet.complementOf(EnumSet.copyOf(tried)))
                .containsExactly(
                        FaultKind.TOO_LONG, FaultKind.TOO_COSTLY, FaultKind.TOO_MANY_FAULTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'active':false",
                "'birthDate':'2024-02-29'",
                "'birthDate':'1970','_birthDate':{'extension':[{'url':'http://a','valueCode':'b'}]}",
                "'_birthDate':{'extension':[{'url':'http://a','valueCode':'b'}]}",
                "'name':[{'given':['小',null],'_given':[null,{'id':'b'}]}]",
                "'name':[{'given':['小','明'],'_given':[{'id':'b'}]}]",
                "'name':[{'text':'王小明 🙂','family':'王','given':['小明']}]",
                "'deceasedDateTime':'2026-01-01T08:00:00+08:00','_deceasedDateTime':{'id':'d'}",
                "'_deceasedBoolean':{'id':'d'}",
                "'managingOrganization':{'reference':'#org'},"
                        + "'contained':[{'resourceType':'Organization','id':'org','name':'n'}]",
                "'managingOrganization':{'reference':'Organization/1/_history/2'}",
                "'managingOrganization':{'reference':'Organization?identifier=a|b'}",
                "'managingOrganization':{'reference':'https://example.org/fhir/Organization/1'}",
                "'managingOrganization':{'reference':'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'}",
                "'managingOrganization':{'identifier':{'value':'1'}}",
                "'identifier':[{'system':'urn:oid:2.16.156.10011.1.3',"
                        + "'value':'51040219800101123X'}]",
                "'identifier':[{'system':'urn:oid:2.16.156.10011.1.3','value':'510***********123X'}]",
                "'multipleBirthInteger':-2147483648",
                "'extension':[{'url':'http://a','extension':[{'url':'b','valueDecimal':1.50}]}]",
                "'extension':[{'url':'http://a','valueDecimal':-1.000000000000000000E-245}]",
                "'extension':[{'url':'http://a','valueReference':{'reference':'Group/1'}}]",
                "'contact':[{'name':{'text':'n'},'period':{'start':'2026-02-01','end':'2026-02'}}]",
                "'resourceType':'Bundle','type':'collection'",
                "'resourceType':'Parameters'",
                "'resourceType':'Binary','contentType':'text/plain','data':'5LqR6K+K'",
            })
    void what_r4_allows_is_accepted(String members) {
        assertThat(validator.validate(FaultTable.resource(members))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"Patient\"", "null", "{}"})
    void what_is_no_resource_is_told_so(String json) throws Exception {
        assertThat(validator.validate(new ObjectMapper().readTree(json)))
                .extracting(Fault::kind)
                .containsExactly(NOT_A_RESOURCE);
    }

    @Test
    void each_of_several_faults_is_listed() {
        ObjectNode patient =
                FaultTable.resource(
                        "'gender':'x','active':1,'name':[{'family':''},{'given':['a',7]}],'x':1");
        assertThat(validator.validate(patient))
                .extracting(Fault::expression)
                .containsExactly(
                        "Patient.gender",
                        "Patient.active",
                        "Patient.name[0].family",
                        "Patient.name[1].given[1]",
                        "Patient.x");
    }

    @Test
    void faults_without_end_are_cut_off_and_said_to_be() {
        ObjectNode patient = FaultTable.resource("'active':true");
        ArrayNode names = patient.putArray("name");
        for (int i = 0; i < 2000; i++) {
            names.addObject();
        }
        List<Fault> faults = validator.validate(patient);
        assertThat(faults).hasSize(Faults.MAX + 1);
        assertThat(faults.get(Faults.MAX).kind()).isEqualTo(FaultKind.TOO_MANY_FAULTS);
    }

    @Test
    void a_string_of_more_than_a_megabyte_is_too_long_and_a_narrative_or_binary_data_is_not() {
        String long4 = "AAAA".repeat(300_000);
        ObjectNode patient = FaultTable.resource("'active':true");
        patient.putArray("name").addObject().put("text", long4);
        assertThat(validator.validate(patient))
                .extracting(Fault::kind)
                .containsExactly(FaultKind.TOO_LONG);
        ObjectNode narrated = FaultTable.resource("'active':true");
        narrated.putObject("text")
                .put("status", "generated")
                .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + long4 + "</div>");
        assertThat(validator.validate(narrated)).isEmpty();
        ObjectNode binary = JsonNodeFactory.instance.objectNode();
        binary.put("resourceType", "Binary").put("contentType", "image/png").put("data", long4);
        assertThat(validator.validate(binary)).isEmpty();
    }

    @Test
    void a_fault_speaks_both_languages_and_names_its_issue_type() {
        Fault fault = validator.validate(FaultTable.resource("'gender':'woman'")).get(0);
        assertThat(fault.kind().code()).isEqualTo("unknown-code");
        assertThat(fault.kind().issueType()).isEqualTo("code-invalid");
        assertThat(fault.zh()).contains("woman", "必需值集");
        assertThat(fault.en()).contains("woman", "required value set");
    }
}
