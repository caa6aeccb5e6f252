package org.yunzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yunzhen.bench.Measurement.Side;
import org.yunzhen.bench.cpu.CpuUsage;
import org.yunzhen.bench.fhir.Work;
import org.yunzhen.bench.load.TallyOf;

class RatiosTest {
    @Test
    void each_round_is_compared_with_its_own_floor_and_the_median_stated() {
        List<String> lines =
                new Ratios(
                                List.of(
                                        reads(Side.FLOOR, 1, 20_000),
                                        reads(Side.SERVICE, 1, 10_000),
                                        reads(Side.FLOOR, 2, 16_000),
                                        reads(Side.SERVICE, 2, 9_600)))
                        .lines();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("read / floor's read: 0.55 (rounds: 0.50, 0.60;")
                .contains("by processor time 0.14 (0.13, 0.15)");
    }

    @Test
    void a_slow_floor_is_no_measure_of_anything() {
        List<String> lines =
                new Ratios(List.of(reads(Side.FLOOR, 1, 11_000), reads(Side.SERVICE, 1, 10_000)))
                        .lines();

        assertThat(lines).singleElement().asString().contains("mend the floor");
    }

    @Test
    void the_service_alone_has_no_ratio() {
        assertThat(new Ratios(List.of(reads(Side.SERVICE, 1, 10_000))).lines()).isEmpty();
    }

    private static Measurement reads(Side side, int round, int perSecond) {
        CpuUsage cpu =
                new CpuUsage(
                        Optional.of(side == Side.FLOOR ? 1_000L : 4_000L),
                        Optional.of(0L),
                        0,
                        Optional.empty());
        return new Measurement(side, Work.READ, round, TallyOf.oneSecond(perSecond), cpu);
    }
}
