package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SortedSearchTest {
    private final Http integration = Http.as("integration01");

    @Test
    void a_range_and_an_order_by_a_date_of_its_own_go_together() {
        put("late", "2031-03-02");
        put("early", "2031-03-01");
        put("before", "2031-02-01");

        Reply reply =
                integration.get("/fhir/Condition?recorded-date=ge2031-03-01&_sort=recorded-date");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("entry").findValuesAsText("fullUrl"))
                .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
                .containsExactly("sorted-early", "sorted-late");
    }

    @Test
    void a_doctor_s_search_may_be_ordered_by_any_date() {
        Reply reply = Http.as("doctor01").get("/fhir/Condition?_sort=-recorded-date");

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void a_page_goes_on_behind_the_least_number_that_may_be_stored() {
        for (String value : new String[] {"1e-308", "3"}) {
            integration.post(
                    "/fhir/Observation",
                    "{\"resourceType\":\"Observation\",\"status\":\"final\","
                            + "\"code\":{\"coding\":[{\"code\":\"least\"}]},"
                            + "\"valueQuantity\":{\"value\":"
                            + value
                            + "}}");
        }
        String next =
                integration
                        .get("/fhir/Observation?code=least&_sort=value-quantity&_count=1")
                        .json()
                        .path("link")
                        .findParents("relation")
                        .stream()
                        .filter(link -> link.path("relation").asText().equals("next"))
                        .map(link -> link.path("url").asText())
                        .findFirst()
                        .orElseThrow();

        Reply reply = integration.get(next.substring(next.indexOf("/fhir/")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/entry/0/resource/valueQuantity/value").asInt()).isEqualTo(3);
    }

    private void put(String name, String day) {
        String json =
                """
                {"resourceType":"Condition","id":"sorted-%s","recordedDate":"%s",
                 "subject":{"reference":"Patient/sorted"}}"""
                        .formatted(name, day);
        assertThat(integration.put("/fhir/Condition/sorted-" + name, json).status()).isIn(200, 201);
    }
}
