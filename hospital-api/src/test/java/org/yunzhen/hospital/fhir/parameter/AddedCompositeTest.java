package org.yunzhen.hospital.fhir.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.composite;
import static org.yunzhen.hospital.testing.AddedParameter.found;
import static org.yunzhen.hospital.testing.AddedParameter.json;
import static org.yunzhen.hospital.testing.AddedParameter.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** A tenant adds composite parameters, of R4's parts and of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AddedCompositeTest {
    private static final String OF_R4 = "http://hl7.org/fhir/SearchParameter/";
    private static final String OWN = "http://example.org/SearchParameter/";
    private static final String INGREDIENT = OF_R4 + "Medication-ingredient-code";
    private static final String UCUM = "%7Chttp://unitsofmeasure.org%7C";

    private final Http integration = Http.as("integration01");
    private final Http strict = integration.with("Prefer", "handling=strict");

    private static String ingredientOf(String code, String part, String expression) {
        return composite(
                code,
                "Medication",
                "Medication.ingredient",
                INGREDIENT,
                "item.as(CodeableConcept)",
                OWN + part,
                expression);
    }

    private void medication(String id, String first, String second) {
        String ingredient =
                "{\"itemCodeableConcept\":{\"coding\":[{\"code\":\"%s\"}]},\"strength\":{\"numerator\":%s,\"denominator\":{\"value\":1}}}";
        String[] one = first.split(" ");
        String[] other = second.split(" ");
        Reply reply =
                integration.put(
                        "/fhir/Medication/" + id,
                        "{\"resourceType\":\"Medication\",\"id\":\"%s\",\"ingredient\":[%s,%s]}"
                                .formatted(
                                        id,
                                        ingredient.formatted(one[0], quantity(one[1], one[2])),
                                        ingredient.formatted(
                                                other[0], quantity(other[1], other[2]))));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private static String quantity(String value, String code) {
        return "{\"value\":%s,\"system\":\"http://unitsofmeasure.org\",\"code\":\"%s\"}"
                .formatted(value, code);
    }

    @Test
    void one_ingredient_is_found_by_its_code_and_its_strength_in_whatever_unit() {
        medication("ac-strong", "amoxicillin 0.5 g", "clavulanate 125 mg");
        medication("ac-weak", "amoxicillin 125 mg", "clavulanate 0.5 g");
        add(
                integration,
                json(
                        "ac-strength",
                        "Medication",
                        "quantity",
                        "Medication.ingredient.strength.numerator"));
        add(integration, ingredientOf("ac-dose", "ac-strength", "strength.numerator"));
        awaitComplete(integration, "ac-strength");

        String search = "/fhir/Medication?ac-dose=";
        assertThat(found(integration, search + "amoxicillin$ge500" + UCUM + "mg"))
                .containsExactly("ac-strong");
        assertThat(found(integration, search + "clavulanate$0.5" + UCUM + "g"))
                .containsExactly("ac-weak");
        assertThat(found(integration, search + "amoxicillin$gt500" + UCUM + "mg")).isEmpty();
        assertThat(strict.get(search + "amoxicillin").status()).isEqualTo(400);
        assertThat(strict.get("/fhir/Medication?_sort=ac-dose").status()).isEqualTo(400);
    }

    @Test
    void it_needs_no_index_of_its_own_and_is_there_at_once_for_what_was_stored_before() {
        Reply plan =
                integration.put(
                        "/fhir/PlanDefinition/ac-plan",
                        """
                        {"resourceType":"PlanDefinition","id":"ac-plan","status":"active",
                         "title":"Stroke","date":"2026-03-01"}""");
        assertThat(plan.status()).as(plan.text()).isIn(200, 201);
        add(
                integration,
                composite(
                        "ac-titled",
                        "PlanDefinition",
                        "PlanDefinition",
                        OF_R4 + "PlanDefinition-title",
                        "title",
                        OF_R4 + "PlanDefinition-date",
                        "date"));

        assertThat(status(integration, "ac-titled")).contains("\"valueBoolean\":true");
        assertThat(found(integration, "/fhir/PlanDefinition?ac-titled=stroke$ge2026"))
                .containsExactly("ac-plan");
        assertThat(found(integration, "/fhir/PlanDefinition?ac-titled=stroke$lt2026")).isEmpty();

        assertThat(integration.delete("/fhir/SearchParameter/ac-titled").status()).isEqualTo(204);
        assertThat(strict.get("/fhir/PlanDefinition?ac-titled=stroke$ge2026").status())
                .isEqualTo(400);
    }

    @Test
    void a_search_is_refused_when_a_part_has_ended_and_waits_for_its_index() {
        add(
                integration,
                json(
                        "ac-end",
                        "Medication",
                        "quantity",
                        "Medication.ingredient.strength.numerator"));
        add(integration, ingredientOf("ac-ending", "ac-end", "strength.numerator"));
        awaitComplete(integration, "ac-end");
        assertThat(integration.delete("/fhir/SearchParameter/ac-end").status()).isEqualTo(204);

        Reply reply = integration.get("/fhir/Medication?ac-ending=x$1");
        assertThat(reply.refusals()).containsExactly("unsupported-parameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Medication.ingredient;urn:none;strength;component[1].definition",
                "Medication.ingredient;Medication-ingredient-code;strength;component[1].expression",
                "Medication.ingredient;clinical-code;%resource.code;-",
                "Medication.batch;Medication-lot-number;lotNumber.trace('x');expression",
                "Patient.name;Medication-status;status;expression",
            })
    void what_no_search_could_be_answered_by_is_refused(
            String start, String definition, String expression, String at) {
        String url = definition.startsWith("urn:") ? definition : OF_R4 + definition;
        String json =
                composite(
                        "ac-bad",
                        "Medication",
                        start,
                        OF_R4 + "clinical-code",
                        "%resource.code",
                        url,
                        expression);
        Reply reply = integration.put("/fhir/SearchParameter/ac-bad", json);

        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.text())
                .contains("SearchParameter." + (at.equals("-") ? "component[0]" : at));
        assertThat(integration.get("/fhir/SearchParameter/ac-bad").status()).isEqualTo(404);
    }

    @Test
    void one_part_alone_is_no_composite() {
        String json =
                composite("ac-one", "Medication", "Medication", OF_R4 + "clinical-code", "code");
        Reply reply = integration.put("/fhir/SearchParameter/ac-one", json);

        assertThat(reply.refusals()).containsExactly("search-parameter-unsuitable");
        assertThat(reply.text()).contains("SearchParameter.component");
    }

    @Test
    void a_part_may_be_added_in_the_same_transaction_before_it() {
        String code =
                json("ac-tx", "Medication", "quantity", "Medication.ingredient.strength.numerator");
        String dose = ingredientOf("ac-tx-dose", "ac-tx", "strength.numerator");

        Reply wrongWay = integration.post("/fhir/", transaction(put(dose), put(code)));
        assertThat(wrongWay.status()).as(wrongWay.text()).isEqualTo(422);
        assertThat(wrongWay.text()).contains("component[1].definition");
        Reply both = integration.post("/fhir/", transaction(put(code), put(dose)));
        assertThat(both.status()).as(both.text()).isEqualTo(200);

        medication("ac-tx-one", "amoxicillin 0.25 g", "clavulanate 62 mg");
        awaitComplete(integration, "ac-tx");
        String search = "/fhir/Medication?ac-tx-dose=amoxicillin$250" + UCUM + "mg";
        assertThat(found(integration, search)).containsExactly("ac-tx-one");

        Reply ended =
                integration.post(
                        "/fhir/",
                        transaction(
                                "{\"request\":{\"method\":\"DELETE\",\"url\":\"SearchParameter/ac-tx\"}}",
                                put(dose.replace("ac-tx-dose", "ac-tx-late"))));
        assertThat(ended.status()).as(ended.text()).isEqualTo(422);
    }

    private static String put(String json) {
        String id = FhirJson.parse(json.getBytes(StandardCharsets.UTF_8)).path("id").asText();
        return "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"SearchParameter/%s\"}}"
                .formatted(json, id);
    }

    private static String transaction(String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                .formatted(String.join(",", entries));
    }
}
