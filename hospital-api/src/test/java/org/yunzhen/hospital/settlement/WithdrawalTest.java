package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a quote left at the insurer is withdrawn once no bill needs it, and not before. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class WithdrawalTest {
    @Inject Counter counter;
    @Inject InsurersSide insurer;
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Events events;

    @BeforeEach
    void only_the_test_runs_the_job() {
        insurer.takeTheJob();
    }

    @AfterEach
    void the_books_balance() {
        insurer.giveTheJobBack();
        counter.requireBooksToBalance();
    }

    @Test
    void a_quote_that_is_not_settled_in_time_is_withdrawn_and_may_be_asked_for_anew() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String quote = Counter.quote(patient, subject, patient, true).id();
        insurer.turn();
        assertThat(insurer.outside(subject)).containsExactly("2 lines");

        insurer.overdue(subject);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("cancelled");
        assertThat(insurer.rows(subject)).containsExactly("gone");
        assertThat(insurer.sent(subject, "2205")).isEqualTo(1);
        assertThat(insurer.sent(subject, "2202")).isEqualTo(1);
        Reply refused = Counter.settle(patient, quote);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("quote-expired");
        assertThat(refused.text()).contains("预结算已失效");

        Reply fresh = Counter.quote(patient, subject, patient, true);
        assertThat(fresh.status()).as(fresh.text()).isEqualTo(201);
        assertThat(insurer.outside(subject)).containsExactly("cancelled", "2 lines");
        assertThat(Counter.settle(patient, quote).refusals()).containsExactly("quote-changed");
        assertThat(Counter.settle(patient, fresh.id()).status()).isEqualTo(201);
        insurer.overdue(subject);
        insurer.turn();
        assertThat(counter.status(subject)).isEqualTo("settled");
        assertThat(insurer.outside(subject)).containsExactly("cancelled", "2 lines");
    }

    @Test
    void the_quote_of_a_subject_that_ended_is_withdrawn_without_waiting() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.quote(patient, subject, patient, true);

        moved(subject, "in-progress");
        insurer.turn();
        assertThat(insurer.outside(subject)).containsExactly("2 lines");

        moved(subject, "cancelled");
        insurer.turn();
        assertThat(insurer.outside(subject)).containsExactly("cancelled");
    }

    @Test
    void a_quote_without_insurance_takes_the_place_of_an_insured_one_and_does_not_expire() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.quote(patient, subject, patient, true);

        String selfPaid = Counter.quote(patient, subject).id();
        insurer.overdue(subject);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("cancelled");
        Reply settled = Counter.settle(patient, selfPaid);
        assertThat(settled.status()).as(settled.text()).isEqualTo(201);
    }

    @Test
    void a_quote_without_insurance_that_is_settled_leaves_nothing_of_an_insured_one_that_failed() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String selfPaid = Counter.quote(patient, subject).id();
        Counter.fault("2204", "refuse", 1);
        assertThat(Counter.quote(patient, subject, patient, true).status()).isEqualTo(422);
        assertThat(insurer.outside(subject)).containsExactly("0 lines");

        assertThat(Counter.settle(patient, selfPaid).status()).isEqualTo(201);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("cancelled");
        assertThat(insurer.rows(subject)).containsExactly("gone");
    }

    @Test
    void lines_of_earlier_quotes_leave_when_the_last_one_is_settled() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.quote(patient, subject, patient, false);
        String quote = Counter.quote(patient, subject, patient, true).id();
        assertThat(insurer.outside(subject)).containsExactly("4 lines");

        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("2 lines");
        assertThat(insurer.rows(subject)).containsExactly("settled");
        assertThat(insurer.sent(subject, "2202")).isZero();
    }

    @Test
    void a_bill_that_came_to_nothing_or_was_given_back_leaves_nothing_at_the_insurer() {
        String patient = Counter.employee();
        String refunded = counter.prescription(patient);
        var bill = Counter.settle(patient, quoted(patient, refunded)).json();
        String failed = counter.prescription(patient);
        String quote = quoted(patient, failed);
        Counter.fault("2207", "refuse", 1);
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(422);
        assertThat(counter.status(failed)).isEqualTo("failed");

        assertThat(Counter.refund(patient, bill).status()).isEqualTo(201);
        insurer.turn();

        assertThat(insurer.outside(refunded)).containsExactly("cancelled");
        assertThat(insurer.outside(failed)).containsExactly("cancelled");
    }

    @Test
    void another_insurance_of_the_person_registers_anew_and_the_former_registration_leaves() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        quoted(patient, subject);
        counter.sql(
                "UPDATE bill_registration r SET insutype = '390' FROM bill b"
                        + " WHERE b.tenant = r.tenant AND b.id = r.bill AND b.subject_id = $1",
                subject.substring("Task/".length()));

        quoted(patient, subject);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("cancelled", "2 lines");
    }

    @Test
    void a_quote_on_a_registration_that_leaves_cannot_be_settled_whatever_becomes_of_the_next() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String former = quoted(patient, subject);
        counter.sql(
                "UPDATE bill_registration r SET insutype = '390' FROM bill b"
                        + " WHERE b.tenant = r.tenant AND b.id = r.bill AND b.subject_id = $1",
                subject.substring("Task/".length()));
        Counter.fault("2201", "refuse", 1);
        assertThat(Counter.quote(patient, subject, patient, true).status()).isEqualTo(422);

        assertThat(Counter.settle(patient, former).refusals()).containsExactly("quote-expired");
    }

    private static String quoted(String patient, String subject) {
        Reply quote = Counter.quote(patient, subject, patient, true);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        return quote.id();
    }

    private void moved(String subject, String status) {
        String id = subject.substring("Task/".length());
        transactions
                .run(
                        "home",
                        tx ->
                                documents
                                        .lock(tx, "Task", id)
                                        .chain(
                                                found ->
                                                        documents.update(
                                                                tx,
                                                                found.orElseThrow(),
                                                                found.orElseThrow()
                                                                        .document()
                                                                        .put("status", status)))
                                        .chain(
                                                task ->
                                                        events.tell(
                                                                tx,
                                                                Kinds.PRESCRIPTION_MOVED,
                                                                task)))
                .await()
                .indefinitely();
    }

    @Test
    void an_expired_quote_is_refused_in_english_too() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        String quote = quoted(patient, subject);
        insurer.overdue(subject);
        insurer.turn();

        Reply refused =
                Http.as(patient)
                        .with("Accept-Language", "en")
                        .post(
                                "/fhir/Claim/$settle",
                                """
                                {"resourceType":"Parameters","parameter":[{"name":"quote",
                                 "valueReference":{"reference":"ClaimResponse/%s"}}]}"""
                                        .formatted(quote));
        assertThat(refused.text()).contains("The quote has expired; ask for a new one");
    }
}
