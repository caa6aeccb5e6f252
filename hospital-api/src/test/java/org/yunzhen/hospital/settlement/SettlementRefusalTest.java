package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class SettlementRefusalTest {
    @Inject Counter counter;

    @Test
    void another_patients_bill_is_neither_quoted_nor_settled_nor_refunded() {
        String patient = Counter.employee();
        String other = Counter.employee();
        String appointment = counter.appointment(patient);
        String quote = Counter.quote(patient, appointment).id();

        assertThat(Counter.quote(other, appointment).status()).isEqualTo(403);
        assertThat(Counter.settle(other, quote).status()).isEqualTo(403);
        var bill = Counter.settle(patient, quote).json();
        assertThat(Counter.refund(other, bill).status()).isEqualTo(403);
        assertThat(Counter.quote(other, appointment).text()).doesNotContain(patient);
    }

    @Test
    void another_patients_coverage_pays_nothing() {
        String patient = Counter.employee();
        Reply refused =
                Counter.quote(patient, counter.appointment(patient), Counter.employee(), true);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("coverage-unsuitable");
    }

    @Test
    void what_is_settled_is_not_quoted_again() {
        String patient = Counter.employee();
        String appointment = counter.appointment(patient);
        Counter.settle(patient, Counter.quote(patient, appointment).id());
        assertThat(Counter.quote(patient, appointment).refusals())
                .containsExactly("already-settled");
    }

    @Test
    void a_plain_record_is_billed_to_nobody() {
        String patient = Counter.employee();
        Http.as("integration01")
                .put(
                        "/fhir/Appointment/plain-record",
                        """
                        {"resourceType":"Appointment","id":"plain-record","status":"booked",
                         "start":"2026-12-01T09:00:00+08:00","end":"2026-12-01T09:10:00+08:00",
                         "participant":[{"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                                .formatted(patient));
        assertThat(Counter.quote(patient, "Appointment/plain-record").refusals())
                .containsExactly("wrong-state");
    }

    @Test
    void nobody_but_a_patient_quotes_and_nobody_without_a_token() {
        String body = "{\"resourceType\":\"Parameters\"}";
        assertThat(Http.anonymous().post("/fhir/Claim/$quote", body).status()).isEqualTo(401);
        assertThat(Http.as("doctor01").post("/fhir/Claim/$quote", body).status()).isEqualTo(403);
        assertThat(Http.as("pharmacy01").post("/fhir/Claim/$settle", body).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$quote  | {'resourceType':'Parameters'}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueString':'x'}]}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueReference':{'reference':'Patient/x'}}]}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueReference':{'reference':'Task/a/b'}}]}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueReference':{'reference':'Task/é'}}]}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueReference':{'reference':'Task/x'}},{'name':'coverage','valueString':'y'}]}",
                "$quote  | {'resourceType':'Parameters','parameter':[{'name':'subject','valueReference':{'reference':'Task/x'}},{'name':'useAccount','valueString':'yes'}]}",
                "$settle | {'resourceType':'Parameters'}",
                "$settle | {'resourceType':'Parameters','parameter':[{'name':'quote','valueReference':{'reference':'Claim/x'}}]}",
                "$settle | {'resourceType':'Parameters','parameter':[{'name':'quote','valueReference':{'reference':'ClaimResponse/x'}},{'name':'payer','valueString':' '}]}",
                "$settle | {'resourceType':'Parameters','parameter':[{'name':'quote','valueReference':{'reference':'ClaimResponse/x'}},{'name':'payer','valueInteger':7}]}"
            })
    void a_bad_request_is_told_what_is_wrong_with_it(String operation, String body) {
        Reply refused =
                Http.as("patient499").post("/fhir/Claim/" + operation, body.replace('\'', '"'));
        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.json().path("issue").path(0).path("expression").path(0).asText())
                .contains("parameter");
    }

    @Test
    void what_is_not_there_is_answered_like_what_is_hidden() {
        assertThat(Counter.quote("patient499", "Task/none").status()).isEqualTo(403);
        assertThat(Counter.settle("patient499", "none").status()).isEqualTo(403);
        assertThat(
                        Http.as("operator01")
                                .post(
                                        "/fhir/Claim/none/$refund",
                                        "{\"resourceType\":\"Parameters\"}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void the_same_key_gives_the_first_answer_again_and_another_body_is_refused() {
        String patient = Counter.employee();
        String appointment = counter.appointment(patient);
        Http keyed = Http.as(patient).with("Idempotency-Key", "quote-" + patient);
        String body =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"subject","valueReference":{"reference":"%s"}}]}"""
                        .formatted(appointment);

        Reply first = keyed.post("/fhir/Claim/$quote", body);
        assertThat(keyed.post("/fhir/Claim/$quote", body).id()).isEqualTo(first.id());
        assertThat(keyed.post("/fhir/Claim/$quote", body.replace("billed", "other")).refusals())
                .containsExactly("idempotency-mismatch");
    }
}
