package org.yunzhen.mappings.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.json.FhirJson;

class LinkWalkTest {
    private static final String NEW = "Patient/1";

    private static Links replacing(String old, List<String> places) {
        return new Links() {
            @Override
            public String reference(String literal, String place) {
                places.add(place);
                return address(literal);
            }

            @Override
            public String address(String address) {
                return address.equals(old) ? NEW : address;
            }
        };
    }

    private static String visited(String json) {
        JsonNode tree = parsed(json);
        LinkWalk.visit(tree, replacing("urn:x", new ArrayList<>()));
        return new String(FhirJson.write(tree), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static JsonNode parsed(String json) {
        return FhirJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'resourceType':'Observation','subject':{'reference':'urn:x'}}",
                "{'resourceType':'Observation','hasMember':[{'reference':'a'},{'reference':'urn:x'}]}",
                "{'resourceType':'Observation','meta':{'source':'urn:x'}}",
                "{'resourceType':'Media','content':{'url':'urn:x'}}",
                "{'resourceType':'Patient','extension':[{'url':'u','valueUri':'urn:x'}]}",
                "{'resourceType':'Patient','extension':[{'url':'u','valueReference':{'reference':'urn:x'}}]}",
                "{'resourceType':'Patient','_birthDate':{'extension':[{'url':'u','valueUrl':'urn:x'}]}}",
                "{'resourceType':'Patient','contained':[{'resourceType':'Basic','subject':{'reference':'urn:x'}}]}",
                "{'resourceType':'Parameters','parameter':[{'name':'n','valueReference':{'reference':'urn:x'}}]}",
                "{'resourceType':'CarePlan','instantiatesUri':['urn:y','urn:x']}"
            })
    void wherever_a_link_may_stand_it_is_visited(String json) {
        assertThat(visited(json)).isEqualTo(json.replace("urn:x", NEW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'resourceType':'CarePlan','instantiatesCanonical':['urn:x']}",
                "{'resourceType':'ValueSet','url':'urn:x'}",
                "{'resourceType':'Patient','extension':[{'url':'urn:x','valueString':'urn:x'}]}",
                "{'resourceType':'Patient','identifier':[{'system':'urn:x','value':'urn:x'}]}",
                "{'resourceType':'Patient','extension':[{'url':'u','valueUuid':'urn:x'}]}",
                "{'resourceType':'Nothing','subject':{'reference':'urn:x'}}",
                "{'resourceType':'Patient','text':{'div':'<div>urn:x <b href=\\'urn:x\\'>b</b></div>'}}",
                "{'resourceType':'Patient','text':{'div':'<div><!-- <a href=\\'urn:x\\'> --></div>'}}",
                "['urn:x']"
            })
    void what_is_no_link_stays(String json) {
        String plain = json.replace("\\'", "&apos;");
        assertThat(visited(plain)).isEqualTo(plain);
    }

    @Test
    void links_and_images_of_narratives_are_visited() {
        String div =
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><a title='href=\"urn:x\"' "
                        + "href=\"urn:x\">urn:x</a><p/><img alt = 'i' src = 'urn:x'/><a\nhref='u?a&amp;b'>b</a>"
                        + "<a href=\"urn:xx\">c</a></div>";
        String expected =
                div.replace(" href=\"urn:x\"", " href=\"Patient/1\"")
                        .replace("src = 'urn:x'", "src = 'Patient/1'");

        assertThat(NarrativeLinks.visit(div, replacing("urn:x", new ArrayList<>())))
                .isEqualTo(expected);
    }

    @Test
    void an_address_in_a_narrative_is_read_and_written_as_xml() {
        Links links = replacing("Patient?a=1&b=2", new ArrayList<>());

        assertThat(NarrativeLinks.visit("<a href='Patient?a=1&amp;b=2'/>", links))
                .isEqualTo("<a href='Patient/1'/>");
    }

    @Test
    void a_reference_tells_its_place() {
        List<String> places = new ArrayList<>();
        JsonNode observation =
                parsed(
                        "{'resourceType':'Observation','subject':{'reference':'a'},"
                                + "'performer':[{'reference':'b'},{'reference':'c'}]}");

        LinkWalk.visit(observation, replacing("urn:x", places));

        assertThat(places)
                .containsExactly(
                        "Observation.subject",
                        "Observation.performer[0]",
                        "Observation.performer[1]");
    }

    @Test
    void a_narrative_of_broken_tags_takes_no_time() {
        String hostile = "<a href='".repeat(100_000) + "<!-- -".repeat(100_000);

        assertThat(NarrativeLinks.visit(hostile, replacing("urn:x", new ArrayList<>())))
                .isEqualTo(hostile);
    }
}
