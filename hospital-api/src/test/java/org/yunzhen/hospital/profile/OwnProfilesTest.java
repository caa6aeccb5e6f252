package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.validate.StructureValidator;

/** The profiles that this build publishes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnProfilesTest {
    private static final String CLAIM =
            """
            {"resourceType":"Claim","status":"active","use":"predetermination",
             "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type",
               "code":"professional"}]},
             "patient":{"reference":"Patient/1"},"created":"2026-11-28",
             "provider":{"identifier":{"system":"https://yunzhen.example/fhir/sid/nhsa-fixmedins-code",
               "value":"H51040200001"}},
             "priority":{"text":"normal"},
             "supportingInfo":[{"sequence":1,"category":{"text":"info"},
               "valueReference":{"reference":"Encounter/1"}}],
             "insurance":[{"sequence":1,"focal":true,"coverage":{"display":"自费"}}],
             "item":[{"sequence":1,"productOrService":{"coding":[{"code":"S-REG"}]},
               "quantity":{"value":2},"unitPrice":{"value":1.10,"currency":"CNY"},
               "net":{"value":2.20,"currency":"CNY"}}],
             "total":{"value":%s,"currency":"%s"}}""";

    private static ObjectNode json(String text) {
        return (ObjectNode) FhirJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resident",
                "institution",
                "e-prescription",
                "insurance-claim",
                "informed-consent"
            })
    void each_is_served_to_everybody_and_is_sound_itself(String id) {
        Reply reply = Http.anonymous().get("/fhir/StructureDefinition/" + id);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(new StructureValidator(Definitions.r4()).validate(reply.json())).isEmpty();
        String url = reply.json().path("url").asText();
        assertThat(url).isEqualTo("https://yunzhen.example/fhir/StructureDefinition/" + id);
        Reply found = Http.anonymous().get("/fhir/StructureDefinition?url=" + url);
        assertThat(found.json().path("total").asInt()).isEqualTo(1);
        ObjectNode empty =
                FhirJson.object().put("resourceType", reply.json().path("type").asText());
        assertThat(Conformance.errors(id, empty)).isNotEmpty();
    }

    @Test
    void a_claim_adds_up_and_is_in_yuan() {
        assertThat(Conformance.errors("insurance-claim", json(CLAIM.formatted("2.2", "CNY"))))
                .isEmpty();
        assertThat(Conformance.errors("insurance-claim", json(CLAIM.formatted("2.21", "CNY"))))
                .singleElement()
                .asString()
                .contains("yz-claim-sum");
        assertThat(Conformance.errors("insurance-claim", json(CLAIM.formatted("2.2", "USD"))))
                .singleElement()
                .asString()
                .contains("yz-claim-yuan");
    }

    @ParameterizedTest
    @CsvSource({
        "Patient, urn:oid:2.16.156.10011.1.3, 51040219800101123X, 510402198001011239",
        "Patient, urn:oid:2.16.156.10011.1.3, 51040219800101123x, 510402198013011230",
        "Organization, https://yunzhen.example/fhir/sid/uscc, 12510400450000016E,"
                + " 12510400450000016F"
    })
    void a_number_whose_check_character_is_wrong_is_refused_whoever_writes_it(
            String type, String system, String sound, String wrong) {
        String resource =
                "{\"resourceType\":\"%s\",\"identifier\":[{\"system\":\"%s\",\"value\":\"%s\"}]}";
        Http integration = Http.as("integration01");
        String path = "/fhir/" + type;
        String good = resource.formatted(type, system, sound);
        assertThat(integration.post(path, good).status()).isEqualTo(201);
        Reply refused = integration.post(path, resource.formatted(type, system, wrong));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("identifier-invalid");
        assertThat(refused.json().at("/issue/0/expression/0").asText())
                .isEqualTo(type + ".identifier[0].value");
        assertThat(refused.text()).doesNotContain(wrong);
    }
}
