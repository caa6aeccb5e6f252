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

    private void mapWithDependencies() {
        String map =
                """
                {'resourceType':'ConceptMap','id':'site','status':'active','group':[
                 {'source':'u:from','sourceVersion':'2','target':'u:to','element':[
                  {'code':'1','target':[
                   {'code':'left','equivalence':'equal',
                    'dependsOn':[{'property':'u:side','system':'u:sides','value':'L'}],
                    'product':[{'property':'u:method','system':'u:methods','value':'m','display':'M'}]},
                   {'code':'any','equivalence':'wider',
                    'dependsOn':[{'property':'u:side','value':'R'}]}]}]}]}""";
        Reply reply = integration.put("/fhir/ConceptMap/site", map.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private Reply told(String code, String... elementsAndValues) {
        StringBuilder given = new StringBuilder("{'name':'code','valueCode':'" + code + "'}");
        for (int i = 0; i < elementsAndValues.length; i += 2) {
            given.append(
                    ",{'name':'dependency','part':[{'name':'element','valueUri':'%s'},{'name':'concept',%s}]}"
                            .formatted(
                                    elementsAndValues[i],
                                    "'valueCodeableConcept':" + elementsAndValues[i + 1]));
        }
        String body = "{'resourceType':'Parameters','parameter':[" + given + "]}";
        return integration.post("/fhir/ConceptMap/site/$translate", body.replace('\'', '"'));
    }

    @Test
    void a_mapping_that_depends_on_something_holds_where_it_is_told_and_says_what_it_makes_too() {
        mapWithDependencies();
        Reply left = told("1", "u:side", "{'coding':[{'system':'u:sides','code':'L'}]}");
        assertThat(left.status()).as(left.text()).isEqualTo(200);
        assertThat(left.text())
                .contains("\"left\"")
                .doesNotContain("\"any\"")
                .contains(
                        "{\"name\":\"product\",\"part\":[{\"name\":\"element\",\"valueUri\":\"u:method\"},"
                                + "{\"name\":\"concept\",\"valueCoding\":{\"system\":\"u:methods\","
                                + "\"code\":\"m\",\"display\":\"M\"}}]}");
        assertThat(told("1", "u:side", "{'coding':[{'system':'u:other','code':'L'}]}").text())
                .doesNotContain("\"left\"");
        assertThat(told("1", "u:side", "{'text':'R'}").text()).contains("\"any\"");

        Reply untold = told("1");
        assertThat(out(untold, "result").asBoolean()).isFalse();
        assertThat(out(untold, "message").asText()).contains("u:side");
        assertThat(untold.text()).doesNotContain("\"match\"");
    }

    @Test
    void the_version_of_the_system_is_that_of_the_group() {
        mapWithDependencies();
        String right = "{'text':'R'}";
        for (String version : List.of("1", "2")) {
            String body =
                    "{'resourceType':'Parameters','parameter':[{'name':'coding','valueCoding':{'system':'u:from',"
                            + "'code':'1','version':'%s'}},{'name':'dependency','part':[{'name':'element',"
                            + "'valueUri':'u:side'},{'name':'concept','valueCodeableConcept':%s}]}]}";
            Reply reply =
                    integration.post(
                            "/fhir/ConceptMap/site/$translate",
                            body.formatted(version, right).replace('\'', '"'));
            assertThat(out(reply, "result").asBoolean())
                    .as(reply.text())
                    .isEqualTo(version.equals("2"));
        }
    }

    @Test
    void what_is_not_supported_is_refused_and_never_passed_over() {
        mapWithDependencies();
        String path = "/fhir/ConceptMap/site/$translate";
        for (String name : List.of("source", "target")) {
            Reply refused = integration.get(path + query("code", "1", name, "u:set"));
            assertThat(refused.status()).as(name).isEqualTo(400);
            assertThat(refused.refusals()).containsExactly("unknown-parameter");
        }
        for (String name : List.of("url", "conceptMapVersion")) {
            assertThat(integration.get(path + query("code", "1", name, "1")).refusals())
                    .as(name)
                    .containsExactly("invalid-parameter");
        }
        Reply whole =
                integration.post(
                        path,
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"code\",\"valueCode\":\"1\"},"
                                + "{\"name\":\"conceptMap\",\"resource\":{\"resourceType\":\"ConceptMap\","
                                + "\"status\":\"draft\"}}]}");
        assertThat(whole.refusals()).containsExactly("unknown-parameter");
    }

    @Test
    void no_match_is_an_answer_and_no_map_is_none() {
        map("male");
        String path = "/fhir/ConceptMap/$translate";
        for (String code : new String[] {"9", "x"}) {
            Reply none = integration.get(path + query("url", URL, "code", code));
            assertThat(out(none, "result").asBoolean()).as(code).isFalse();
            assertThat(out(none, "message").asText()).as(code).isNotEmpty();
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
