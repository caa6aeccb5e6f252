package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    private static final String CODE = "H51040000001";

    @Test
    void a_number_is_institution_second_and_sequence() {
        assertThat(MessageIds.format(CODE, LocalDateTime.of(2026, 11, 24, 9, 30), 7))
                .isEqualTo(Samples.MSGID)
                .hasSize(30);
    }

    @Test
    void an_institution_code_of_another_length_would_make_no_valid_number() {
        assertThatThrownBy(() -> MessageIds.format("H5", LocalDateTime.MIN, 0))
                .hasMessageContaining("12 characters");
    }

    @Test
    void the_second_is_told_in_the_time_of_china() {
        MessageIds ids = MessageIds.inProcess(CODE, Samples.HALF_PAST_NINE);

        assertThat(ids.next().toCompletableFuture().join()).startsWith(CODE + "20261124093000");
    }

    @Test
    void thirty_thousand_numbers_drawn_at_once_within_one_second_are_all_different() {
        MessageIds ids = MessageIds.inProcess(CODE, Samples.HALF_PAST_NINE);

        assertThat(
                        IntStream.range(0, 30_000)
                                .parallel()
                                .mapToObj(i -> ids.next().toCompletableFuture().join())
                                .distinct())
                .hasSize(30_000);
    }

    @Test
    void a_clock_that_steps_back_does_not_bring_a_number_twice() {
        Clock unsteady =
                telling("2026-11-24T01:30:00Z", "2026-11-24T01:29:59Z", "2026-11-24T01:30:00Z");
        MessageIds ids = MessageIds.inProcess(CODE, unsteady);

        assertThat(IntStream.range(0, 3).mapToObj(i -> ids.next().toCompletableFuture().join()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** Tells the given times in turn. */
    private static Clock telling(String... times) {
        Iterator<String> rest = List.of(times).iterator();
        InstantSource source = () -> Instant.parse(rest.next());
        return source.withZone(ZoneOffset.UTC);
    }
}
