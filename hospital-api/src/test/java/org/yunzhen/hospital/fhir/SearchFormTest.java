package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** How a search is written: what only looks like R4's forms is refused and not guessed at. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchFormTest {
    private final Http integration = Http.as("integration01");

    @ParameterizedTest
    @CsvSource({
        "Observation, date, GE2013, invalid-parameter",
        "Observation, date, ２０１３, invalid-parameter",
        "Observation, value-quantity, ٥, invalid-parameter",
        "Observation, value-quantity, GT5, invalid-parameter",
        "RiskAssessment, probability, ０.５, invalid-parameter",
        "Patient, name:, x, unsupported-modifier",
        "Patient, _id:, x, unsupported-modifier"
    })
    void a_form_that_r4_does_not_have_is_refused(
            String type, String parameter, String value, String refusal) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        Reply reply = integration.get("/fhir/" + type + "?" + parameter + "=" + encoded);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.refusals()).containsExactly(refusal);
    }

    @Test
    void of_several_types_no_modifier_is_empty_either() {
        assertThat(integration.get("/fhir?_type=Patient&_id:=x").refusals())
                .containsExactly("unsupported-modifier");
    }

    @ParameterizedTest
    @CsvSource({
        "/fhir/Patient?_sort=birthdate&_sort=family",
        "/fhir/Patient?_count=1&_count=2",
        "/fhir/Patient?_summary=count&_summary=data",
        "/fhir?_type=Patient&_total=none&_total=accurate"
    })
    void what_stands_once_is_refused_when_it_stands_twice(String search) {
        assertThat(integration.get(search).refusals()).containsExactly("repeated-parameter");
    }

    @Test
    void what_narrows_may_stand_as_often_as_it_likes() {
        integration.put(
                "/fhir/Patient/form-1",
                "{\"resourceType\":\"Patient\",\"id\":\"form-1\",\"birthDate\":\"2013-05-06\"}");
        Reply reply =
                integration.get(
                        "/fhir/Patient?_id=form-1&_id=form-1&birthdate=ge2013&birthdate=lt2014");

        assertThat(reply.json().path("entry").findValuesAsText("id")).containsExactly("form-1");
    }
}
