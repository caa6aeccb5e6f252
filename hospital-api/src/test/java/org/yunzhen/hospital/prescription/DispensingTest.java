package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DispensingTest {
    @Inject Ward ward;
    @Inject Transactions transactions;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void the_holder_gets_its_secret_again_and_another_pharmacy_nothing() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = TaskCalls.code(visit, task);
        String secret = TaskCalls.secret(TaskCalls.claim("pharmacy01", code));

        String typedAgain = code.substring(0, 6).toLowerCase(Locale.ROOT) + "-" + code.substring(6);

        assertThat(TaskCalls.secret(TaskCalls.claim("pharmacy01", typedAgain))).isEqualTo(secret);
        assertThat(TaskCalls.claim("pharmacy02", code).refusals())
                .containsExactly("claimed-by-another");
        assertThat(Http.as("pharmacy02").get("/fhir/Task/" + task).status()).isEqualTo(403);
    }

    @Test
    void codes_cannot_be_tried_out() {
        ward.account("pharmacy-rx-guesses", "pharmacy", "Organization/rx-guesses");
        for (int i = 0; i < PickupAttempts.WRONG_MAX; i++) {
            assertThat(TaskCalls.claim("pharmacy-rx-guesses", "22222222222A").refusals())
                    .containsExactly("pickup-code-invalid");
        }

        assertThat(TaskCalls.claim("pharmacy-rx-guesses", "22222222222A").status()).isEqualTo(429);
    }

    @Test
    void no_more_is_dispensed_than_was_prescribed_nor_anything_else() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));

        assertThat(TaskCalls.dispense("pharmacy01", task, "x", "S-AMLO", "1").refusals())
                .containsExactly("lock-secret-wrong");
        assertThat(TaskCalls.dispense("pharmacy01", task, secret, "S-PERI", "1").refusals())
                .containsExactly("other-drug");
        assertThat(TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "1", "none").refusals())
                .containsExactly("line-unknown");
        assertThat(TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "2.5").refusals())
                .containsExactly("quantity-exceeded");
        assertThat(TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "-1").status())
                .isEqualTo(400);
        assertThat(TaskCalls.dispense("pharmacy02", task, secret, "S-AMLO", "1").status())
                .isEqualTo(403);
        assertThat(count("prescription_line WHERE prescription = '" + task + "' AND dispensed > 0"))
                .isZero();
    }

    @Test
    void two_tablets_are_not_the_two_boxes_that_were_prescribed() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));

        Reply tablets = handOver(task, secret, "completed", "{\"value\":2,\"unit\":\"片\"}");

        assertThat(tablets.refusals()).containsExactly("other-unit");
        assertThat(tablets.text()).contains("盒", "片");
        assertThat(
                        handOver(
                                        task,
                                        secret,
                                        "completed",
                                        """
                                        {"value":2,"code":"{tablet}",
                                         "system":"http://unitsofmeasure.org"}""")
                                .refusals())
                .as("a code alone says it too")
                .containsExactly("other-unit");
        assertThat(handOver(task, secret, "completed", "{\"value\":2}").json().path("status"))
                .as("without a unit it is that of the line")
                .hasToString("\"completed\"");
    }

    @Test
    void what_is_reported_as_not_handed_over_is_not_booked_as_dispensed() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));

        for (String status :
                List.of("cancelled", "declined", "entered-in-error", "in-progress", "stopped")) {
            assertThat(handOver(task, secret, status, "{\"value\":2,\"unit\":\"盒\"}").status())
                    .as(status)
                    .isEqualTo(400);
        }
        assertThat(TaskCalls.status(task)).isEqualTo("in-progress");
    }

    @Test
    void what_is_handed_over_was_handed_over_since_it_was_prescribed_and_until_now() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();

        for (String when : List.of("2099-01-01T00:00:00Z", "2001-01-01", "2099")) {
            Reply refused = handOver(task, secret, at(when));
            assertThat(refused.refusals()).as(when).containsExactly("invalid-parameter");
            assertThat(refused.text()).contains("whenHandedOver");
        }
        assertThat(handOver(task, secret, at(today)).status()).isEqualTo(200);
        assertThat(
                        Http.as("integration01")
                                .get("/fhir/MedicationDispense?subject=Patient/" + visit.patient())
                                .text())
                .as("what is without a unit is kept in that of the line")
                .contains("\"quantity\":{\"value\":2,\"unit\":\"盒\"}");
    }

    @Test
    void what_a_pharmacy_says_beside_is_kept_and_what_would_turn_it_round_is_refused() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));

        Reply refused =
                handOver(
                        task,
                        secret,
                        "{\"value\":2},\"modifierExtension\":[{\"url\":\"urn:not\",\"valueBoolean\":true}]");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("not-supported");

        Reply taken =
                handOver(task, secret, "{\"value\":2},\"substitution\":{\"wasSubstituted\":false}");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(
                        Http.as("integration01")
                                .get("/fhir/MedicationDispense?subject=Patient/" + visit.patient())
                                .text())
                .contains("\"substitution\":{\"wasSubstituted\":false}");
    }

    private static String at(String when) {
        return "{\"value\":2},\"whenHandedOver\":\"" + when + "\"";
    }

    private static Reply handOver(String task, String secret, String quantity) {
        return handOver(task, secret, "completed", quantity);
    }

    private static Reply handOver(String task, String secret, String status, String quantity) {
        return Http.as("pharmacy01")
                .post(
                        "/fhir/Task/" + task + "/$dispense",
                        TaskCalls.parametersOf(
                                """
                                {"name":"secret","valueString":"%s"},
                                {"name":"medicationDispense","resource":{
                                  "resourceType":"MedicationDispense","status":"%s",
                                  "medicationCodeableConcept":{"coding":[
                                    {"system":"https://yunzhen.example/fhir/sid/medicine-code",
                                     "code":"S-AMLO"}]},
                                  "authorizingPrescription":[{"reference":"MedicationRequest/%s"}],
                                  "quantity":%s}}"""
                                        .formatted(
                                                secret,
                                                status,
                                                TaskCalls.request(task),
                                                quantity)));
    }

    @Test
    void a_release_gives_the_patient_a_new_code_and_takes_the_pharmacys_view() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = TaskCalls.code(visit, task);
        String secret = TaskCalls.secret(TaskCalls.claim("pharmacy01", code));

        Reply released = TaskCalls.call("pharmacy01", task, "release", "secret", "String", secret);

        assertThat(released.json().path("status").textValue()).isEqualTo("ready");
        assertThat(Http.as("pharmacy01").get("/fhir/Task/" + task).status()).isEqualTo(403);
        assertThat(TaskCalls.claim("pharmacy02", code).status()).isEqualTo(403);
        TaskCalls.secret(TaskCalls.claim("pharmacy02", TaskCalls.code(visit, task)));
    }

    @Test
    void a_revocation_works_at_once_while_nobody_holds_the_prescription() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = TaskCalls.code(visit, task);

        Reply revoked = TaskCalls.call(Ward.DOCTOR, task, "revoke", "reason", "String", "开错药");

        assertThat(revoked.json().path("status").textValue()).isEqualTo("cancelled");
        assertThat(TaskCalls.claim("pharmacy01", code).refusals())
                .containsExactly("prescription-revoked");
        assertThat(TaskCalls.call("doctor19", task, "revoke", "reason", "String", "x").status())
                .isEqualTo(403);
    }

    @Test
    void a_holder_answers_a_revocation_before_anything_else() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret =
                TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));

        Reply asked = TaskCalls.call(Ward.DOCTOR, task, "revoke", "reason", "String", "开错药");
        assertThat(asked.json().path("status").textValue()).isEqualTo("in-progress");
        assertThat(asked.text()).contains("revocation-requested");
        assertThat(TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "1").refusals())
                .containsExactly("revocation-pending");

        assertThat(answered(task, secret, "already-dispensed")).isEqualTo("in-progress");
        TaskCalls.call(Ward.DOCTOR, task, "revoke", "reason", "String", "仍要撤销");
        assertThat(answered(task, secret, "accept")).isEqualTo("cancelled");
    }

    private static String answered(String task, String secret, String answer) {
        return TaskCalls.call(
                        "pharmacy01",
                        task,
                        "answer-revocation",
                        "secret",
                        "String",
                        secret,
                        "answer",
                        "Code",
                        answer)
                .json()
                .path("status")
                .textValue();
    }

    private static JsonNode request(String task, String account) {
        return Http.as(account).get("/fhir/MedicationRequest/" + TaskCalls.request(task)).json();
    }

    private long count(String from) {
        return transactions
                .run(Ward.HOME, tx -> tx.run("SELECT count(*) FROM " + from))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .indefinitely();
    }
}
