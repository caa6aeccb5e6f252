package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeclaredInputsTest {
    private static final String PATIENT =
            "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/patient300\"}}";

    private static Reply book(String... parameters) {
        return Http.as("patient300")
                .post(
                        "/fhir/Slot/none/$book",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[%s]}"
                                .formatted(String.join(",", parameters)));
    }

    private static List<String> places(Reply reply) {
        List<String> places = new ArrayList<>();
        for (JsonNode issue : reply.json().path("issue")) {
            places.add(issue.path("expression").path(0).asText());
        }
        return places;
    }

    @Test
    void each_wrong_input_is_one_issue_that_names_its_place() {
        Reply reply =
                book(
                        "{\"name\":\"reason\",\"valueInteger\":7}",
                        "{\"name\":\"waitlist\",\"valueBoolean\":true}",
                        "{\"name\":\"waitlist\",\"valueBoolean\":false}",
                        "{\"name\":\"resaon\",\"valueString\":\"x\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.refusals())
                .containsExactly(
                        "invalid-parameter",
                        "repeated-parameter",
                        "unknown-parameter",
                        "missing-parameter");
        assertThat(places(reply))
                .containsExactly(
                        "Parameters.parameter[0]",
                        "Parameters.parameter[2]",
                        "Parameters.parameter[3]",
                        "Parameters.parameter.where(name='patient')");
    }

    @Test
    void a_value_of_another_type_or_beside_another_is_refused() {
        for (String wrong :
                List.of(
                        "{\"name\":\"reason\",\"valueCode\":\"x\"}",
                        "{\"name\":\"reason\",\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}}",
                        "{\"name\":\"reason\",\"part\":[{\"name\":\"x\",\"valueString\":\"x\"}]}",
                        "{\"name\":\"reason\",\"valueString\":\"x\",\"part\":[{\"name\":\"x\"}]}",
                        "{\"name\":\"reason\"}")) {
            Reply reply = book(PATIENT, wrong);
            assertThat(reply.status()).as(wrong).isBetween(400, 422);
            assertThat(places(reply)).as(wrong).contains("Parameters.parameter[1]");
        }
    }

    @Test
    void parts_are_held_against_their_declaration_too() {
        Reply reply =
                Http.as("operator01")
                        .post(
                                "/fhir/Schedule/$publish",
                                """
                                {"resourceType":"Parameters","parameter":[
                                 {"name":"from","valueDate":"2026-12-01"},
                                 {"name":"until","valueDate":"2026-12-01"},
                                 {"name":"start","valueTime":"10:00:00"},
                                 {"name":"end","valueTime":"11:00:00"},
                                 {"name":"slotMinutes","valueInteger":30},
                                 {"name":"quota","part":[{"name":"channel","valueString":"public"},
                                   {"name":"colour","valueCode":"red"}]}]}""");

        assertThat(places(reply))
                .containsExactly(
                        "Parameters.parameter[5].part[0]",
                        "Parameters.parameter[5].part[1]",
                        "Parameters.parameter[5].part.where(name='numbers')");
    }

    @Test
    void the_form_of_a_value_is_that_of_its_type() {
        Reply reply = book(PATIENT, "{\"name\":\"coverage\",\"valueReference\":{\"reference\":5}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(places(reply).get(0)).startsWith("Parameters.parameter[1]");
    }

    @Test
    void what_changes_something_takes_nothing_from_the_address() {
        Reply reply =
                Http.as("pharmacy01")
                        .post(
                                "/fhir/Task/$claim?code=12345678",
                                "{\"resourceType\":\"Parameters\"}");

        assertThat(reply.refusals()).containsExactly("unknown-parameter", "missing-parameter");
        assertThat(places(reply).get(0)).isEqualTo("http.code");
    }

    @Test
    void a_question_is_answered_alike_by_address_and_by_body() {
        String triage = "/fhir/HealthcareService/$triage";
        Reply asked = Http.anonymous().get(triage + "?complaint=headache&age=40&_format=json");
        Reply posted =
                Http.anonymous()
                        .post(
                                triage,
                                """
                                {"resourceType":"Parameters","parameter":[
                                 {"name":"complaint","valueString":"headache"},
                                 {"name":"age","valueInteger":40}]}""");

        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(asked.text()).isEqualTo(posted.text());
        Reply wrong = Http.anonymous().get(triage + "?complaint=headache&age=forty");
        assertThat(wrong.refusals()).containsExactly("invalid-parameter");
        assertThat(places(wrong)).containsExactly("http.age");
        assertThat(Http.anonymous().get(triage + "?complaint=x&colour=red").refusals())
                .containsExactly("unknown-parameter");
    }

    @Test
    void a_resource_that_is_no_input_is_refused() {
        Reply reply =
                Http.as("patient300")
                        .post(
                                "/fhir/Slot/none/$book",
                                "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}");

        assertThat(reply.refusals()).containsExactly("type-mismatch");
    }

    @Test
    void openapi_and_definition_say_what_is_taken() {
        String definition =
                Http.anonymous().get("/fhir/OperationDefinition/Schedule-publish").text();
        JsonNode body =
                Http.anonymous()
                        .get("/q/openapi?format=json")
                        .json()
                        .at("/paths/~1fhir~1Schedule~1$publish/post/requestBody/content")
                        .path("application/fhir+json");

        assertThat(definition).contains("\"part\":[{\"name\":\"channel\"");
        assertThat(body.toString()).contains("slotMinutes", "quota (parts channel, numbers, 1..*)");
    }
}
