package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A bill that does not add up asks a person, once, and goes on as the person decides. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class HeldBillTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject Counter counter;
    @Inject UnknownPayments unknown;
    @Inject InsurersSide insurer;

    @AfterEach
    void the_books_balance() {
        Counter.noFaults();
        counter.requireBooksToBalance();
    }

    @Test
    void a_refund_that_the_channel_refuses_asks_the_operators_once_and_is_done_after_their_word() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        JsonNode bill = heldRefund(patient, subject);

        assertThat(Counter.refund(patient, bill).refusals()).containsExactly("bill-held");
        JsonNode task = HeldTasks.onlyTask(subject, "requested");
        Counter.requireValid(task);
        assertThat(task.path("reasonCode").path("text").asText()).contains("refund");
        assertThat(HeldTasks.input(task, "held-from")).isEqualTo("refunding");
        assertThat(HeldTasks.input(task, "cash")).isEqualTo("undoing");
        for (String other : new String[] {patient, "doctor01", "pharmacist01", "pharmacy01"}) {
            assertThat(Http.as(other).get("/fhir/Task/" + HeldTasks.id(task)).status())
                    .isEqualTo(403);
        }

        Reply resolved = HeldTasks.resolve("operator01", HeldTasks.id(task), "go-on", "渠道已恢复");

        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(resolved.json().path("status").asText()).isEqualTo("completed");
        Counter.requireValid(resolved.json());
        await().atMost(LONG).until(() -> counter.status(subject).equals("refunded"));
        HeldTasks.onlyTask(subject, "completed");
        assertThat(HeldTasks.resolve("operator01", HeldTasks.id(task), "go-on", "x").refusals())
                .containsExactly("wrong-state");
        assertThat(Counter.refund(patient, bill).status()).isEqualTo(201);
    }

    @Test
    void a_bill_held_twice_asks_twice_and_each_hold_has_its_own_task() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String quote = UnknownPayments.make(patient, subject);
        unknown.hold(subject);
        HeldTasks.resolve(
                "operator01",
                HeldTasks.id(HeldTasks.onlyTask(subject, "requested")),
                "go-on",
                "再问一次");

        unknown.hold(subject);

        assertThat(HeldTasks.tasks(subject)).hasSize(2);
        JsonNode second = HeldTasks.tasks(subject, "requested").path(0).path("resource");
        Counter.noFaults();
        HeldTasks.resolve("operator01", HeldTasks.id(second), "go-on", null);
        await().atMost(LONG).until(() -> counter.status(subject).equals("settled"));
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
    }

    @Test
    void a_payment_that_a_person_gives_back_charges_nobody_and_can_be_quoted_anew() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String quote = UnknownPayments.make(patient, subject);

        unknown.hold(subject);
        unknown.hold(subject);
        assertThat(Counter.settle(patient, quote).refusals()).containsExactly("bill-held");
        Counter.noFaults();
        HeldTasks.resolve(
                "operator01",
                HeldTasks.id(HeldTasks.onlyTask(subject, "requested")),
                "give-back",
                null);

        await().atMost(LONG).until(() -> counter.status(subject).equals("failed"));
        String again = Counter.quote(patient, subject, patient, true).id();
        assertThat(Counter.settle(patient, again).status()).isEqualTo(201);
    }

    @Test
    void only_an_operator_decides_and_only_about_a_bill_that_is_held() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        heldRefund(patient, subject);
        String task = HeldTasks.id(HeldTasks.onlyTask(subject, "requested"));

        assertThat(HeldTasks.resolve(patient, task, "go-on", null).status()).isEqualTo(403);
        assertThat(HeldTasks.resolve("integration01", task, "go-on", null).status()).isEqualTo(403);
        assertThat(HeldTasks.resolve("operator01", "unknown", "go-on", null).status())
                .isEqualTo(403);
        assertThat(HeldTasks.resolve("operator01", subject.substring(5), "go-on", null).status())
                .isEqualTo(403);
        assertThat(HeldTasks.resolve("operator01", task, "burn", null).status()).isEqualTo(400);
        assertThat(HeldTasks.resolve("operator01", task, "go-on", "x".repeat(501)).status())
                .isEqualTo(400);
        assertThat(
                        Http.as("integration01")
                                .put(
                                        "/fhir/Task/" + task,
                                        """
                                        {"resourceType":"Task","id":"%s","status":"completed",
                                         "intent":"order"}"""
                                                .formatted(task))
                                .refusals())
                .containsExactly("use-operation");
        assertThat(counter.status(subject)).isEqualTo("held");

        HeldTasks.resolve("operator01", task, "go-on", null);
        await().atMost(LONG).until(() -> counter.status(subject).equals("refunded"));
    }

    /**
     * By design the channel's books and the patient's purse differ then: the channel has the
     * payment still, the patient has the money. The account {@code outside} is the difference.
     */
    @Test
    void a_refund_paid_back_by_another_way_is_closed_and_booked_so_while_the_channel_keeps_it() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        JsonNode bill = heldRefund(patient, subject);
        String task = HeldTasks.id(HeldTasks.onlyTask(subject, "requested"));
        assertThat(HeldTasks.resolve("operator01", task, "paid-back", null).status())
                .isEqualTo(400);
        assertThat(HeldTasks.resolve(patient, task, "paid-back", "x").status()).isEqualTo(403);

        Reply resolved = HeldTasks.resolve("operator01", task, "paid-back", "银行转账 20.00 元");

        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(resolved.text()).contains("paid-back", "银行转账 20.00 元");
        await().atMost(LONG).until(() -> counter.status(subject).equals("refunded"));
        assertThat(Counter.refund(patient, bill).status()).isEqualTo(201);
        assertThat(entries(subject, "cash"))
                .containsExactly(
                        "settle cash 2000",
                        "settle revenue -2000",
                        "undo outside -2000",
                        "undo revenue 2000");
        assertThat(entries(subject, "insurer")).contains("undo fund -9000", "undo account -11000");
        assertThat(refundedByTheChannel(subject)).isZero();
        assertThat(
                        counter.sql(
                                "SELECT role || ' ' || status FROM trail WHERE type = 'Task'"
                                        + " AND resource_id = $1 AND version = 2",
                                task))
                .containsExactly("operator 200");
        assertThat(HeldTasks.resolve("operator01", task, "paid-back", "x").refusals())
                .containsExactly("wrong-state");
    }

    @Test
    void a_settlement_that_the_insurer_keeps_is_not_to_be_withdrawn_for_ever() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String quote = Counter.quote(patient, subject, patient, true).id();
        JsonNode bill = Counter.settle(patient, quote).json();
        Counter.fault("2208", "refuse", 1000);
        assertThat(Counter.refund(patient, bill).refusals()).containsExactly("in-progress");
        counter.sql(
                "UPDATE bill_leg l SET attempts = 6, next_try = '-infinity' FROM bill b"
                        + " WHERE b.tenant = l.tenant AND b.id = l.bill AND l.leg = 'insurer'"
                        + " AND b.subject_id = $1",
                subject.substring("Task/".length()));
        await().atMost(LONG).until(() -> counter.status(subject).equals("held"));
        String task = HeldTasks.id(HeldTasks.onlyTask(subject, "requested"));

        HeldTasks.resolve("operator01", task, "paid-back", "保险人线下退回");

        await().atMost(LONG).until(() -> counter.status(subject).equals("refunded"));
        assertThat(insurer.rows(subject)).containsExactly("gone");
        assertThat(entries(subject, "insurer")).contains("undo outside -20000");
    }

    @Test
    void what_was_not_to_be_given_back_cannot_have_been_paid_back() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        UnknownPayments.make(patient, subject);
        unknown.hold(subject);
        String task = HeldTasks.id(HeldTasks.onlyTask(subject, "requested"));

        assertThat(HeldTasks.resolve("operator01", task, "paid-back", "x").refusals())
                .containsExactly("wrong-state");

        assertThat(counter.status(subject)).isEqualTo("held");
        HeldTasks.onlyTask(subject, "requested");
        Counter.noFaults();
        HeldTasks.resolve("operator01", task, "give-back", null);
        await().atMost(LONG).until(() -> counter.status(subject).equals("failed"));
    }

    private List<Object> entries(String subject, String leg) {
        return counter.sql(
                "SELECT e.kind || ' ' || e.account || ' ' || e.amount_fen FROM ledger_entry e"
                        + " JOIN bill b ON b.tenant = e.tenant AND b.id = e.bill"
                        + " WHERE b.subject_id = $1 AND e.leg = $2 ORDER BY e.kind, e.account",
                subject.substring("Task/".length()),
                leg);
    }

    private long refundedByTheChannel(String subject) {
        Object number =
                counter.sql(
                                "SELECT l.request_no FROM bill_leg l JOIN bill b"
                                        + " ON b.tenant = l.tenant AND b.id = l.bill"
                                        + " WHERE b.subject_id = $1 AND l.leg = 'cash'",
                                subject.substring("Task/".length()))
                        .get(0);
        for (JsonNode payment : Counter.outsideLedger().path("payments")) {
            if (payment.path("out_trade_no").asText().equals(number)) {
                return payment.path("refunded_fen").asLong();
            }
        }
        throw new AssertionError("the channel has no payment " + number);
    }

    /** A settled bill whose refund the channel refuses once; the bill. */
    private JsonNode heldRefund(String patient, String subject) {
        String quote = Counter.quote(patient, subject, patient, true).id();
        JsonNode bill = Counter.settle(patient, quote).json();
        Counter.fault("/cash/refund", "refuse", 1);
        assertThat(Counter.refund(patient, bill).refusals()).containsExactly("bill-held");
        assertThat(counter.status(subject)).isEqualTo("held");
        return bill;
    }
}
