package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.index.Extraction.values;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.index.IndexValue.Period;

class DateIndexTest {
    static Stream<Arguments> dates() {
        String far = DateRange.FAR_FUTURE.toString();
        String past = DateRange.FAR_PAST.toString();
        return Stream.of(
                arguments("DateTime':'2026'", "2025-12-31T16:00:00Z", "2026-12-31T16:00:00Z"),
                arguments("DateTime':'2026-02'", "2026-01-31T16:00:00Z", "2026-02-28T16:00:00Z"),
                arguments("DateTime':'2026-12-01'", "2026-11-30T16:00:00Z", "2026-12-01T16:00:00Z"),
                arguments(
                        "DateTime':'2026-12-01T08:30:00+08:00'",
                        "2026-12-01T00:30:00Z",
                        "2026-12-01T00:30:01Z"),
                arguments(
                        "Instant':'2026-12-01T00:30:00.25Z'",
                        "2026-12-01T00:30:00.250Z",
                        "2026-12-01T00:30:00.260Z"),
                arguments(
                        "Period':{'start':'2026-12-01','end':'2026-12-02'}",
                        "2026-11-30T16:00:00Z",
                        "2026-12-02T16:00:00Z"),
                arguments("Period':{'start':'2026-12-01'}", "2026-11-30T16:00:00Z", far),
                arguments("Period':{'end':'2026-12-01'}", past, "2026-12-01T16:00:00Z"),
                arguments(
                        "Timing':{'event':['2026-12-03','2026-12-01']}",
                        "2026-11-30T16:00:00Z",
                        "2026-12-03T16:00:00Z"),
                arguments(
                        "Timing':{'repeat':{'boundsPeriod':{'start':'2026-12-01'}}}",
                        "2026-11-30T16:00:00Z",
                        far));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void a_date_covers_all_moments_that_it_can_mean(String effective, String low, String high) {
        assertThat(values("Observation", "'effective" + effective, "date"))
                .containsExactly(new Period("date", Instant.parse(low), Instant.parse(high)));
    }

    @Test
    void a_timing_without_any_date_is_found_by_none() {
        assertThat(values("Observation", "'effectiveTiming':{'repeat':{'frequency':1}}", "date"))
                .isEmpty();
    }
}
