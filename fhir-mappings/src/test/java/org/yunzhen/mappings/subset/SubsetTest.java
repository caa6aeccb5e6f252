package org.yunzhen.mappings.subset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.json.JsonLayout;

class SubsetTest {
    private static final String SUBSETTED =
            "{'system':'http://terminology.hl7.org/CodeSystem/v3-ObservationValue','code':'SUBSETTED'}";

    private static final String PATIENT =
            "{'resourceType':'Patient','id':'p','meta':{'versionId':'1','tag':[{'code':'x'}]},"
                    + "'text':{'status':'generated','div':'<div/>'},'modifierExtension':[{'url':'m'}],"
                    + "'extension':[{'url':'e'}],'active':true,'_birthDate':{'id':'b'},"
                    + "'photo':[{'title':'t'}],'maritalStatus':{'text':'s'},"
                    + "'contact':[{'gender':'male'}],'deceasedBoolean':false}";

    private static final String OBSERVATION =
            "{'resourceType':'Observation','id':'o','meta':{'versionId':'1'},'status':'final',"
                    + "'code':{'text':'c','extension':[{'url':'e'}]},'valueQuantity':{'value':61.50},"
                    + "'note':[{'text':'n'}],"
                    + "'component':[{'code':{'text':'k'},'valueInteger':0,'interpretation':[{'text':'i'}]}]}";

    private static String of(Subset subset, String document) {
        return new String(subset.of(document.replace('\'', '"').getBytes(UTF_8)), UTF_8)
                .replace('"', '\'');
    }

    @Test
    void a_summary_has_what_the_definitions_mark_down_to_backbone_elements() {
        assertThat(of(Subset.summary(), PATIENT))
                .isEqualTo(
                        "{'resourceType':'Patient','id':'p','meta':{'versionId':'1',"
                                + "'tag':[{'code':'x'},"
                                + SUBSETTED
                                + "]},'modifierExtension':[{'url':'m'}],'active':true,"
                                + "'_birthDate':{'id':'b'},'deceasedBoolean':false}");
        assertThat(of(Subset.summary(), OBSERVATION))
                .isEqualTo(
                        "{'resourceType':'Observation','id':'o','meta':{'versionId':'1','tag':["
                                + SUBSETTED
                                + "]},'status':'final','code':{'text':'c','extension':[{'url':'e'}]},"
                                + "'valueQuantity':{'value':61.50},"
                                + "'component':[{'code':{'text':'k'},'valueInteger':0}]}");
    }

    @Test
    void text_has_the_narrative_and_data_all_but_the_narrative() {
        assertThat(of(Subset.text(), PATIENT))
                .contains("'text':", "'id':'p'", SUBSETTED)
                .doesNotContain("'active'", "'photo'");
        assertThat(of(Subset.text(), OBSERVATION))
                .contains("'status'", "'code'")
                .doesNotContain("61.50");
        assertThat(of(Subset.data(), PATIENT))
                .contains("'active'", "'photo'", "'extension'", SUBSETTED)
                .doesNotContain("'div'");
    }

    @Test
    void elements_are_those_that_are_named_and_those_that_a_resource_may_not_lack() {
        assertThat(of(Subset.elements(Set.of("photo", "birthDate")), PATIENT))
                .contains("'photo'", "'_birthDate'", "'modifierExtension'")
                .doesNotContain("'active'", "'text'");
        for (String name : new String[] {"value", "value[x]", "valueQuantity"}) {
            assertThat(of(Subset.elements(Set.of(name)), OBSERVATION))
                    .contains("'status'", "'code'", "61.50")
                    .doesNotContain("'note'", "'component'");
        }
    }

    @Test
    void what_has_no_meta_is_marked_all_the_same() {
        assertThat(of(Subset.summary(), "{'resourceType':'Patient','photo':[{'title':'t'}]}"))
                .isEqualTo("{'resourceType':'Patient','meta':{'tag':[" + SUBSETTED + "]}}");
    }

    @Test
    void pretty_says_the_same_in_lines() {
        byte[] json = "{\"a\":[1.50,\"é\\\"\",null,{}]}".getBytes(UTF_8);
        assertThat(new String(JsonLayout.pretty(json), UTF_8))
                .contains("\n", "1.50", "\"é\\\"\"", "null", "{ }");
    }
}
