package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Conditional creates inside a transaction (R4 section 3.1.0.11.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TransactionConditionsTest {
    private final Http integration = Http.as("integration01");

    private Reply transaction(String... entries) {
        return integration.post(
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                        .formatted(String.join(",", entries)));
    }

    private static String patient(String url, String value, String criteria) {
        return """
               {"fullUrl":"%s","resource":{"resourceType":"Patient",
                 "identifier":[{"system":"urn:cond","value":"%s"}]},
                "request":{"method":"POST","url":"Patient","ifNoneExist":"%s"}}"""
                .formatted(url, value, criteria);
    }

    private static String observation(String id, String patient) {
        return """
               {"resource":{"resourceType":"Observation","id":"%s","status":"final",
                 "code":{"text":"x"},"subject":{"reference":"%s"}},
                "request":{"method":"PUT","url":"Observation/%s"}}"""
                .formatted(id, patient, id);
    }

    private String subject(String observation) {
        return integration
                .get("/fhir/Observation/" + observation)
                .json()
                .path("subject")
                .path("reference")
                .asText();
    }

    private long patients(String value) {
        return integration
                .get("/fhir/Patient?identifier=urn:cond%7C" + value)
                .json()
                .path("total")
                .asLong();
    }

    @Test
    void references_to_an_entry_that_existed_already_point_at_what_exists() {
        String url = "urn:uuid:22222222-2222-2222-2222-222222222222";
        integration.put(
                "/fhir/Patient/cond-there",
                "{\"resourceType\":\"Patient\",\"id\":\"cond-there\","
                        + "\"identifier\":[{\"system\":\"urn:cond\",\"value\":\"there\"}]}");

        Reply done =
                transaction(
                        observation("cond-o1", url),
                        patient(url, "there", "identifier=urn:cond%7Cthere"));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        JsonNode response = done.json().path("entry").path(1).path("response");
        assertThat(response.path("status").asText()).isEqualTo("200");
        assertThat(response.path("location").asText()).contains("Patient/cond-there/_history/");
        assertThat(subject("cond-o1")).isEqualTo("Patient/cond-there");
    }

    @Test
    void two_entries_of_one_condition_are_one_resource_that_both_are_linked_to() {
        String one = "urn:uuid:33333333-3333-3333-3333-333333333333";
        String other = "urn:uuid:44444444-4444-4444-4444-444444444444";

        Reply done =
                transaction(
                        patient(one, "twice", "identifier=urn:cond%7Ctwice"),
                        patient(other, "twice", "identifier=urn:cond%7Ctwice"),
                        observation("cond-o2", one),
                        observation("cond-o3", other));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(patients("twice")).isEqualTo(1);
        assertThat(subject("cond-o2")).isEqualTo(subject("cond-o3"));
        assertThat(integration.get("/fhir/" + subject("cond-o2")).status()).isEqualTo(200);
    }

    @Test
    void a_condition_met_only_by_another_entry_is_refused_and_nothing_is_stored() {
        String one = "urn:uuid:55555555-5555-5555-5555-555555555555";
        String other = "urn:uuid:66666666-6666-6666-6666-666666666666";

        Reply refused =
                transaction(
                        patient(one, "late", "identifier=urn:cond%7Clate"),
                        patient(other, "late", "identifier=urn:cond%7Clate&_count=5"),
                        observation("cond-o4", other));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("bundle-duplicate");
        assertThat(patients("late")).isZero();
    }

    @Test
    void what_the_same_transaction_deletes_does_not_exist_for_a_condition() {
        String url = "urn:uuid:77777777-7777-7777-7777-777777777777";
        integration.put(
                "/fhir/Patient/cond-going",
                "{\"resourceType\":\"Patient\",\"id\":\"cond-going\","
                        + "\"identifier\":[{\"system\":\"urn:cond\",\"value\":\"going\"}]}");

        Reply done =
                transaction(
                        patient(url, "going", "identifier=urn:cond%7Cgoing"),
                        observation("cond-o5", url),
                        "{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/cond-going\"}}");

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(subject("cond-o5")).isNotEqualTo("Patient/cond-going");
        assertThat(integration.get("/fhir/" + subject("cond-o5")).status()).isEqualTo(200);
    }
}
