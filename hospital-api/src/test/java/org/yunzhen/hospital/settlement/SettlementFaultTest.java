package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** After every fault of the outside and every crash: one charge or none, and the books say so. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class SettlementFaultTest {
    @Inject Counter counter;

    @AfterEach
    void the_books_balance() {
        Counter.noFaults();
        counter.requireBooksToBalance();
    }

    @Test
    void a_lost_answer_of_2207_is_found_by_5203_and_charged_once() {
        assertThat(settledDespite("2207", "lost-reply").status()).isEqualTo(201);
        assertThat(answered("5203", "Done")).isPositive();
    }

    @Test
    void an_answer_of_2207_that_comes_too_late_is_found_by_5203() {
        assertThat(settledDespite("2207", "timeout-after-commit").status()).isEqualTo(201);
    }

    @Test
    void a_2207_that_never_arrived_is_reversed_and_can_be_settled_afterwards() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        Counter.fault("2207", "drop-before", 1);

        Reply refused = Counter.settle(patient, quote);

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.refusals()).containsExactly("insurance-unavailable");
        assertThat(answered("2601", "Done")).isPositive();
        assertThat(counter.status(task)).isEqualTo("quoted");
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
    }

    @Test
    void a_2207_refused_by_the_insurer_charges_nobody() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        Counter.fault("2207", "refuse", 1);

        Reply refused = Counter.settle(patient, quote);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("insurance-refused");
        assertThat(counter.status(task)).isEqualTo("failed");
    }

    @Test
    void a_lost_answer_of_the_cash_channel_is_found_by_its_query() {
        assertThat(settledDespite("/cash/pay", "lost-reply").status()).isEqualTo(201);
        assertThat(settledDespite("/cash/pay", "drop-before").status()).isEqualTo(201);
        assertThat(settledDespite("/cash/pay", "timeout-after-commit").status()).isEqualTo(201);
    }

    @Test
    void a_declined_payer_leaves_the_insurer_undone_too() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();

        Reply refused = Counter.settleAs(patient, quote, "declined-" + patient);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("payment-refused");
        assertThat(counter.status(task)).isEqualTo("failed");
        assertThat(leg(task, "insurer")).isEqualTo("undone");
        assertThat(leg(task, "cash")).isEqualTo("refused");
        String again = Counter.quote(patient, task, patient, true).id();
        assertThat(Counter.settle(patient, again).status()).isEqualTo(201);
    }

    @Test
    void a_payment_still_in_progress_is_asked_for_until_it_is_done() {
        String patient = Counter.employee();
        String quote = Counter.quote(patient, counter.prescription(patient)).id();
        assertThat(Counter.settleAs(patient, quote, "processing-" + patient).status())
                .isEqualTo(201);
    }

    @Test
    void lost_answers_of_refund_and_2208_give_back_once() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        var bill = Counter.settle(patient, quote).json();
        Counter.fault("/cash/refund", "lost-reply", 1);
        Counter.fault("2208", "lost-reply", 1);

        Reply refund = Counter.refund(patient, bill);

        assertThat(refund.status()).as(refund.text()).isEqualTo(201);
        assertThat(counter.status(task)).isEqualTo("refunded");
    }

    @Test
    void what_stays_unknown_is_said_to_be_unknown_and_resolved_by_the_job() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        Counter.fault("2207", "lost-reply", 1);
        Counter.fault("5203", "system-error", 100);

        Reply unknown = Counter.settle(patient, quote);
        assertThat(unknown.status()).as(unknown.text()).isEqualTo(409);
        assertThat(unknown.refusals()).containsExactly("payment-unknown");

        Counter.noFaults();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(counter.status(task)).isEqualTo("settled"));
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
    }

    @Test
    void a_bill_submitted_before_a_crash_is_settled_by_the_job() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task).id();
        crashed(task, "cash", "none", null);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(counter.status(task)).isEqualTo("settled"));
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
    }

    @Test
    void a_2207_journaled_but_never_sent_before_a_crash_ends_in_no_charge() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        Counter.quote(patient, task, patient, true);
        crashed(task, "insurer", "sent", "H51040200001202601010000000001");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(counter.status(task)).isEqualTo("quoted"));
    }

    private void crashed(String task, String leg, String status, String request) {
        String id = task.substring("Task/".length());
        counter.sql(
                "INSERT INTO bill_leg (tenant, bill, leg, status, amount_fen, request_no, step)"
                        + " SELECT tenant, id, $2, $3, CASE $2 WHEN 'cash' THEN cash_fen"
                        + " ELSE fund_fen + account_fen END, NULLIF($4, ''),"
                        + " CASE $2 WHEN 'cash' THEN 2 ELSE 1 END FROM bill"
                        + " WHERE subject_id = $1",
                id,
                leg,
                status,
                request == null ? "" : request);
        counter.sql("UPDATE bill SET status = 'submitted', payer = 'wx' WHERE subject_id = $1", id);
    }

    private Reply settledDespite(String match, String kind) {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        int payments = Counter.outsideLedger().path("payments").size();
        Counter.fault(match, kind, 1);
        Reply reply = Counter.settle(patient, quote);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(Counter.outsideLedger().path("payments")).hasSize(payments + 1);
        return reply;
    }

    private long answered(String action, String outcome) {
        return (Long)
                counter.sql(
                                "SELECT count(*) FROM bill_message WHERE action = $1 AND outcome = $2",
                                action,
                                outcome)
                        .get(0);
    }

    private Object leg(String task, String leg) {
        return counter.sql(
                        "SELECT l.status FROM bill_leg l JOIN bill b"
                                + " ON b.tenant = l.tenant AND b.id = l.bill"
                                + " WHERE b.subject_id = $1 AND l.leg = $2",
                        task.substring("Task/".length()),
                        leg)
                .get(0);
    }
}
