package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** R4 bounds no digits of a second: .NET writes seven, Java nine. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FineDatesTest {
    private static final String SECOND = "2026-12-01T08:30:15";

    private final Http integration = Http.as("integration01");

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 9, 12, 1_000})
    void a_moment_of_any_number_of_digits_is_kept_as_it_is_and_found(int digits) {
        String code = Ids.next();
        String moment = SECOND + "." + "1".repeat(digits) + "Z";
        Reply stored = integration.post("/fhir/Observation", observation(code, moment));

        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        JsonNode read = integration.get("/fhir/Observation/" + stored.id()).json();
        assertThat(read.path("effectiveDateTime").asText()).isEqualTo(moment);
        for (String search : new String[] {moment, SECOND + "Z", "gt2026-12-01T08:30:15.0Z"}) {
            String path = "/fhir/Observation?code=" + code + "&date=" + search;
            assertThat(integration.get(path).json().path("entry")).as(path).hasSize(1);
        }
    }

    private static String observation(String code, String moment) {
        return """
               {"resourceType":"Observation","status":"final","code":{"coding":[{"code":"%s"}]},
                "effectiveDateTime":"%s"}"""
                .formatted(code, moment);
    }
}
