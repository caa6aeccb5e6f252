package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.yunzhen.e2e.journey.Walk;

class JourneyIT {
    private static final long SEED = 20261124;

    @Test
    void the_whole_journey_keeps_every_promise_and_may_be_walked_again_on_the_same_data() {
        Hospital hospital = SharedService.get().hospital();
        assertNothingBroken(hospital, SEED);
        assertNothingBroken(hospital, SEED + 1);
    }

    private static void assertNothingBroken(Hospital hospital, long seed) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
        Score score = Walk.through(hospital, seed, out);
        assertThat(score.failed()).as(lines.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(score.passed()).isGreaterThan(50);
    }
}
