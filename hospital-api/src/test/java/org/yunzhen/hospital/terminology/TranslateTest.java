package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TranslateTest {
    private static final String URL = "http://example.org/ConceptMap/sex";

    private final Http integration = Http.as("integration01");

    private void map(String target) {
        integration.put(
                "/fhir/ConceptMap/sex",
                """
                {"resourceType":"ConceptMap","id":"sex","url":"%s","status":"active","group":[
                 {"source":"u:from","target":"u:to","element":[
                  {"code":"1","target":[{"code":"%s","display":"Male","equivalence":"wider"}]},
                  {"code":"9","target":[{"equivalence":"unmatched"}]}]}]}"""
                        .formatted(URL, target));
    }

    @Test
    void a_code_is_translated_there_and_back() {
        map("male");
        String path = "/fhir/ConceptMap/$translate";
        Reply there = integration.get(path + query("url", URL, "system", "u:from", "code", "1"));
        assertThat(there.status()).as(there.text()).isEqualTo(200);
        assertThat(out(there, "result").asBoolean()).isTrue();
        assertThat(there.text()).contains("\"wider\"").contains("\"u:to\"").contains("\"male\"");
        Reply back =
                integration.get(
                        "/fhir/ConceptMap/sex/$translate"
                                + query("system", "u:to", "code", "male", "reverse", "true"));
        assertThat(back.text()).contains("\"narrower\"").contains("\"u:from\"");

        map("man");
        assertThat(integration.get(path + query("url", URL, "code", "1")).text())
                .contains("\"man\"")
                .doesNotContain("\"male\"");
    }

    @Test
    void a_match_names_its_map_by_the_canonical_address() {
        map("male");
        Reply there =
                integration.get(
                        "/fhir/ConceptMap/sex/$translate" + query("system", "u:from", "code", "1"));
        assertThat(there.text()).contains("\"source\",\"valueUri\":\"" + URL + "\"");
    }

    @Test
    void what_a_group_does_not_map_is_what_it_says_of_the_unmapped() {
        unmapped("fixed", "'mode':'fixed','code':'other','display':'Other'");
        unmapped("provided", "'mode':'provided'");
        unmapped("elsewhere", "'mode':'other-map','url':'http://example.org/ConceptMap/fixed'");
        unmapped("circle", "'mode':'other-map','url':'http://example.org/ConceptMap/circle'");

        assertThat(matches("fixed", "7")).containsExactly("other");
        assertThat(matches("provided", "7")).containsExactly("7");
        assertThat(matches("elsewhere", "7")).containsExactly("other");
        assertThat(matches("circle", "7")).isEmpty();
        assertThat(matches("fixed", "1")).as("what is mapped").containsExactly("one");
        assertThat(matches("fixed", "9")).as("what is said to have no match").isEmpty();
        assertThat(matches("fixed", "7", "targetsystem", "u:third")).isEmpty();
        assertThat(matches("fixed", "7", "system", "u:third")).isEmpty();
    }

    private void unmapped(String id, String said) {
        String map =
                """
                {'resourceType':'ConceptMap','id':'%s','url':'http://example.org/ConceptMap/%s',
                 'status':'active','group':[
                 {'source':'u:from','target':'u:to','element':[
                  {'code':'1','target':[{'code':'one','equivalence':'equal'}]},
                  {'code':'9','target':[{'equivalence':'unmatched'}]}],
                  'unmapped':{%s}}]}"""
                        .formatted(id, id, said);
        Reply reply = integration.put("/fhir/ConceptMap/" + id, map.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private List<String> matches(String id, String code, String... more) {
        Reply reply =
                integration.get(
                        "/fhir/ConceptMap/"
                                + id
                                + "/$translate"
                                + query("code", code)
                                + (more.length == 0 ? "" : query(more).replace('?', '&')));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        reply.json().findValues("valueCoding").forEach(c -> codes.add(c.path("code").asText()));
        assertThat(out(reply, "result").asBoolean()).isNotEqualTo(codes.isEmpty());
        return codes;
    }

    @Test
    void no_match_is_an_answer_and_no_map_is_none() {
        map("male");
        String path = "/fhir/ConceptMap/$translate";
        for (String code : new String[] {"9", "x"}) {
            Reply none = integration.get(path + query("url", URL, "code", code));
            assertThat(out(none, "result").asBoolean()).as(code).isFalse();
        }
        assertThat(integration.get(path + query("url", "u:none", "code", "1")).refusals())
                .containsExactly("unknown-concept-map");
        assertThat(Http.anonymous().get(path + query("url", URL, "code", "1")).status())
                .isEqualTo(401);
        assertThat(
                        Http.as("integration02")
                                .get("/t/site" + path + query("url", URL, "code", "1"))
                                .status())
                .isEqualTo(404);
    }
}
