package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.properties;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CodeSystemOperationsTest {
    private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String OWN = "http://example.org/CodeSystem/terms-own";

    private final Http anybody = Http.anonymous();
    private final Http integration = Http.as("integration01");

    private static String own(String id, String display) {
        return """
        {"resourceType":"CodeSystem","id":"%s","url":"%s","version":"1","name":"Own",
         "status":"active","content":"complete","caseSensitive":false,
         "property":[{"code":"weight","type":"code"}],
         "concept":[{"code":"animal","display":"Animal","concept":[
            {"code":"Cat","display":"%s","designation":[{"language":"zh","value":"家猫"}],
             "property":[{"code":"weight","valueCode":"light"}]},
            {"code":"dog","display":"Dog","property":[{"code":"status","valueCode":"retired"}]}]},
          {"code":"stone","display":"Stone"}]}"""
                .formatted(id, OWN, display);
    }

    @Test
    void a_code_given_twice_is_refused_since_nobody_knows_which_is_meant() {
        String both =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"%s","valueUri":"%s"},{"name":"code","valueCode":"female"},
                 {"name":"coding","valueCoding":{"system":"%s","code":"male"}}]}""";
        for (String path : List.of("CodeSystem/$lookup", "ValueSet/$validate-code")) {
            Reply reply = anybody.post("/fhir/" + path, both.formatted("system", GENDER, GENDER));
            assertThat(reply.status()).as(path).isEqualTo(400);
            assertThat(reply.refusals()).as(path).containsExactly("invalid-parameter");
        }
        Reply validated =
                anybody.post(
                        "/fhir/CodeSystem/$validate-code", both.formatted("url", GENDER, GENDER));
        assertThat(validated.refusals()).containsExactly("invalid-parameter");
    }

    @Test
    void a_code_system_without_a_name_is_called_by_its_title_or_by_its_naming_system() {
        String unnamed =
                """
                {"resourceType":"CodeSystem","id":"%s","url":"%s",%s
                 "status":"active","content":"complete","concept":[{"code":"a"}]}""";
        integration.put(
                "/fhir/CodeSystem/lookup-titled",
                unnamed.formatted("lookup-titled", "urn:test:titled", "\"title\":\"院内分类\","));
        integration.put(
                "/fhir/CodeSystem/lookup-unnamed",
                unnamed.formatted("lookup-unnamed", Systems.ICD_9_CM_3_CN, ""));

        assertThat(name("urn:test:titled")).isEqualTo("院内分类");
        assertThat(name(Systems.ICD_9_CM_3_CN)).isEqualTo("Icd9Cm3Cn");
        integration.delete("/fhir/CodeSystem/lookup-unnamed");
    }

    private String name(String system) {
        String asked = "/fhir/CodeSystem/$lookup" + query("system", system, "code", "a");
        return out(integration.get(asked), "name").asText();
    }

    @Test
    void what_hl7_publishes_is_looked_up_without_a_token() {
        Reply male =
                anybody.get("/fhir/CodeSystem/$lookup" + query("system", GENDER, "code", "male"));
        assertThat(male.status()).as(male.text()).isEqualTo(200);
        assertThat(out(male, "display").asText()).isEqualTo("Male");
        assertThat(out(male, "version").asText()).isEqualTo("4.0.1");
        assertThat(new StructureValidator(Definitions.r4()).validate(male.json())).isEmpty();

        Reply virtual =
                anybody.post(
                        "/fhir/CodeSystem/$lookup",
                        """
                        {"resourceType":"Parameters","parameter":[{"name":"coding","valueCoding":
                         {"system":"%s","code":"VR"}}]}"""
                                .formatted(ACT_CODE));
        assertThat(out(virtual, "display").asText()).isEqualTo("virtual");
        assertThat(properties(virtual, "parent")).containsExactly("_ActEncounterCode");
    }

    @Test
    void what_is_not_there_is_told_as_such() {
        assertThat(anybody.get("/fhir/CodeSystem/$lookup" + query("system", GENDER, "code", "x")))
                .satisfies(reply -> assertThat(reply.status()).isEqualTo(404))
                .satisfies(reply -> assertThat(reply.refusals()).containsExactly("unknown-code"));
        assertThat(anybody.get("/fhir/CodeSystem/$lookup" + query("system", "u:x", "code", "x")))
                .satisfies(
                        reply ->
                                assertThat(reply.refusals())
                                        .containsExactly("unknown-code-system"));
        assertThat(anybody.get("/fhir/CodeSystem/$lookup" + query("code", "x")).refusals())
                .containsExactly("missing-parameter");
    }

    @Test
    void diagnoses_and_medicines_of_the_catalogue_are_code_systems_of_their_tenant() {
        String asked =
                "/fhir/CodeSystem/$lookup" + query("system", Systems.ICD_10_CN, "code", "I10");
        Reply zh = integration.get(asked);
        assertThat(zh.status()).as(zh.text()).isEqualTo(200);
        assertThat(out(zh, "display").asText()).contains("高血压");
        assertThat(out(zh, "name").asText()).isEqualTo("ICD10CN");
        Reply en = integration.with("Accept-Language", "en").get(asked);
        assertThat(out(en, "display").asText()).containsIgnoringCase("hypertension");
        assertThat(en.json().findValuesAsText("valueString"))
                .as("its name in Chinese too")
                .contains(out(zh, "display").asText());
        assertThat(anybody.get(asked).refusals()).containsExactly("unknown-code-system");
        String medicine = query("system", Systems.MEDICINE_CODE, "code", "M0001");
        assertThat(out(integration.get("/fhir/CodeSystem/$lookup" + medicine), "display").asText())
                .isEqualTo("苯磺酸氨氯地平片");
    }

    @Test
    void a_code_is_valid_by_itself_and_under_its_own_name_only() {
        String path = "/fhir/CodeSystem/$validate-code";
        assertThat(
                        out(anybody.get(path + query("url", GENDER, "code", "male")), "result")
                                .asBoolean())
                .isTrue();
        Reply other =
                anybody.with("Accept-Language", "en")
                        .get(path + query("url", GENDER, "code", "male", "display", "Man"));
        assertThat(out(other, "result").asBoolean()).isFalse();
        assertThat(out(other, "display").asText()).isEqualTo("Male");
        assertThat(out(other, "message").asText()).contains("Male");
        Reply none = anybody.get(path + query("url", GENDER, "code", "man"));
        assertThat(out(none, "result").asBoolean()).isFalse();
        Reply instance =
                anybody.get("/fhir/CodeSystem/administrative-gender/$validate-code?code=female");
        assertThat(out(instance, "result").asBoolean()).isTrue();
    }

    @Test
    void subsumption_follows_the_hierarchy() {
        String path = "/fhir/CodeSystem/$subsumes";
        assertThat(outcome(path, "_ActEncounterCode", "VR")).isEqualTo("subsumes");
        assertThat(outcome(path, "VR", "_ActEncounterCode")).isEqualTo("subsumed-by");
        assertThat(outcome(path, "VR", "VR")).isEqualTo("equivalent");
        assertThat(outcome(path, "VR", "AMB")).isEqualTo("not-subsumed");
    }

    private String outcome(String path, String a, String b) {
        Reply reply = anybody.get(path + query("system", ACT_CODE, "codeA", a, "codeB", b));
        return out(reply, "outcome").asText();
    }

    @Test
    void a_code_system_that_is_written_is_answered_and_its_next_version_at_once() {
        integration.put("/fhir/CodeSystem/terms-own", own("terms-own", "Cat"));
        String asked = "/fhir/CodeSystem/$lookup" + query("system", OWN, "code", "cat");
        Reply first = integration.with("Accept-Language", "en").get(asked);
        assertThat(out(first, "display").asText()).isEqualTo("Cat");
        assertThat(properties(first, "parent")).containsExactly("animal");
        assertThat(properties(first, "weight")).containsExactly("light");
        assertThat(out(integration.get(asked), "display").asText()).isEqualTo("家猫");

        integration.put("/fhir/CodeSystem/terms-own", own("terms-own", "House cat"));
        assertThat(out(integration.with("Accept-Language", "en").get(asked), "display").asText())
                .isEqualTo("House cat");
        assertThat(
                        out(
                                        integration.get(
                                                "/fhir/CodeSystem/terms-own/$subsumes?codeA=animal&codeB=dog"),
                                        "outcome")
                                .asText())
                .isEqualTo("subsumes");

        assertThat(anybody.get(asked).refusals()).containsExactly("unknown-code-system");
        String atSite = "/t/site" + asked;
        assertThat(Http.as("integration02").get(atSite).refusals())
                .containsExactly("unknown-code-system");
        integration.delete("/fhir/CodeSystem/terms-own");
        assertThat(integration.get(asked).refusals()).containsExactly("unknown-code-system");
    }

    @Test
    void many_who_ask_first_at_once_find_the_same() {
        String system = "http://terminology.hl7.org/CodeSystem/v2-0001";
        String asked = "/fhir/CodeSystem/$lookup" + query("system", system, "code", "F");
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, 24).mapToObj(i -> anybody.getLater(asked)).toList();
        assertThat(sent.stream().map(CompletableFuture::join))
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.text()).isEqualTo(200));
    }
}
