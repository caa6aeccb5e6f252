package org.yunzhen.mappings.validate;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.validate.FaultKind.BAD_FORMAT;
import static org.yunzhen.mappings.validate.FaultKind.BROKEN_RULE;
import static org.yunzhen.mappings.validate.FaultKind.EMPTY;
import static org.yunzhen.mappings.validate.FaultKind.MISSING_CODE;
import static org.yunzhen.mappings.validate.FaultKind.MISSING_ELEMENT;
import static org.yunzhen.mappings.validate.FaultKind.NOT_AN_ARRAY;
import static org.yunzhen.mappings.validate.FaultKind.NOT_A_RESOURCE;
import static org.yunzhen.mappings.validate.FaultKind.NULL_VALUE;
import static org.yunzhen.mappings.validate.FaultKind.OUT_OF_RANGE;
import static org.yunzhen.mappings.validate.FaultKind.REPEATED;
import static org.yunzhen.mappings.validate.FaultKind.SEVERAL_CHOICES;
import static org.yunzhen.mappings.validate.FaultKind.UNKNOWN_CODE;
import static org.yunzhen.mappings.validate.FaultKind.UNKNOWN_ELEMENT;
import static org.yunzhen.mappings.validate.FaultKind.UNKNOWN_TYPE;
import static org.yunzhen.mappings.validate.FaultKind.UNSAFE_NARRATIVE;
import static org.yunzhen.mappings.validate.FaultKind.WRONG_CHECK;
import static org.yunzhen.mappings.validate.FaultKind.WRONG_JSON_TYPE;
import static org.yunzhen.mappings.validate.FaultKind.WRONG_TARGET;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.yunzhen.mappings.ExactJson;

/** Resources with exactly one fault each. */
final class FaultTable {
    private FaultTable() {}

