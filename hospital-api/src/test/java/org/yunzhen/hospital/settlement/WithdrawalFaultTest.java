package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Whatever goes wrong on the way, what a quote left at the insurer is withdrawn in the end. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class WithdrawalFaultTest {
    @Inject Counter counter;
    @Inject InsurersSide insurer;
    @Inject Registrations registrations;
    @Inject Transactions transactions;

    @BeforeEach
    void only_the_test_runs_the_job() {
        insurer.takeTheJob();
    }

    @AfterEach
    void the_books_balance() {
        Counter.noFaults();
        insurer.giveTheJobBack();
        counter.requireBooksToBalance();
    }

    @ParameterizedTest
    @CsvSource({
        "5201,refuse",
        "5201,bad-json",
        "2205,lost-reply",
        "2205,drop-before",
        "2205,system-error",
        "2202,lost-reply",
        "2202,drop-before",
        "2202,refuse",
        "2202,timeout-after-commit"
    })
    void a_fault_delays_a_withdrawal_and_no_more(String match, String kind) {
        String subject = overdue();
        boolean repeatedByTheClient = match.equals("5201") && kind.equals("bad-json");
        Counter.fault(match, kind, repeatedByTheClient ? 2 : 1);

        insurer.turn();
        assertThat(insurer.rows(subject)).containsExactly("leaving");

        insurer.later(subject);
        insurer.turn();
        assertThat(insurer.outside(subject)).containsExactly("cancelled");
        assertThat(insurer.rows(subject)).containsExactly("gone");
    }

    @Test
    void where_the_platform_refuses_to_delete_lines_the_registration_is_tried_all_the_same() {
        String subject = overdue();
        Counter.fault("2205", "refuse", 1);

        insurer.turn();

        assertThat(insurer.sent(subject, "2202")).isEqualTo(1);
        assertThat(insurer.rows(subject)).containsExactly("leaving");
        insurer.later(subject);
        insurer.turn();
        assertThat(insurer.outside(subject)).containsExactly("cancelled");
    }

    @Test
    void a_registration_whose_answer_was_lost_is_found_by_asking_and_withdrawn() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.fault("2201", "lost-reply", 1);
        assertThat(Counter.quote(patient, subject, patient, true).status()).isEqualTo(503);
        assertThat(insurer.outside(subject)).containsExactly("0 lines");

        insurer.overdue(subject);
        insurer.turn();

        assertThat(insurer.outside(subject)).containsExactly("cancelled");
    }

    @Test
    void a_registration_that_may_still_arrive_is_not_taken_for_gone() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.fault("2201", "drop-before", 1);
        Reply unavailable = Counter.quote(patient, subject, patient, true);
        assertThat(unavailable.refusals()).containsExactly("insurance-unavailable");

        insurer.overdue(subject);
        insurer.turn();
        assertThat(insurer.rows(subject)).containsExactly("leaving");

        insurer.later(subject);
        insurer.turn();
        assertThat(insurer.rows(subject)).containsExactly("gone");
        assertThat(insurer.outside(subject)).containsExactly("unknown");
        assertThat(Counter.quote(patient, subject, patient, true).status()).isEqualTo(201);
    }

    @Test
    void a_platform_that_is_away_is_asked_about_one_registration_a_turn() {
        List<String> subjects = Stream.generate(this::overdue).limit(3).toList();
        Counter.fault("/fsi/api/callService", "drop-before", 1000);

        insurer.turn();

        assertThat(subjects).satisfiesOnlyOnce(s -> assertThat(asked(s)).isEqualTo(1));
        assertThat(subjects.stream().mapToLong(this::asked).sum()).isEqualTo(1);
        assertThat(subjects)
                .allSatisfy(s -> assertThat(insurer.rows(s)).containsExactly("leaving"));
        insurer.turn();
        insurer.turn();
        insurer.turn();
        assertThat(subjects).allSatisfy(s -> assertThat(asked(s)).isEqualTo(1));

        Counter.noFaults();
        insurer.giveTheJobBack();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () ->
                                assertThat(subjects)
                                        .allSatisfy(
                                                s ->
                                                        assertThat(insurer.outside(s))
                                                                .containsExactly("cancelled")));
    }

    @Test
    void a_crash_after_any_step_changes_nothing() {
        String expired = overdue();
        registrations.expire(transactions.reading("home")).await().indefinitely();
        String claimed = overdue();
        registrations.expire(transactions.reading("home")).await().indefinitely();
        while (registrations
                .claim(transactions.reading("home"))
                .await()
                .indefinitely()
                .isPresent()) {}
        String cancelled = overdue();
        insurer.turn();
        counter.sql("UPDATE bill_registration SET status = 'leaving' WHERE status = 'gone'");

        for (String subject : List.of(expired, claimed, cancelled)) {
            insurer.later(subject);
        }
        insurer.turn();

        for (String subject : List.of(expired, claimed, cancelled)) {
            assertThat(insurer.outside(subject)).containsExactly("cancelled");
            assertThat(insurer.rows(subject)).containsExactly("gone");
        }
    }

    private long asked(String subject) {
        return insurer.sent(subject, "5201");
    }

    /** A prescription that was quoted and not settled in time. */
    private String overdue() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Reply quote = Counter.quote(patient, subject, patient, true);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        insurer.overdue(subject);
        return subject;
    }
}
