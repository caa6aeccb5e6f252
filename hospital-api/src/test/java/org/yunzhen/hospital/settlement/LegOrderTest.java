package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * On which leg the money moves first is set for the channel, and what went first goes back last.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class LegOrderTest {
    @Inject Counter counter;

    @AfterEach
    void the_books_balance() {
        counter.sql("DELETE FROM payment_channel");
        Counter.noFaults();
        counter.requireBooksToBalance();
    }

    @Test
    void without_a_word_the_insurer_pays_first_and_is_given_back_last() {
        assertThat(paidAndRefunded()).containsExactly("2207", "cash/pay", "cash/refund", "2208");
    }

    @Test
    void a_channel_set_to_cash_first_charges_the_patient_first() {
        cashFirst();
        assertThat(paidAndRefunded()).containsExactly("cash/pay", "2207", "2208", "cash/refund");
    }

    @Test
    void an_insurer_that_refuses_after_the_cash_was_paid_leaves_nobody_charged() {
        cashFirst();
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        Counter.fault("2207", "refuse", 1);

        Reply refused = Counter.settle(patient, quote);

        assertThat(refused.refusals()).containsExactly("insurance-refused");
        assertThat(counter.status(task)).isEqualTo("failed");
        assertThat(sent(task)).containsExactly("cash/pay", "2207", "cash/refund");
    }

    @Test
    void a_bill_goes_back_in_the_order_in_which_it_began_whatever_is_set_meanwhile() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        var bill = Counter.settle(patient, quote).json();
        cashFirst();

        assertThat(Counter.refund(patient, bill).status()).isEqualTo(201);

        assertThat(sent(task)).containsExactly("2207", "cash/pay", "cash/refund", "2208");
    }

    private void cashFirst() {
        counter.sql(
                "INSERT INTO payment_channel (tenant, channel, first_leg)"
                        + " VALUES ('home', 'cash', 'cash')");
    }

    @Test
    void an_operator_sets_the_order_and_nobody_else_does() {
        assertThat(order("operator01", "cash", "cash").text())
                .contains("\"before\",\"valueCode\":\"insurer\"");
        assertThat(order("operator01", "cash", "cash").text())
                .as("said twice")
                .contains("\"before\",\"valueCode\":\"cash\"");
        assertThat(order("integration01", "cash", "insurer").status()).isEqualTo(403);
        assertThat(order("operator01", "alipay", "insurer").refusals())
                .containsExactly("invalid-parameter");
        assertThat(order("operator01", "cash", "both").refusals())
                .containsExactly("invalid-parameter");

        assertThat(paidAndRefunded()).containsExactly("cash/pay", "2207", "2208", "cash/refund");
        assertThat(
                        counter.sql(
                                "SELECT actor || status FROM trail"
                                        + " WHERE rule = 'operator:Organization:$payment-order'"
                                        + " AND status = 200"))
                .hasSize(2);
    }

    private static Reply order(String account, String channel, String firstLeg) {
        return Http.as(account)
                .post(
                        "/fhir/Organization/$payment-order",
                        """
                        {"resourceType":"Parameters","parameter":[
                         {"name":"channel","valueCode":"%s"},
                         {"name":"firstLeg","valueCode":"%s"}]}"""
                                .formatted(channel, firstLeg));
    }

    private List<Object> paidAndRefunded() {
        String patient = Counter.employee();
        String task = counter.prescription(patient);
        String quote = Counter.quote(patient, task, patient, true).id();
        var bill = Counter.settle(patient, quote).json();
        assertThat(Counter.refund(patient, bill).status()).isEqualTo(201);
        return sent(task);
    }

    /** The messages that move money, in the order in which they left. */
    private List<Object> sent(String task) {
        return counter.sql(
                "SELECT action FROM bill_message m JOIN bill b"
                        + " ON b.tenant = m.tenant AND b.id = m.bill"
                        + " WHERE b.subject_id = $1"
                        + " AND action IN ('2207', '2208', 'cash/pay', 'cash/refund')"
                        + " ORDER BY sent_at",
                task.substring("Task/".length()));
    }
}
