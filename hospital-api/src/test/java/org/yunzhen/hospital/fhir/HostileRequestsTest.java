package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileRequestsTest {
    private final Http integration = Http.as("integration01");

    @Test
    void a_bad_body_gets_one_issue_per_fault_with_its_place() {
        Reply reply =
                integration.post(
                        "/fhir/Patient",
                        """
                        {"resourceType":"Patient","gender":"x","birthDate":"2026-02-30","foo":1}""");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("issue")).hasSize(3);
        assertThat(reply.text()).contains("Patient.gender", "Patient.birthDate");
    }

    @Test
    void hostile_or_broken_requests_get_a_clear_4xx() {
        Http json = integration.with("Content-Type", "application/fhir+json");
        assertThat(raw(json, "{").status()).isEqualTo(400);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"resourceType\":\"Basic\"}").refusals())
                .containsExactly("duplicate-key");
        assertThat(raw(json, "[".repeat(200) + "]".repeat(200)).status()).isEqualTo(400);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"x\":1e400000}").status())
                .isIn(400, 422);
        assertThat(raw(json, "").status()).isEqualTo(400);
        assertThat(
                        integration
                                .with("Content-Type", "text/plain")
                                .raw("POST", "/fhir/Basic", new byte[] {'x'})
                                .status())
                .isEqualTo(415);
        assertThat(
                        integration
                                .with("Accept", "application/fhir+turtle")
                                .get("/fhir/Basic/x")
                                .status())
                .isEqualTo(406);
        assertThat(integration.get("/fhir/Nonsense/1").status()).isEqualTo(404);
        assertThat(integration.get("/fhir/Patient/a_b").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?birthdate=yesterday").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?family:nonsense=x").status()).isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?_page=zzz").status()).isEqualTo(400);
        assertThat(
                        integration
                                .with("Prefer", "handling=strict")
                                .get("/fhir/Patient?foo=1")
                                .status())
                .isEqualTo(400);
        assertThat(integration.get("/fhir/Patient?foo=1&_id=x").text())
                .contains("unknown-parameter");
        assertThat(integration.delete("/fhir/Patient").status()).isEqualTo(412);
        assertThat(raw(json, "{\"resourceType\":\"Basic\",\"id\":\"a\\u0000b\"}").status())
                .isIn(400, 422);
    }

    private static Reply raw(Http caller, String body) {
        return caller.raw("POST", "/fhir/Basic", body.getBytes(StandardCharsets.UTF_8));
    }
}
