package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a crowd's answers, of the hospital's books and of those outside. */
final class Audit {
    private static final Duration REST_WITHIN = Duration.ofSeconds(90);

    /**
     * No numbers left; the hold was over before it was paid; a payment that came after its hold's
     * end is given back, and its payer is told so; the insurer's shares moved since the quote, and
     * the patient is asked anew. A repeat is never refused.
     */
    private static final String REFUSALS =
            "\\$book 409 \\[slot-sold-out]|\\$(quote|settle|cancel) 409 \\[wrong-state]"
                    + "|\\$settle 409 \\[(already-refunded|quote-changed)]"
                    + "|\\$settle 422 \\[quote-expired]";

    private final String name;
    private final Answers answers;
    private final Crowd crowd;
    private final OutsideWorld outside;

    /**
     * An audit.
     *
     * @param name of the proof and its seed, for the report
     */
    Audit(String name, Answers answers, Crowd crowd, OutsideWorld outside) {
        this.name = name;
        this.answers = answers;
        this.crowd = crowd;
        this.outside = outside;
    }

    /** Settings of a service that is audited: short holds, long tokens, the world outside. */
    static String[] settings(OutsideWorld outside) {
        return Stream.concat(
                        Arrays.stream(outside.settings()),
                        Stream.of(
                                "yunzhen.appointment.hold=PT10S",
                                "yunzhen.demo.token-lifetime=PT10H"))
                .toArray(String[]::new);
    }

    /** At any moment: nothing answered is lost, no number given twice, no money taken twice. */
    void nothingIsLost(RunningService service) {
        try (Books books = Books.of(service)) {
            assertThat(books.lost(answers.promises())).as(name + " lost documents").isEmpty();
            assertThat(books.untraced(answers.requests())).as(name + " lost trail").isEmpty();
            assertThat(books.numberFaults()).as(name + " numbers").isEmpty();
        }
        assertThat(Money.twice(outside.ledger())).as(name + " money").isEmpty();
    }

    /** All repeat what was not answered; then what nobody repeats must end by itself. */
    void allComesToRest(RunningService service) {
        Instant begin = Instant.now();
        crowd.start();
        crowd.finish();
        Instant repeated = Instant.now();
        try (Books books = Books.of(service)) {
            await(name + " comes to rest")
                    .atMost(REST_WITHIN)
                    .pollInterval(Duration.ofMillis(250))
                    .untilAsserted(() -> assertThat(books.halfDone()).isEmpty());
            report(
                    "repeated for %s, at rest after %s more; %d answers, %d never, 503 %s, calls"
                            + " %s",
                    Duration.between(begin, repeated),
                    Duration.between(repeated, Instant.now()),
                    answers.requests().size(),
                    answers.missed(),
                    answers.reasons(),
                    answers.calls());
            nothingIsLost(service);
            assertThat(Money.faults(books, outside.ledger())).as(name + " money").isEmpty();
            errandsEndedWell(books);
        }
    }

    private void errandsEndedWell(Books books) {
        assertThat(crowd.unfinished()).as(name + " errands left").isZero();
        assertThat(crowd.stumbles()).as(name + " answers without sense").isEmpty();
        assertThat(
                        crowd.ended().stream()
                                .map(errand -> errand.fault(books))
                                .flatMap(Optional::stream))
                .as(name + " errands")
                .isEmpty();
        List<String> refusals = crowd.refusals();
        report("refused %s", refusals.stream().sorted().distinct().toList());
        assertThat(refusals).as(name + " refusals").allMatch(why -> why.matches(REFUSALS));
    }

    void report(String line, Object... values) {
        System.out.println(name + ": " + line.formatted(values));
    }
}
