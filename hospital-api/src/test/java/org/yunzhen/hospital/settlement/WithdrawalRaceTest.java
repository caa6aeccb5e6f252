package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Races;
import org.yunzhen.hospital.testing.Reply;

/** Who settles at the moment when the quote ends has settled, or is told that it ended. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class WithdrawalRaceTest {
    private static final Logger LOG = Logger.getLogger(WithdrawalRaceTest.class);
    private static final int AT_ONCE = 5;

    /** So many that no two bills of a race count towards one person's deductible. */
    private static final List<String> PATIENTS = new ArrayList<>();

    private static int quotes;

    @Inject Counter counter;
    @Inject InsurersSide insurer;
    @Inject UnsettledQuotes job;
    @Inject Bills bills;
    @Inject Transactions transactions;

    /** A bill that was quoted; whether its patient could settle it is seen in the end. */
    private record Quoted(String patient, String subject, String quote) {}

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
    void of_a_settlement_and_the_end_of_its_quote_at_once_exactly_one_happens() {
        int payments = Counter.outsideLedger().path("payments").size();
        int settled = 0;
        int races = Races.COUNT / AT_ONCE;
        for (int i = 0; i < races; i++) {
            settled += race(i);
        }
        LOG.infof("%d of %d were settled before their quotes ended", settled, races * AT_ONCE);
        assertThat(Counter.outsideLedger().path("payments")).hasSize(payments + settled);
    }

    /** As many as race at once; how many of them could settle. */
    private int race(int number) {
        List<Quoted> all = Stream.generate(this::quoted).limit(AT_ONCE).toList();
        List<CompletableFuture<Reply>> settling = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Quoted one = all.get(i);
            if (i == number % AT_ONCE) {
                all.forEach(each -> insurer.overdue(each.subject()));
                turns(1);
            }
            settling.add(Counter.settleLater(one.patient(), one.quote()));
        }
        turns(1);
        int settled = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            settled += judged(all.get(i).subject(), settling.get(i).join());
        }
        turns(1);
        return settled;
    }

    private int judged(String subject, Reply reply) {
        turns(1);
        if (reply.status() == 201) {
            assertThat(counter.status(subject)).isEqualTo("settled");
            assertThat(insurer.outside(subject)).containsExactly("2 lines");
            return 1;
        }
        assertThat(reply.refusals()).as(reply.text()).containsExactly("quote-expired");
        assertThat(counter.status(subject)).isEqualTo("quoted");
        assertThat(insurer.outside(subject)).containsExactly("cancelled");
        return 0;
    }

    @Test
    void two_nodes_at_once_withdraw_each_registration_once() {
        List<String> subjects =
                Stream.generate(this::quoted).limit(20).map(Quoted::subject).toList();
        subjects.forEach(insurer::overdue);

        turns(2);

        assertThat(subjects)
                .allSatisfy(
                        subject -> {
                            assertThat(insurer.outside(subject)).containsExactly("cancelled");
                            assertThat(insurer.sent(subject, "5201")).isEqualTo(1);
                            assertThat(insurer.sent(subject, "2202")).isEqualTo(1);
                        });
    }

    @Test
    void a_bill_that_somebody_moves_keeps_its_quote_until_they_are_done() {
        Quoted quoted = quoted();
        insurer.overdue(quoted.subject());
        String bill = bill(quoted.subject());
        assertThat(bills.takePen(reading(), bill, "a settlement").await().indefinitely()).isTrue();

        insurer.turn();
        assertThat(insurer.rows(quoted.subject())).containsExactly("standing");

        bills.dropPen(reading(), bill, "a settlement").await().indefinitely();
        insurer.turn();
        assertThat(insurer.rows(quoted.subject())).containsExactly("gone");
    }

    @Test
    void who_lost_the_pen_while_asking_cannot_settle_or_quote_on_what_is_withdrawn() {
        Quoted quoted = quoted();
        String bill = bill(quoted.subject());
        BillRow before = bills.find(reading(), bill).await().indefinitely();
        QuoteRow quote = bills.quote(reading(), before).await().indefinitely();
        insurer.overdue(quoted.subject());
        insurer.turn();

        assertThat(bills.submit(reading(), quote, "wx").await().indefinitely()).isFalse();
        assertThat(lost(bills.insured(reading(), before, before.insured()))).isTrue();
        assertThat(lost(bills.keepQuote(reading(), before, reading().now()))).isTrue();
    }

    private static boolean lost(Uni<Void> move) {
        return move.replaceWith(false)
                .onFailure(Moved.LostPenException.class)
                .recoverWithItem(true)
                .await()
                .indefinitely();
    }

    private void turns(int nodes) {
        List<Uni<Void>> all = Stream.generate(job::turn).limit(nodes).toList();
        Uni.join().all(all).andFailFast().await().indefinitely();
    }

    private Quoted quoted() {
        if (PATIENTS.size() < AT_ONCE) {
            PATIENTS.add(Counter.employee());
        }
        String patient = PATIENTS.get(quotes++ % AT_ONCE);
        String subject = counter.prescription(patient);
        Reply quote = Counter.quote(patient, subject, patient, true);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        return new Quoted(patient, subject, quote.id());
    }

    private String bill(String subject) {
        return (String)
                counter.sql(
                                "SELECT id FROM bill WHERE subject_id = $1",
                                subject.substring("Task/".length()))
                        .get(0);
    }

    private Tx reading() {
        return transactions.reading("home");
    }
}
