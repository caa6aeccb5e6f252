package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.PostgresResource;

/** What goes wrong with a bill, or with one who moves it, is not the trouble of others. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class UnfinishedBillsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** As many as a round takes; nothing is known of what they are for. */
    private static final String BROKEN =
            """
            INSERT INTO bill (tenant, id, subject_type, subject_id, patient, status, created_at)
            SELECT 'home', 'broken-' || n, 'Task', 'broken-' || n, 'none', 'submitted',
                   now() - interval '1 day'
              FROM generate_series(1, 100) n""";

    @Inject Counter counter;
    @Inject UnknownPayments unknown;
    @Inject Transactions transactions;
    @Inject Bills bills;
    @Inject HeldBills held;

    @Test
    void as_many_bills_as_a_round_takes_may_fail_for_ever_and_the_next_is_moved() {
        String patient = Counter.employee();
        String subject = counter.appointment(patient);
        String quote = Counter.quote(patient, subject).id();
        counter.sql(BROKEN);
        try {
            unknown.submit(quote);

            await().atMost(LONG).until(() -> counter.status(subject).equals("settled"));
        } finally {
            counter.sql("DELETE FROM bill WHERE id LIKE 'broken-%'");
        }
    }

    @Test
    void a_quote_that_does_not_add_up_and_was_overtaken_by_another_holds_nothing() {
        String patient = Counter.employee();
        String subject = counter.prescription(patient);
        Counter.quote(patient, subject);
        BillRow asleep = begunAndAsleep(subject);
        String quote = Counter.quote(patient, subject).id();

        transactions
                .run("home", tx -> held.hold(tx, asleep, BillStatus.QUOTED, "does not add up"))
                .await()
                .indefinitely();

        assertThat(counter.status(subject)).isEqualTo("quoted");
        assertThat(HeldTasks.tasks(subject)).isEmpty();
        assertThat(Counter.settle(patient, quote).status()).isEqualTo(201);
    }

    /** One that has begun to quote and is asleep until its pen is free again. */
    private BillRow begunAndAsleep(String subject) {
        String id =
                (String)
                        counter.sql(
                                        "SELECT id FROM bill WHERE subject_id = $1",
                                        subject.substring("Task/".length()))
                                .get(0);
        BillRow begun =
                transactions
                        .run("home", tx -> bills.beginQuote(tx, id, "asleep"))
                        .await()
                        .indefinitely()
                        .orElseThrow();
        counter.sql("UPDATE bill SET pen_until = now() - interval '1 second' WHERE id = $1", id);
        return begun;
    }
}
