package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which questions share a statement; the test ends each statement when it likes. */
class GatheringTest {
    private static final int AT_ONCE_MAX = 8;
    private static final int WAITING_MAX = 20;

    private record Statement(List<Integer> questions, UniEmitter<? super List<Integer>> emitter) {
        void end() {
            emitter.complete(questions);
        }
    }

    private final List<Statement> sent = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Gathering<Integer, Integer> gathering =
            new Gathering<>(
                    questions ->
                            Uni.createFrom()
                                    .emitter(
                                            emitter -> sent.add(new Statement(questions, emitter))),
                    AT_ONCE_MAX,
                    WAITING_MAX,
                    () -> new IllegalStateException("too many"));

    private void ask(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(
                        question ->
                                gathering
                                        .ask(question)
                                        .subscribe()
                                        .with(
                                                answered::add,
                                                failure -> failed.add(failure.getMessage())));
    }

    /** Of six five have asked at once; the last four are under way. */
    private void askFiveAtOnce() {
        ask(1, 6);
        sent.get(0).end();
        sent.get(1).end();
    }

    private List<List<Integer>> questions() {
        return sent.stream().map(Statement::questions).toList();
    }

    @Test
    void who_finds_nobody_asks_at_once() {
        ask(1, 1);
        assertThat(questions()).containsExactly(List.of(1));
        sent.get(0).end();
        ask(2, 2);
        assertThat(questions()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void a_second_statement_is_sent_before_the_first_has_ended_and_a_third_is_not() {
        ask(1, 6);
        assertThat(questions()).containsExactly(List.of(1), List.of(2));
        sent.get(0).end();
        assertThat(questions().get(2)).containsExactly(3, 4, 5, 6);
        assertThat(answered).containsExactly(1);
    }

    @Test
    void the_second_waits_until_half_of_all_who_ask_have_come() {
        askFiveAtOnce();
        ask(7, 8);
        assertThat(sent).as("five had asked at once: two are not half of them").hasSize(3);
        ask(9, 9);
        assertThat(questions().get(3)).containsExactly(7, 8, 9);
    }

    @Test
    void nobody_waits_for_a_crowd_that_has_gone() {
        askFiveAtOnce();
        ask(7, 7);
        assertThat(sent).hasSize(3);
        sent.get(2).end();
        assertThat(questions().get(3)).containsExactly(7);
        sent.get(3).end();
        assertThat(answered).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void a_statement_takes_so_many_at_most_and_too_many_are_told_so() {
        ask(1, 2 + WAITING_MAX);
        ask(30, 30);
        assertThat(failed).containsExactly("too many");
        sent.get(0).end();
        assertThat(questions().get(2)).hasSize(AT_ONCE_MAX);
        for (int i = 1; i < sent.size(); i++) {
            sent.get(i).end();
        }
        assertThat(answered).hasSize(2 + WAITING_MAX);
    }

    @Test
    void a_statement_that_fails_fails_those_who_shared_it_and_the_next_goes_on() {
        askFiveAtOnce();
        sent.get(2).emitter().fail(new IllegalStateException("gone"));
        assertThat(failed).containsExactly("gone", "gone", "gone", "gone");
        ask(7, 7);
        assertThat(questions().get(3)).containsExactly(7);
    }
}
