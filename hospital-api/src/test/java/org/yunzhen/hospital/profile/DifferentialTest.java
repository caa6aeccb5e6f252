package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A profile takes effect as a whole, or is not stored (R4, Profiling). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DifferentialTest {
    private final Http integration = Http.as("integration01");

    @Test
    void a_profile_whose_elements_are_out_of_order_is_refused_with_each_that_is() {
        Reply refused =
                store(
                        "Observation Observation.value[x] Observation.subject Observation.note Observation.effective[x]");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsOnly("differential-order");
        assertThat(places(refused))
                .containsExactly(
                        "StructureDefinition.differential.element[2]",
                        "StructureDefinition.differential.element[4]");
        assertThat(integration.get("/fhir/StructureDefinition/dt").status()).isIn(404, 410);
    }

    @Test
    void a_profile_that_constrains_what_the_base_does_not_have_is_refused() {
        Reply refused =
                store(
                        "Observation Observation.nonsense Observation.code.codeing Observation.subject");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals())
                .containsExactly("differential-element", "differential-element");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Observation.code.text Observation.code.coding",
                "Observation.code.coding Observation.code",
                "Observation.valueQuantity.unit Observation.valueQuantity.value",
                "Observation.component.value[x] Observation.component.code"
            })
    void an_element_behind_one_that_it_precedes_is_refused(String elements) {
        assertThat(store("Observation " + elements).refusals())
                .containsExactly("differential-order");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Observation.id Observation.meta.profile Observation.extension Observation.code.coding.code Observation.value[x]",
                "Observation.component Observation.component:a Observation.component:a.value[x]"
                        + " Observation.component:b Observation.component:b.code",
                "Observation.component:a.value[x] Observation.component:b.code",
                "Observation.extension:a Observation.extension:a.value[x] Observation.extension:b",
                "Observation.value[x] Observation.value[x]:valueQuantity Observation.value[x]:valueQuantity.code",
                "Observation.value[x] Observation.valueQuantity.unit Observation.valueCodeableConcept.coding",
                "Observation.component.referenceRange.low.value Observation.component.referenceRange.high",
                "Observation.contained.id Observation.subject.identifier.system Observation.effectiveDateTime.extension"
            })
    void what_stands_in_the_order_of_the_base_is_stored(String elements) {
        Reply stored = store("Observation " + elements);
        assertThat(stored.status()).as(stored.text()).isIn(200, 201);
        assertThat(integration.delete("/fhir/StructureDefinition/dt").status()).isIn(200, 204);
    }

    @Test
    void an_extension_and_a_data_type_are_constrained_likewise() {
        assertThat(store("Extension Extension.value[x] Extension.url").refusals())
                .containsExactly("differential-order");
        assertThat(store("Extension Extension.extension Extension.url Extension.value[x]").status())
                .isIn(200, 201);
        assertThat(store("Quantity Quantity.code Quantity.system").refusals())
                .containsExactly("differential-order");
        assertThat(integration.delete("/fhir/StructureDefinition/dt").status()).isIn(200, 204);
    }

    private Reply store(String elements) {
        List<String> written = new ArrayList<>();
        for (String id : elements.split(" ")) {
            int slice = id.lastIndexOf(':');
            boolean named = slice > id.lastIndexOf('.');
            written.add(
                    "{\"id\":\"%s\",\"path\":\"%s\"%s}"
                            .formatted(
                                    id,
                                    id.replaceAll(":[a-zA-Z]+", ""),
                                    named
                                            ? ",\"sliceName\":\"" + id.substring(slice + 1) + "\""
                                            : ""));
        }
        String type = elements.substring(0, elements.indexOf(' '));
        return integration.put(
                "/fhir/StructureDefinition/dt",
                """
                {"resourceType":"StructureDefinition","id":"dt","status":"draft","name":"DT",
                 "url":"http://example.org/StructureDefinition/dt","kind":"%s","abstract":false,
                 "type":"%s","baseDefinition":"http://hl7.org/fhir/StructureDefinition/%s",
                 %s"derivation":"constraint","differential":{"element":[%s]}}"""
                        .formatted(
                                type.equals("Observation") ? "resource" : "complex-type",
                                type,
                                type,
                                type.equals("Extension")
                                        ? "\"context\":[{\"type\":\"element\",\"expression\":\"Patient\"}],"
                                        : "",
                                String.join(",", written)));
    }

    private static List<String> places(Reply reply) {
        List<String> places = new ArrayList<>();
        for (JsonNode issue : reply.json().path("issue")) {
            places.add(issue.path("expression").path(0).asText());
        }
        return places;
    }
}
