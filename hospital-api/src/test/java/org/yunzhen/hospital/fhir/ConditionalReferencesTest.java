package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** References that name criteria (R4 section 3.1.0.11.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConditionalReferencesTest {
    private final Http integration = Http.as("integration01");

    private static String transaction(String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                .formatted(String.join(",", entries))
                .replace('\'', '"');
    }

    private static String basic(String code, String subject) {
        return ("{'resource':{'resourceType':'Basic','code':{'coding':[{'system':'urn:cr','code':'%s'}]},"
                        + "'subject':{'reference':'%s'}},'request':{'method':'POST','url':'Basic'}}")
                .formatted(code, subject);
    }

    private static String patient(String value) {
        return ("{'resource':{'resourceType':'Patient','identifier':[{'system':'urn:cr','value':'%s'}]},"
                        + "'request':{'method':'POST','url':'Patient'}}")
                .formatted(value);
    }

    private static String criteria(String value) {
        return "Patient?identifier=urn:cr|" + value;
    }

    private void put(String id, String value) {
        Reply made =
                integration.put(
                        "/fhir/Patient/" + id,
                        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"identifier\":[{\"system\":\"urn:cr\",\"value\":\"%s\"}]}"
                                .formatted(id, value));
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    private JsonNode found(String code) {
        JsonNode page = integration.get("/fhir/Basic?code=urn:cr%7C" + code).json();
        assertThat(page.path("total").asInt()).isEqualTo(1);
        return page.path("entry").path(0).path("resource");
    }

    private void assertRefused(Reply reply, String refusal, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(412);
        assertThat(reply.refusals()).containsExactly(refusal);
        assertThat(
                        integration
                                .get("/fhir/Basic?code=urn:cr%7C" + code)
                                .json()
                                .path("total")
                                .asInt())
                .isZero();
    }

    @Test
    void a_reference_that_names_criteria_leads_to_the_one_that_matches() {
        put("cr-one", "one");

        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                basic("one", criteria("one")),
                                basic("one-more", Http.address() + "/fhir/" + criteria("one"))));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(found("one").path("subject").path("reference").asText())
                .isEqualTo("Patient/cr-one");
        assertThat(found("one-more").path("subject").path("reference").asText())
                .isEqualTo("Patient/cr-one");
    }

    @Test
    void criteria_that_match_nothing_refuse_the_transaction_and_name_the_place() {
        Reply refused =
                integration.post(
                        "/fhir",
                        transaction(patient("none-other"), basic("none", criteria("none"))));

        assertRefused(refused, "reference-unmatched", "none");
        assertThat(refused.json().path("issue").path(0).path("expression").path(0).asText())
                .isEqualTo("Bundle.entry[1].resource.subject");
        assertThat(
                        integration
                                .get("/fhir/" + criteria("none-other").replace("|", "%7C"))
                                .json()
                                .path("total")
                                .asInt())
                .isZero();
    }

    @Test
    void criteria_that_match_several_refuse_the_transaction() {
        put("cr-two-a", "two");
        put("cr-two-b", "two");

        assertRefused(
                integration.post("/fhir", transaction(basic("two", criteria("two")))),
                "criteria-ambiguous",
                "two");
    }

    @Test
    void what_the_same_transaction_makes_is_found_wherever_it_stands() {
        Reply done =
                integration.post(
                        "/fhir",
                        transaction(
                                basic("chain-2", "Basic?code=urn:cr|chain-1"),
                                basic("chain-1", criteria("chain")),
                                patient("chain")));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(found("chain-2").path("subject").path("reference").asText())
                .isEqualTo("Basic/" + found("chain-1").path("id").asText());
        assertThat(found("chain-1").path("subject").path("reference").asText())
                .startsWith("Patient/");
    }

    @Test
    void a_second_match_that_the_transaction_itself_makes_refuses_it() {
        put("cr-late", "late");
        String late =
                "{'resource':{'resourceType':'Patient','identifier':[{'system':'urn:cr','value':'late'}],"
                        + "'generalPractitioner':[{'reference':'Organization?identifier=urn:cr|late'}]},"
                        + "'request':{'method':'POST','url':'Patient'}}";
        String organization =
                "{'resource':{'resourceType':'Organization','name':'x','identifier':[{'system':'urn:cr','value':'late'}]},"
                        + "'request':{'method':'POST','url':'Organization'}}";

        assertRefused(
                integration.post(
                        "/fhir", transaction(basic("late", criteria("late")), late, organization)),
                "criteria-ambiguous",
                "late");
    }

    @Test
    void two_that_name_each_other_by_criteria_alone_are_refused() {
        assertRefused(
                integration.post(
                        "/fhir",
                        transaction(
                                basic("ring-a", "Basic?code=urn:cr|ring-b"),
                                basic("ring-b", "Basic?code=urn:cr|ring-a"))),
                "reference-unmatched",
                "ring-a");
    }

    @Test
    void what_the_caller_may_not_read_is_not_told_apart_from_what_is_not_there() {
        String says =
                "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                        + "'subject':{'reference':'Patient/patient103'},"
                        + "'derivedFrom':[{'reference':'Observation?identifier=urn:cr|secret'}]},"
                        + "'request':{'method':'POST','url':'Observation'}}";
        Http patient = Http.as("patient103").with("X-Request-Id", "cr-hidden");
        Reply before = patient.post("/fhir", transaction(says));

        Reply made =
                integration.put(
                        "/fhir/Observation/cr-secret",
                        "{\"resourceType\":\"Observation\",\"id\":\"cr-secret\",\"status\":\"final\","
                                + "\"identifier\":[{\"system\":\"urn:cr\",\"value\":\"secret\"}],"
                                + "\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/patient104\"}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Reply after = patient.post("/fhir", transaction(says));

        assertThat(before.status()).as(before.text()).isEqualTo(412);
        assertThat(after.status()).isEqualTo(412);
        assertThat(after.text()).isEqualTo(before.text());
    }

    @Test
    void what_is_no_resource_has_no_references_and_is_refused() {
        for (String body :
                new String[] {
                    "{'resourceType':'Reference','reference':'Patient?identifier=urn:cr|x'}",
                    "{'resourceType':'Extension','url':'x','valueReference':"
                            + "{'reference':'Patient?identifier=urn:cr|x'}}"
                }) {
            for (String url : new String[] {"Patient/$nothing", "Basic", "Patient"}) {
                String entry =
                        "{'resource':%s,'request':{'method':'POST','url':'%s'}}"
                                .formatted(body, url);
                Reply refused = integration.post("/fhir", transaction(entry));
                assertThat(refused.status()).as(entry + refused.text()).isBetween(400, 499);
            }
        }
    }

    @Test
    void criteria_without_bound_are_refused() {
        String[] many =
                IntStream.range(0, 1001)
                        .mapToObj(i -> basic("many", criteria("many-" + i)))
                        .toArray(String[]::new);
        Reply refused = integration.post("/fhir", transaction(many));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusals()).containsExactly("search-too-costly");
    }

    @Test
    void criteria_that_say_nothing_or_cannot_be_read_are_refused() {
        for (String broken : new String[] {"Patient?", "Patient?_count=1", "Patient?no-such=1"}) {
            Reply refused = integration.post("/fhir", transaction(basic("broken", broken)));
            assertThat(refused.status()).as(broken + refused.text()).isIn(400, 412);
        }
    }
}
