package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    private static final String PEN = "SELECT id FROM bill WHERE subject_id = $1 AND pen <> ''";

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

    @Test
    void a_repeat_that_is_refused_while_the_first_still_runs_does_not_lose_the_first_answer() {
        String patient = Counter.employee();
        String subject = counter.appointment(patient);
        Http keyed = Http.as(patient).with("Idempotency-Key", "slow-" + patient);
        String body =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"subject","valueReference":{"reference":"%s"}},
                 {"name":"coverage","valueReference":{"reference":"Coverage/%s"}}]}"""
                        .formatted(subject, patient);
        Counter.fault("1101", "timeout-after-commit", 1);

        var first = keyed.postLater("/fhir/Claim/$quote", body);
        await().until(() -> claimed("slow-" + patient) == 1);
        await().until(() -> !counter.sql(PEN, subject.substring(12)).isEmpty());
        counter.sql(
                "UPDATE idempotency SET created_at = now() - interval '1 minute' WHERE key = $1",
                "slow-" + patient);
        Reply second = keyed.post("/fhir/Claim/$quote", body);

        assertThat(second.refusals()).containsExactly("in-progress");
        assertThat(first.join().status()).as(first.join().text()).isEqualTo(201);
        assertThat(keyed.post("/fhir/Claim/$quote", body).id()).isEqualTo(first.join().id());
    }

    @Test
    void a_call_that_was_taken_over_and_is_refused_leaves_the_key_to_its_successor() {
        String patient = Counter.employee();
        String subject = counter.appointment(patient);
        String key = "lost-" + patient;
        String body =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"subject","valueReference":{"reference":"%s"}},
                 {"name":"coverage","valueReference":{"reference":"Coverage/%s"}}]}"""
                        .formatted(subject, patient);
        Counter.fault("1101", "timeout-after-commit", 2);

        var first =
                Http.as(patient).with("Idempotency-Key", key).postLater("/fhir/Claim/$quote", body);
        await().until(() -> claimed(key) == 1);
        counter.sql(
                "UPDATE idempotency SET created_at = now() + interval '1 second' WHERE key = $1",
                key);

        assertThat(first.join().refusals()).containsExactly("insurance-unavailable");
        assertThat(claimed(key)).isEqualTo(1);
    }

    private long claimed(String key) {
        return (Long) counter.sql("SELECT count(*) FROM idempotency WHERE key = $1", key).get(0);
    }
}
