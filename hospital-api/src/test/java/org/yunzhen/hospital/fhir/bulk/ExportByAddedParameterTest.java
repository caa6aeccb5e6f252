package org.yunzhen.hospital.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.json;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code _typeFilter} by a search parameter that the tenant has added. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportByAddedParameterTest {
    private static final String FILTER =
            "/fhir/$export?_type=Location&_typeFilter=Location%3Fxa-floor%3D";

    private final Http integration = Http.as("integration01");

    private void location(String id, String floor) {
        Reply reply =
                integration.put(
                        "/fhir/Location/" + id,
                        """
                        {"resourceType":"Location","id":"%s","name":"x",
                         "extension":[{"url":"http://example.org/floor","valueCode":"%s"}]}"""
                                .formatted(id, floor));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @Test
    void it_waits_for_the_index_and_finds_then_what_was_there_and_what_came() {
        location("xa-1", "3");
        location("xa-2", "4");
        add(
                integration,
                json(
                        "xa-floor",
                        "Location",
                        "token",
                        "Location.extension.where(url='http://example.org/floor').value"));

        Reply early =
                integration
                        .with("Prefer", "respond-async")
                        .with("Accept", "application/fhir+json")
                        .get(FILTER + "3");
        assertThat(early.status()).as(early.text()).isEqualTo(503);
        assertThat(early.refusals()).containsExactly("index-incomplete");
        assertThat(early.header("Retry-After")).isNotNull();

        awaitComplete(integration, "xa-floor");
        location("xa-3", "3");

        assertThat(Exporting.begin(integration, FILTER + "3").resources())
                .containsOnlyKeys("Location/xa-1", "Location/xa-3");
        assertThat(integration.get(FILTER.replace("xa-floor", "xa-none") + "3").status())
                .isEqualTo(400);
    }
}
