package org.yunzhen.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void percentiles_are_milliseconds_true_to_a_thousandth() {
        for (int millis = 1; millis <= 1000; millis++) {
            tally.done(200, millis * 1_000_000L);
        }

        assertThat(tally.millisAt(50)).isCloseTo(500, within(0.5));
        assertThat(tally.millisAt(99)).isCloseTo(990, within(1.0));
    }

    @Test
    void refusals_and_failures_do_not_touch_the_latencies() {
        tally.done(201, 2_000_000);
        tally.refused(409);
        tally.failed(500, "500 {}");
        tally.failed("connection reset");

        assertThat(tally.done()).isEqualTo(1);
        assertThat(tally.refused()).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(2);
        assertThat(tally.requests()).isEqualTo(4);
        assertThat(tally.millisAt(99)).isCloseTo(2, within(0.01));
        assertThat(tally.statuses()).isEqualTo("201x1 409x1 500x1");
        assertThat(tally.firstFailure()).isEqualTo("500 {}");
    }

    @Test
    void the_rate_counts_refusals_but_no_failures() {
        tally.done(201, 1);
        tally.refused(409);
        tally.failed(500, "");
        tally.lasted(Duration.ofMillis(500));

        assertThat(tally.perSecond()).isEqualTo(4);
    }
}
