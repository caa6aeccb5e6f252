package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Races;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class SettleRaceTest {
    private static final int AT_ONCE = 20;

    /** One in so many is paid by the fund as well; the others in cash alone. */
    private static final int INSURED_EVERY = 10;

    /** So many that of the bills quoted at once no two count towards one person's deductible. */
    private static final int PATIENTS = 10;

    @Inject Counter counter;
    private final List<String> patients = new ArrayList<>();
    private int quoted;

    /** A bill to settle. */
    private record Quoted(String patient, String subject, String quote) {}

    @Test
    void twenty_settles_of_one_quote_at_once_charge_once_and_are_answered_the_same() {
        for (int i = 0; i < PATIENTS; i++) {
            patients.add(Counter.employee());
        }
        int payments = Counter.outsideLedger().path("payments").size();
        int settlements = Counter.outsideLedger().path("settlements").size();
        List<String> subjects = new ArrayList<>();

        Races.run(
                "twenty settles of one quote",
                this::quotes,
                this::settles,
                (quoted, replies) -> {
                    subjects.add(quoted.subject());
                    assertThat(replies)
                            .allSatisfy(r -> assertThat(r.status()).as(r.text()).isEqualTo(201));
                    assertThat(replies.stream().map(Reply::id).distinct()).hasSize(1);
                });

        assertThat(subjects).allSatisfy(s -> assertThat(counter.status(s)).isEqualTo("settled"));
        assertThat(bills()).isEqualTo(Races.COUNT);
        assertThat(Counter.outsideLedger().path("payments")).hasSize(payments + Races.COUNT);
        assertThat(Counter.outsideLedger().path("settlements"))
                .hasSize(settlements + Races.COUNT / INSURED_EVERY);
        counter.requireBooksToBalance();
    }

    private List<Quoted> quotes(int count) {
        return Stream.generate(this::quoted).limit(count).toList();
    }

    private Quoted quoted() {
        boolean insured = quoted % INSURED_EVERY == 0;
        String patient = patients.get(quoted++ / INSURED_EVERY % PATIENTS);
        String subject = insured ? counter.prescription(patient) : counter.appointment(patient);
        Reply quote =
                insured
                        ? Counter.quote(patient, subject, patient, false)
                        : Counter.quote(patient, subject);
        assertThat(quote.status()).as(quote.text()).isEqualTo(201);
        return new Quoted(patient, subject, quote.id());
    }

    private List<CompletableFuture<Reply>> settles(Quoted quoted) {
        return IntStream.range(0, AT_ONCE)
                .mapToObj(i -> Counter.settleLater(quoted.patient(), quoted.quote()))
                .toList();
    }

    private long bills() {
        return (Long)
                counter.sql(
                                "SELECT count(*) FROM bill WHERE patient = ANY ($1)",
                                (Object) patients.toArray(String[]::new))
                        .get(0);
    }
}
