package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CreateAndReadTest {
    private static final String WEIGHT =
            """
            {"resourceType":"Observation","status":"final","code":{"text":"体重 😀"},
             "valueQuantity":{"value":61.50,"unit":"kg"}}""";

    @Test
    void what_was_created_is_read_back_element_for_element() {
        Reply created = Http.as("integration01").post("/fhir/Observation", WEIGHT);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");

        Reply read = Http.as("integration01").get("/fhir/Observation/" + created.id());

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).contains("\"value\":61.50").contains("体重 😀");
        assertThat(created.header("Location"))
                .endsWith("/fhir/Observation/" + created.id() + "/_history/1");
    }

    @Test
    void without_a_token_nothing_is_read_or_written() {
        assertThat(Http.anonymous().get("/fhir/Observation/x").status()).isEqualTo(401);
        assertThat(Http.anonymous().post("/fhir/Observation", WEIGHT).status()).isEqualTo(401);
    }

    @Test
    void the_same_idempotency_key_makes_one_resource_and_gives_the_first_answer_again() {
        Http caller = Http.as("integration01").with("Idempotency-Key", "weight-of-today");

        Reply first = caller.post("/fhir/Observation", WEIGHT);
        Reply again = caller.post("/fhir/Observation", WEIGHT);
        Reply other = caller.post("/fhir/Observation", WEIGHT.replace("61.50", "62"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.refusals()).containsExactly("idempotency-mismatch");
    }

    @Test
    void a_token_of_one_tenant_opens_no_door_of_another() {
        Reply reply = Http.as("integration01").get("/t/site/fhir/Observation/x");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.refusals()).containsExactly("other-tenant");
    }
}
