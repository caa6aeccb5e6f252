package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** FHIR Periods. */
public final class Periods {
    private Periods() {}

    /**
     * Whether a Period covers an instant. A bound that is a year, a month or a day includes all of
     * it, in Asia/Shanghai; a missing bound is open, and so is a missing Period.
     */
    public static boolean cover(JsonNode period, Instant instant) {
        DateRange start = DateRange.parse(period.path("start").asText());
        DateRange end = DateRange.parse(period.path("end").asText());
        return (start == null || !start.low().isAfter(instant))
                && (end == null || end.high().isAfter(instant));
    }
}
