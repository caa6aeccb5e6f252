package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Period;

/** Dates: moments, periods, and the outer limits of a timing (R4, Search, date). */
final class DateReader implements ValueReader {
    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        switch (path.type()) {
            case "date", "dateTime", "instant" -> moment(param.key(), found, values);
            case "Period" -> period(param.key(), found, values);
            case "Timing" -> timing(param.key(), found, values);
            default -> {
                // an onset may also be an age, a range or a text, which are no dates
            }
        }
    }

    private static void moment(String param, JsonNode found, Set<IndexValue> values) {
        DateRange range = range(found);
        if (range != null) {
            values.add(new Period(param, range.low(), range.high()));
        }
    }

    private static void period(String param, JsonNode period, Set<IndexValue> values) {
        DateRange start = range(period.path("start"));
        DateRange end = range(period.path("end"));
        if (start != null || end != null) {
            add(
                    param,
                    start == null ? DateRange.FAR_PAST : start.low(),
                    end == null ? DateRange.FAR_FUTURE : end.high(),
                    values);
        }
    }

    /** From the first event to the last; without events, the bounds. */
    private static void timing(String param, JsonNode timing, Set<IndexValue> values) {
        Instant low = null;
        Instant high = null;
        for (JsonNode event : timing.path("event")) {
            DateRange range = range(event);
            if (range != null) {
                low = low == null || range.low().isBefore(low) ? range.low() : low;
                high = high == null || range.high().isAfter(high) ? range.high() : high;
            }
        }
        if (low != null) {
            add(param, low, high, values);
        } else {
            period(param, timing.path("repeat").path("boundsPeriod"), values);
        }
    }

    private static void add(String param, Instant low, Instant high, Set<IndexValue> values) {
        if (low.isBefore(high)) {
            values.add(new Period(param, low, high));
        }
    }

    private static DateRange range(JsonNode value) {
        return value.isTextual() ? DateRange.parse(value.textValue()) : null;
    }
}
