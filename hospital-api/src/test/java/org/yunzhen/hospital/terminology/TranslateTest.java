package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
