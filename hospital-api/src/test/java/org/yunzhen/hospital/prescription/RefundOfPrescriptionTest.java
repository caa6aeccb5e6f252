package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.settlement.SettlementProfile;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.HeldRow;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * What was paid for a prescription of which nothing is handed over any more goes back by itself.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class RefundOfPrescriptionTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int RACES = 8;
    private static final AtomicInteger PATIENTS = new AtomicInteger();
    private static final String REASON =
            TaskCalls.parametersOf("{\"name\":\"reason\",\"valueString\":\"开错药\"}");

    @Inject Ward ward;
    @Inject Transactions transactions;
    @Inject ExpiryJob expiry;
    @Inject DataSource database;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void a_paid_prescription_that_is_revoked_is_given_back_once_by_itself() {
        Visit visit = visit();
        String task = ward.ready(visit);
        pay(visit, task);

        assertThat(revoke(task).status()).isEqualTo(200);
        assertThat(revoke(task).refusals()).containsExactly("wrong-state");

        awaitBill(task, "refunded");
        assertThat(payment(task)).isEqualTo("refunded");
        assertThat(told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
    }

    @Test
    void it_is_given_back_when_the_pharmacy_that_held_it_has_agreed() {
        SplitPrescription split = SplitPrescription.of(ward, visit());
        pay(split.visit(), split.task());

        revoke(split.task());
        assertThat(bill(split.task())).isEqualTo("settled");
        assertThat(split.release().json().path("status").textValue()).isEqualTo("cancelled");

        awaitBill(split.task(), "refunded");
    }

    @Test
    void a_paid_prescription_that_expires_undelivered_is_given_back_by_itself() {
        SplitPrescription split = SplitPrescription.of(ward, visit());
        pay(split.visit(), split.task());

        expire(split.task());

        assertThat(TaskCalls.status(split.task())).isEqualTo("failed");
        awaitBill(split.task(), "refunded");
        assertThat(payment(split.task())).isEqualTo("refunded");
    }

    @Test
    void what_was_handed_over_in_part_is_left_to_the_hospital() {
        SplitPrescription split = SplitPrescription.of(ward, visit());
        String claim = pay(split.visit(), split.task());
        split.dispense("pharmacy01", split.secret(), 1, "0.5");

        expire(split.task());

        assertThat(TaskCalls.status(split.task())).isEqualTo("completed");
        assertThat(refund(split.visit().patient(), claim).refusals())
                .containsExactly("refund-not-allowed");
        assertThat(bill(split.task())).isEqualTo("settled");
        assertThat(refund("operator01", claim).status()).isEqualTo(201);
        assertThat(payment(split.task())).isEqualTo("refunded");
    }

    @Test
    void a_revocation_of_what_circulates_with_a_line_handed_over_ends_it_as_far_as_it_got() {
        SplitPrescription split = SplitPrescription.of(ward, visit());
        String claim = pay(split.visit(), split.task());
        split.dispense("pharmacy01", split.secret(), 0, "2");
        assertThat(split.release().json().path("status").textValue()).isEqualTo("ready");
        assertThat(refund(split.visit().patient(), claim).refusals())
                .containsExactly("refund-not-allowed");

        Reply revoked = revoke(split.task());

        assertThat(revoked.json().path("status").textValue()).isEqualTo("completed");
        assertThat(split.lines())
                .extracting(line -> Http.as(Ward.DOCTOR).get("/fhir/MedicationRequest/" + line))
                .extracting(request -> request.json().path("status").textValue())
                .containsExactly("completed", "cancelled");
        assertThat(bill(split.task())).isEqualTo("settled");
    }

    @Test
    void of_a_handover_and_the_end_of_the_time_at_once_exactly_one_costs_nothing() {
        for (int race = 0; race < RACES; race++) {
            SplitPrescription split = SplitPrescription.of(ward, visit());
            pay(split.visit(), split.task());
            String dispense =
                    TaskCalls.parametersOf(
                            "{\"name\":\"secret\",\"valueString\":\"%s\"},%s"
                                    .formatted(split.secret(), handover(split)));
            CompletableFuture<Reply> handover;
            try (HeldRow row = HeldRow.of(database, "prescription", "id", split.task())) {
                handover =
                        Http.as("pharmacy01")
                                .postLater("/fhir/Task/" + split.task() + "/$dispense", dispense);
                row.awaitWaiting(1);
            }
            expire(split.task());

            String bill = handover.join().status() == 200 ? "settled" : "refunded";
            awaitBill(split.task(), bill);
            assertThat(TaskCalls.status(split.task()))
                    .isEqualTo(bill.equals("settled") ? "completed" : "failed");
        }
    }

    @Test
    void nothing_is_handed_over_of_what_has_ended_whoever_writes_it() {
        SplitPrescription split = SplitPrescription.of(ward, visit());
        expire(split.task());

        assertThatThrownBy(
                        () ->
                                change(
                                        "UPDATE prescription_line SET dispensed = 1"
                                                + " WHERE prescription = $1",
                                        split.task()))
                .hasMessageContaining("is not held by a pharmacy");
    }

    @Test
    void a_refund_and_a_revocation_at_once_give_back_once_and_tell_it_once() {
        Visit visit = visit();
        String task = ward.ready(visit);
        String claim = pay(visit, task);
        CompletableFuture<Reply> revoked;
        CompletableFuture<Reply> refunded;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            revoked = Http.as(Ward.DOCTOR).postLater("/fhir/Task/" + task + "/$revoke", REASON);
            row.awaitWaiting(1);
            refunded = refundLater(visit.patient(), claim);
            row.awaitWaiting(2);
        }

        assertThat(revoked.join().status()).isEqualTo(200);
        assertThat(refunded.join().status()).as(refunded.join().text()).isEqualTo(201);
        assertThat(told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
        assertThat(told(Kinds.BILL_REFUNDING, task)).isZero();
    }

    @Test
    void two_refunds_at_once_tell_once_that_the_money_goes_back() {
        Visit visit = visit();
        String task = ward.ready(visit);
        String claim = pay(visit, task);
        CompletableFuture<Reply> one;
        CompletableFuture<Reply> other;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            one = refundLater(visit.patient(), claim);
            other = refundLater("operator01", claim);
            row.awaitWaiting(2);
        }

        assertThat(one.join().status()).as(one.join().text()).isEqualTo(201);
        assertThat(other.join().id()).isEqualTo(one.join().id());
        assertThat(told(Kinds.BILL_REFUNDING, task)).isEqualTo(1);
        assertThat(told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
    }

    @Test
    void who_waits_for_the_prescription_to_say_that_it_is_paid_does_not_hold_its_task() {
        Visit visit = visit();
        String task = ward.ready(visit);
        String quote = quote(visit, task);
        CompletableFuture<Reply> settled;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            settled =
                    Http.as(visit.patient())
                            .postLater("/fhir/Claim/$settle", reference("quote", quote));
            row.awaitWaiting(1);
            assertThat(row.takes("resource", "id", task)).isTrue();
        }
        assertThat(settled.join().status()).as(settled.join().text()).isEqualTo(201);
    }

    private Visit visit() {
        return ward.visitOf("rx-paid-" + PATIENTS.incrementAndGet());
    }

    private static Reply revoke(String task) {
        return Http.as(Ward.DOCTOR).post("/fhir/Task/" + task + "/$revoke", REASON);
    }

    private void expire(String task) {
        change(
                "UPDATE prescription SET valid_until = now() - interval '1 minute' WHERE id = $1",
                task);
        expiry.expire().await().indefinitely();
    }

    private static String handover(SplitPrescription split) {
        return """
               {"name":"medicationDispense","resource":{
                 "resourceType":"MedicationDispense","status":"completed",
                 "medicationCodeableConcept":{"coding":[
                   {"system":"https://yunzhen.example/fhir/sid/medicine-code","code":"S-AMLO"}]},
                 "authorizingPrescription":[{"reference":"MedicationRequest/%s"}],
                 "quantity":{"value":2,"unit":"盒"}}}"""
                .formatted(split.lines().get(0));
    }

    private static String quote(Visit visit, String task) {
        Reply quote =
                Http.as(visit.patient())
                        .post("/fhir/Claim/$quote", reference("subject", "Task/" + task));
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        return "ClaimResponse/" + quote.id();
    }

    /** Pays for a prescription: the id of the Claim. */
    private static String pay(Visit visit, String task) {
        Reply bill =
                Http.as(visit.patient())
                        .post("/fhir/Claim/$settle", reference("quote", quote(visit, task)));
        assertThat(bill.status()).as(bill.text()).isEqualTo(201);
        return bill.json().path("request").path("reference").asText().substring("Claim/".length());
    }

    private static String reference(String name, String target) {
        return TaskCalls.parametersOf(
                "{\"name\":\"%s\",\"valueReference\":{\"reference\":\"%s\"}}"
                        .formatted(name, target));
    }

    private static Reply refund(String account, String claim) {
        return refundLater(account, claim).join();
    }

    private static CompletableFuture<Reply> refundLater(String account, String claim) {
        return Http.as(account)
                .postLater(
                        "/fhir/Claim/" + claim + "/$refund", "{\"resourceType\":\"Parameters\"}");
    }

    private static String payment(String task) {
        for (var input : TaskCalls.task(task).path("input")) {
            if (input.path("type").path("text").asText().equals("payment")) {
                return input.path("valueCode").asText();
            }
        }
        return "none";
    }

    private void awaitBill(String task, String status) {
        await().atMost(LONG).untilAsserted(() -> assertThat(bill(task)).isEqualTo(status));
    }

    private String bill(String task) {
        return (String)
                value(
                        "SELECT status FROM bill WHERE subject_type = 'Task' AND subject_id = $1",
                        task);
    }

    /** How often the patient is told: what waits in the outbox and what was delivered. */
    private long told(String kind, String task) {
        return (Long)
                value(
                        """
                        SELECT (SELECT count(*) FROM outbox WHERE kind = $1 AND id = $2)
                             + (SELECT count(*) FROM live_event
                                 WHERE kind = $1 AND id = $2 AND recipient LIKE 'Patient/%')""",
                        kind, task);
    }

    private Object value(String sql, Object... values) {
        return transactions
                .run(Ward.HOME, tx -> tx.run(sql, values))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getValue(0);
    }

    private void change(String sql, Object... values) {
        transactions.run(Ward.HOME, tx -> tx.run(sql, values)).await().indefinitely();
    }
}
