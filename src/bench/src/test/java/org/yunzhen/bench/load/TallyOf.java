package org.yunzhen.bench.load;

import java.time.Duration;

/** Tallies for tests of other packages. */
public final class TallyOf {
    private TallyOf() {}

    /** One second with so many good answers. */
    public static Tally oneSecond(int answers) {
        Tally tally = new Tally();
        for (int i = 0; i < answers; i++) {
            tally.done(200, 1_000_000);
        }
        tally.lasted(Duration.ofSeconds(1));
        return tally;
    }
}
