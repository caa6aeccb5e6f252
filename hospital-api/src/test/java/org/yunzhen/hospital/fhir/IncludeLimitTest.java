package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What an include would bring comes whole, or the search is refused. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IncludeLimitTest {
    private static final int MOST = 1000;
    private static final String PATIENT = "include-limit";
    private static final String SEARCH =
            "/fhir/Patient?_id=" + PATIENT + "&_revinclude=Condition:subject";

    @Test
    void a_thousand_are_included_and_one_more_is_refused_rather_than_left_out() {
        Http integration = Http.as("integration01");
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        Reply filled = integration.post("/fhir", conditions());
        assertThat(filled.status()).as(filled.text()).isEqualTo(200);

        assertThat(integration.get(SEARCH).json().path("entry")).hasSize(MOST + 1);

        integration.post("/fhir/Condition", Records.of("Condition", PATIENT));
        Reply refused = integration.get(SEARCH);
        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.refusals()).containsExactly("search-too-costly");
    }

    private static String conditions() {
        String entry =
                "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Condition\"}}"
                        .formatted(Records.of("Condition", PATIENT));
        return IntStream.range(0, MOST)
                .mapToObj(n -> entry)
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[",
                                "]}"));
    }
}