    /** Members of a Patient unless a resourceType is named; the place; the fault. */
    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("'resourceType':'Unicorn'", "resourceType", UNKNOWN_TYPE),
                arguments("'resourceType':'Resource'", "resourceType", UNKNOWN_TYPE),
                arguments("'resourceType':7", "", NOT_A_RESOURCE),
                arguments("'shoeSize':42", "Patient.shoeSize", UNKNOWN_ELEMENT),
                arguments("'_shoeSize':{}", "Patient._shoeSize", UNKNOWN_ELEMENT),
                arguments("'_name':[{'id':'a'}]", "Patient._name", UNKNOWN_ELEMENT),
                arguments("'name':[{'nick':'小明'}]", "Patient.name[0].nick", UNKNOWN_ELEMENT),
                arguments(
                        "'name':[{'resourceType':'Patient'}]",
                        "Patient.name[0].resourceType",
                        UNKNOWN_ELEMENT),
                arguments(
                        "'identifier':[{'system':'urn:oid:2.16.156.10011.1.3',"
                                + "'value':'510402198001011239'}]",
                        "Patient.identifier[0].value",
                        WRONG_CHECK),
                arguments(
                        "'managingOrganization':{'identifier':{"
                                + "'system':'https://yunzhen.example/fhir/sid/uscc',"
                                + "'value':'12510400450000016F'}}",
                        "Patient.managingOrganization.identifier.value",
                        WRONG_CHECK),
                arguments("'active':'true'", "Patient.active", WRONG_JSON_TYPE),
                arguments("'birthDate':19700101", "Patient.birthDate", WRONG_JSON_TYPE),
                arguments("'birthDate':{}", "Patient.birthDate", WRONG_JSON_TYPE),
                arguments("'name':['王小明']", "Patient.name[0]", WRONG_JSON_TYPE),
                arguments("'maritalStatus':'M'", "Patient.maritalStatus", WRONG_JSON_TYPE),
                arguments("'name':{'family':'王'}", "Patient.name", NOT_AN_ARRAY),
                arguments("'name':[{'given':'小明'}]", "Patient.name[0].given", NOT_AN_ARRAY),
                arguments("'gender':['male']", "Patient.gender", REPEATED),
                arguments("'maritalStatus':[{'text':'已婚'}]", "Patient.maritalStatus", REPEATED),
                arguments("'gender':null", "Patient.gender", NULL_VALUE),
                arguments("'name':null", "Patient.name", NOT_AN_ARRAY),
                arguments("'name':[null]", "Patient.name[0]", NULL_VALUE),
                arguments("'maritalStatus':null", "Patient.maritalStatus", NULL_VALUE),
                arguments(
                        "'name':[{'given':['小','明',null]}]",
                        "Patient.name[0].given[2]",
                        NULL_VALUE),
                arguments("'name':[]", "Patient.name", EMPTY),
                arguments("'name':[{}]", "Patient.name[0]", EMPTY),
                arguments("'name':[{'family':''}]", "Patient.name[0].family", EMPTY),
                arguments("'maritalStatus':{}", "Patient.maritalStatus", EMPTY),
                arguments(
                        "'deceasedBoolean':true,'deceasedDateTime':'2026'",
                        "Patient.deceased",
                        SEVERAL_CHOICES),
                arguments(
                        "'deceasedBoolean':true,'_deceasedDateTime':{'id':'d'}",
                        "Patient.deceased",
                        SEVERAL_CHOICES),
                arguments("'link':[{'type':'seealso'}]", "Patient.link[0].other", MISSING_ELEMENT),
                arguments(
                        "'communication':[{'preferred':true}]",
                        "Patient.communication[0].language",
                        MISSING_ELEMENT),
                arguments("'id':'a_b'", "Patient.id", BAD_FORMAT),
                arguments("'birthDate':'2025-02-29'", "Patient.birthDate", BAD_FORMAT),
                arguments("'birthDate':'2025-02-28T00:00:00Z'", "Patient.birthDate", BAD_FORMAT),
                arguments("'multipleBirthInteger':1.0", "Patient.multipleBirth", BAD_FORMAT),
                arguments(
                        "'multipleBirthInteger':2147483648", "Patient.multipleBirth", OUT_OF_RANGE),
                arguments(
                        "'telecom':[{'system':'phone','value':'1','rank':0}]",
                        "Patient.telecom[0].rank",
                        OUT_OF_RANGE),
                arguments("'gender':'woman'", "Patient.gender", UNKNOWN_CODE),
                arguments("'gender':'Male'", "Patient.gender", UNKNOWN_CODE),
                arguments(
                        "'generalPractitioner':[{'reference':'Patient/1'}]",
                        "Patient.generalPractitioner[0]",
                        WRONG_TARGET),
                arguments(
                        "'managingOrganization':{'type':'Patient','display':'x'}",
                        "Patient.managingOrganization",
                        WRONG_TARGET),
                arguments(
                        "'managingOrganization':{'reference':'Patient?identifier=1'}",
                        "Patient.managingOrganization",
                        WRONG_TARGET),
                arguments(
                        "'managingOrganization':{'reference':'Organization/a b'}",
                        "Patient.managingOrganization.reference",
                        BAD_FORMAT),
                arguments(
                        "'managingOrganization':{'reference':'Unicorn/1'}",
                        "Patient.managingOrganization.reference",
                        BAD_FORMAT),
                arguments(
                        "'managingOrganization':{'reference':'#org'}",
                        "Patient.managingOrganization",
                        BROKEN_RULE),
                arguments("'extension':[{'url':'http://a'}]", "Patient.extension[0]", BROKEN_RULE),
                arguments(
                        "'extension':[{'url':'http://a','valueCode':'a',"
                                + "'extension':[{'url':'b','valueCode':'c'}]}]",
                        "Patient.extension[0]",
                        BROKEN_RULE),
                arguments(
                        "'extension':[{'valueCode':'a'}]",
                        "Patient.extension[0].url",
                        MISSING_ELEMENT),
                arguments(
                        "'extension':[{'url':'http://a','valueCode':'a','valueString':'b'}]",
                        "Patient.extension[0].value",
                        SEVERAL_CHOICES),
                arguments("'_birthDate':{}", "Patient.birthDate", EMPTY),
                arguments("'_birthDate':[{'id':'a'}]", "Patient.birthDate", WRONG_JSON_TYPE),
                arguments("'_birthDate':null", "Patient.birthDate", NULL_VALUE),
                arguments(
                        "'_birthDate':{'value':'2026'}",
                        "Patient.birthDate.value",
                        UNKNOWN_ELEMENT),
                arguments("'name':[{'_given':{'id':'a'}}]", "Patient.name[0].given", NOT_AN_ARRAY),
                arguments("'name':[{'_given':[null]}]", "Patient.name[0].given[0]", NULL_VALUE),
                arguments("'name':[{'_given':[]}]", "Patient.name[0].given", EMPTY),
                arguments("'contained':[{'id':'a'}]", "Patient.contained[0]", NOT_A_RESOURCE),
                arguments(
                        "'contained':[{'resourceType':'Organization','name':'医院'}]",
                        "Patient.contained[0].id",
                        MISSING_ELEMENT),
                arguments(
                        "'contained':[{'resourceType':'Organization','id':'a','nam':'医院'}]",
                        "Patient.contained[0].nam",
                        UNKNOWN_ELEMENT),
                arguments(
                        "'contained':[{'resourceType':'Basic','id':'a','code':{'text':'a'},"
                                + "'contained':[{'resourceType':'Organization','id':'b'}]}]",
                        "Patient.contained[0].contained",
                        BROKEN_RULE),
                arguments(
                        "'contained':[{'resourceType':'Organization','id':'a'},"
                                + "{'resourceType':'Location','id':'a'}]",
                        "Patient.contained",
                        BROKEN_RULE),
                arguments(
                        "'contained':[{'resourceType':'Organization','id':'a',"
                                + "'meta':{'versionId':'1'}}]",
                        "Patient.contained[0].meta",
                        BROKEN_RULE),
                arguments(
                        "'contact':[{'period':{'start':'2026-02-01','end':'2026-01-31'}}]",
                        "Patient.contact[0].period",
                        BROKEN_RULE),
                arguments("'telecom':[{'value':'1'}]", "Patient.telecom[0]", BROKEN_RULE),
                arguments("'photo':[{'data':'AAAA'}]", "Patient.photo[0]", BROKEN_RULE),
                arguments(
                        "'text':{'status':'generated','div':'<p>x</p>'}",
                        "Patient.text.div",
                        UNSAFE_NARRATIVE),
                arguments(
                        "'resourceType':'Condition','subject':{'reference':'Patient/1'},"
                                + "'clinicalStatus':{'text':'active'}",
                        "Condition.clinicalStatus",
                        MISSING_CODE),
                arguments(
                        "'resourceType':'Observation','status':'final','code':{'text':'体重'},"
                                + "'referenceRange':[{'low':{'value':1,'comparator':'<'}}]",
                        "Observation.referenceRange[0].low.comparator",
                        UNKNOWN_ELEMENT),
                arguments(
                        "'resourceType':'Observation','status':'final','code':{'text':'体重'},"
                                + "'valueQuantity':{'value':1,'code':'kg'}",
                        "Observation.value",
                        BROKEN_RULE),
                arguments(
                        "'resourceType':'Observation','status':'final','code':{'text':'体重'},"
                                + "'valueQuantity':{'value':'1'}",
                        "Observation.value.value",
                        WRONG_JSON_TYPE),
                arguments(
                        "'resourceType':'Observation','status':'final','code':{'text':'体重'},"
                                + "'valueQuantity':{'value':1e999999999}",
                        "Observation.value.value",
                        OUT_OF_RANGE),
                arguments(
                        "'resourceType':'Observation','status':'final','code':{'text':'体重'},"
                                + "'valueQuantity':{'value':1e309}",
                        "Observation.value.value",
                        OUT_OF_RANGE),
                arguments(
                        "'resourceType':'Bundle','type':'collection','entry':[{'resource':"
                                + "{'resourceType':'Patient','gender':'x'}}]",
                        "Bundle.entry[0].resource.gender",
                        UNKNOWN_CODE),
                arguments(
                        "'resourceType':'Questionnaire','status':'active','item':[{'linkId':'1',"
                                + "'type':'group','item':[{'linkId':'1.1','type':'grouped'}]}]",
                        "Questionnaire.item[0].item[0].type",
                        UNKNOWN_CODE));
    }

    /** A Patient with these members, or what they name by a resourceType of their own. */
    static ObjectNode resource(String members) {
        return ExactJson.object(
                members.startsWith("'resourceType'")
                        ? "{" + members + "}"
                        : "{'resourceType':'Patient'," + members + "}");
    }
}
