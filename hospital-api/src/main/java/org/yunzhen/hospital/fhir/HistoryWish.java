package org.yunzhen.hospital.fhir;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.store.HistoryQuery;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The parameters of a history (R4 section 3.1.0.12), read and understood.
 *
 * @param since only versions made from then on, or null
 * @param at only versions that were current at some moment of it, or null
 * @param after where the last page ended, or null for the first
 * @param count versions of a page; 0 asks for nothing but their number
 */
record HistoryWish(
        OffsetDateTime since, HistoryQuery.During at, HistoryQuery.After after, int count) {
    private static final int COUNT_DEFAULT = 50;
    private static final int COUNT_MAX = 500;
    private static final Set<String> ONCE = Set.of("_since", "_at", "_count", "_page");
    private static final Set<String> NOT_FOR_THE_HISTORY =
            Set.of("_format", "_pretty", "_elements");

    /**
     * @throws RefusedException 400 for a value that cannot be read, and in a strict call for a
     *     parameter that a history does not have
     */
    static HistoryWish of(Call call) {
        OffsetDateTime since = null;
        HistoryQuery.During at = null;
        HistoryQuery.After after = null;
        int count = COUNT_DEFAULT;
        boolean onlyCount = false;
        Set<String> once = new HashSet<>();
        for (Map.Entry<String, String> entry : call.query()) {
            refuseAgain(once, entry.getKey());
            String value = entry.getValue();
            switch (entry.getKey()) {
                case "_since" -> since = utc(range("_since", value), true);
                case "_at" -> at = during(range("_at", value));
                case "_summary" -> onlyCount = ResultParameters.summary(value);
                case "_count" -> count = Math.min(ResultParameters.count(value), COUNT_MAX);
                case "_page" -> after = HistoryMark.read(value);
                default -> refuseIfStrict(call, entry.getKey());
            }
        }
        return new HistoryWish(since, at, after, onlyCount ? 0 : count);
    }

    /** Each of these parameters stands once (R4 section 3.1.0.12). */
    private static void refuseAgain(Set<String> once, String name) {
        if (ONCE.contains(name) && !once.add(name)) {
            throw new RefusedException(Refusal.REPEATED_PARAMETER, name);
        }
    }

    private static void refuseIfStrict(Call call, String name) {
        if (call.conditions().strict() && !NOT_FOR_THE_HISTORY.contains(name)) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, name);
        }
    }

    private static DateRange range(String name, String value) {
        // a plus sign of an offset arrives as a space
        DateRange range = DateRange.parse(value.replace(' ', '+'));
        if (range == null) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        return range;
    }

    private static HistoryQuery.During during(DateRange range) {
        return new HistoryQuery.During(utc(range, true), utc(range, false));
    }

    private static OffsetDateTime utc(DateRange range, boolean low) {
        return (low ? range.low() : range.high()).atOffset(ZoneOffset.UTC);
    }
}
