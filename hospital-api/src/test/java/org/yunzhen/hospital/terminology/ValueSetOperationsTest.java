package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.codes;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ValueSetOperationsTest {
    private static final String ROOT = "http://hl7.org/fhir/ValueSet/";
    private static final String V3 = "http://terminology.hl7.org/ValueSet/";
    private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
    private static final String LETTERS = "http://example.org/CodeSystem/letters";

    private final Http anybody = Http.anonymous();
    private final Http integration = Http.as("integration01");

    private Reply expand(String... namesAndValues) {
        return anybody.get("/fhir/ValueSet/$expand" + query(namesAndValues));
    }

    /** The expansion of a compose that is sent along. */
    private Reply expandOf(String compose) {
        integration.put(
                "/fhir/CodeSystem/letters",
                """
                {"resourceType":"CodeSystem","id":"letters","url":"%s","status":"active",
                 "content":"complete","concept":[
                  {"code":"a","display":"Alpha","concept":[
                    {"code":"a1","display":"Alpha one"},
                    {"code":"a2","display":"Alpha two","property":[
                       {"code":"status","valueCode":"retired"},
                       {"code":"kind","valueString":"rare"}]}]},
                  {"code":"b","display":"Beta"},{"code":"g","display":"伽马射线"}]}"""
                        .formatted(LETTERS));
        Reply reply =
                integration.post(
                        "/fhir/ValueSet/$expand",
                        """
                        {"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":
                         {"resourceType":"ValueSet","status":"active","compose":%s}}]}"""
                                .formatted(compose.replace("'", "\"").replace("LETTERS", LETTERS)));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    @Test
    void a_published_value_set_is_expanded_without_a_token() {
        Reply reply = expand("url", ROOT + "administrative-gender");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(codes(reply)).containsExactly("male", "female", "other", "unknown");
        assertThat(reply.json().path("expansion").path("total").asInt()).isEqualTo(4);
        assertThat(new StructureValidator(Definitions.r4()).validate(reply.json())).isEmpty();
        assertThat(codes(anybody.get("/fhir/ValueSet/administrative-gender/$expand"))).hasSize(4);
        assertThat(codes(expand("url", V3 + "v3-ActEncounterCode"))).contains("VR", "AMB");
    }

    @Test
    void a_value_set_that_is_only_an_expansion_has_the_codes_that_it_lists() {
        expandOf("{'include':[{'system':'LETTERS'}]}");
        integration.put(
                "/fhir/ValueSet/listed",
                """
                {"resourceType":"ValueSet","id":"listed","url":"http://example.org/ValueSet/listed",
                 "status":"active","expansion":{"timestamp":"2026-01-01T00:00:00Z","contains":[
                  {"display":"a group","abstract":true,"contains":[{"system":"%s","code":"a1"}]},
                  {"system":"u:elsewhere","code":"x","display":"Ex"}]}}"""
                        .formatted(LETTERS));
        String url = "http://example.org/ValueSet/listed";
        assertThat(codes(integration.get("/fhir/ValueSet/$expand" + query("url", url))))
                .containsExactlyInAnyOrder("a1", "x");
        for (String code : new String[] {"a1", "b"}) {
            Reply reply =
                    integration.get(
                            "/fhir/ValueSet/listed/$validate-code"
                                    + query("system", LETTERS, "code", code));
            assertThat(out(reply, "result").asBoolean()).isEqualTo(code.equals("a1"));
        }
    }

    @Test
    void a_code_of_another_version_of_its_system_is_not_said_to_be_valid() {
        String path = "/fhir/ValueSet/administrative-gender/$validate-code";
        Reply same =
                anybody.get(
                        path + query("system", GENDER, "code", "male", "systemVersion", "4.0.1"));
        assertThat(out(same, "result").asBoolean()).as(same.text()).isTrue();
        Reply other =
                anybody.get(path + query("system", GENDER, "code", "male", "systemVersion", "9"));
        assertThat(out(other, "result").asBoolean()).as(other.text()).isFalse();
        assertThat(out(other, "message").asText()).contains("|9");
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat() {
        String url = ROOT + "resource-types";
        int total = expand("url", url).json().path("expansion").path("total").asInt();
        var first = codes(expand("url", url, "count", "100"));
        var second = codes(expand("url", url, "count", "100", "offset", "100"));
        assertThat(first).hasSize(100);
        assertThat(second).hasSize(total - 100).doesNotContainAnyElementsOf(first);
        assertThat(codes(expand("url", url, "count", "0"))).isEmpty();
    }

    @Test
    void what_is_too_large_to_be_told_at_once_is_refused_and_told_in_pages() {
        String url = "http://terminology.hl7.org/ValueSet/v3-ActCode";
        Reply reply = expand("url", url);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.refusals()).containsExactly("value-set-too-large");
        assertThat(codes(expand("url", url, "count", "50"))).hasSize(50);
    }

    @Test
    void a_filter_finds_beginnings_of_words_and_any_part_of_a_chinese_name() {
        assertThat(codes(expand("url", ROOT + "resource-types", "filter", "medication zzz")))
                .isEmpty();
        assertThat(codes(expand("url", ROOT + "resource-types", "filter", "medicationdisp")))
                .containsExactly("MedicationDispense");
        Reply diagnoses =
                integration.post(
                        "/fhir/ValueSet/$expand",
                        """
                        {"resourceType":"Parameters","parameter":[
                         {"name":"filter","valueString":"血压"},
                         {"name":"valueSet","resource":{"resourceType":"ValueSet","status":"active",
                          "compose":{"include":[{"system":"%s"}]}}}]}"""
                                .formatted(Systems.ICD_10_CN));
        assertThat(codes(diagnoses)).contains("I10");
        assertThat(diagnoses.text()).doesNotContain("糖尿");
    }

    @Test
    void compose_includes_filters_excludes_and_imports_as_r4_says() {
        assertThat(codes(expandOf("{'include':[{'system':'LETTERS'}]}")))
                .containsExactly("a", "a1", "a2", "b", "g");
        assertThat(
                        codes(
                                expandOf(
                                        "{'include':[{'system':'LETTERS','filter':[{'property':"
                                                + "'concept','op':'is-a','value':'a'}]}],"
                                                + "'exclude':[{'system':'LETTERS','concept':"
                                                + "[{'code':'a1'}]}]}")))
                .containsExactly("a", "a2");
        assertThat(
                        codes(
                                expandOf(
                                        "{'include':[{'system':'LETTERS','filter':[{'property':"
                                                + "'concept','op':'descendent-of','value':'a'}]}]}")))
                .containsExactly("a1", "a2");
        assertThat(
                        codes(
                                expandOf(
                                        "{'include':[{'system':'LETTERS','filter':[{'property':"
                                                + "'kind','op':'=','value':'rare'}]}]}")))
                .containsExactly("a2");
        assertThat(codes(expandOf("{'inactive':false,'include':[{'system':'LETTERS'}]}")))
                .containsExactly("a", "a1", "b", "g");
        assertThat(
                        codes(
                                expandOf(
                                        "{'include':[{'valueSet':['"
                                                + ROOT
                                                + "administrative-gender']}]}")))
                .hasSize(4);
        assertThat(
                        codes(
                                expandOf(
                                        "{'include':[{'system':'http://loinc.org','concept':"
                                                + "[{'code':'8480-6','display':'Systolic'}]}]}")))
                .containsExactly("8480-6");
    }

    @Test
    void what_cannot_be_listed_is_refused_clearly() {
        assertThat(expand("url", "http://example.org/none").refusals())
                .containsExactly("unknown-value-set");
        assertThat(expand("url", ROOT + "mimetypes").refusals()).containsExactly("not-expandable");
        assertThat(expand("count", "3").refusals()).containsExactly("missing-parameter");
        assertThat(expand("url", ROOT + "resource-types", "count", "-1").refusals())
                .containsExactly("invalid-parameter");
    }

    @Test
    void a_code_is_in_a_value_set_or_not() {
        String url = ROOT + "administrative-gender";
        assertThat(valid("url", url, "system", GENDER, "code", "male")).isTrue();
        assertThat(valid("url", url, "code", "male")).isTrue();
        assertThat(valid("url", url, "system", GENDER, "code", "man")).isFalse();
        assertThat(valid("url", url, "system", "u:other", "code", "male")).isFalse();
        assertThat(valid("url", V3 + "v3-ActEncounterCode", "code", "VR")).isTrue();
        assertThat(valid("url", V3 + "v3-ActEncounterCode", "code", "ACCTRECEIVABLE")).isFalse();
    }

    private boolean valid(String... namesAndValues) {
        Reply reply = anybody.get("/fhir/ValueSet/$validate-code" + query(namesAndValues));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return out(reply, "result").asBoolean();
    }

    @Test
    void a_value_set_that_a_tenant_wrote_is_there_for_its_callers_only() {
        String url = "http://example.org/ValueSet/two";
        integration.put(
                "/fhir/ValueSet/two",
                """
                {"resourceType":"ValueSet","id":"two","url":"%s","version":"7","status":"active",
                 "compose":{"include":[{"system":"%s","concept":[{"code":"male"},
                 {"code":"female"}]}]}}"""
                        .formatted(url, GENDER));
        String byUrl = "/fhir/ValueSet/$expand" + query("url", url);
        assertThat(codes(integration.get(byUrl))).containsExactly("male", "female");
        assertThat(codes(integration.get("/fhir/ValueSet/two/$expand"))).hasSize(2);
        assertThat(codes(integration.get(byUrl + "%7C7"))).hasSize(2);
        assertThat(integration.get(byUrl + "%7C8").status()).isEqualTo(404);
        assertThat(anybody.get(byUrl).status()).isEqualTo(404);
        assertThat(anybody.get("/fhir/ValueSet/two/$expand").status()).isEqualTo(404);
        assertThat(Http.as("integration02").get("/t/site" + byUrl).status()).isEqualTo(404);
    }
}
