package org.yunzhen.mappings.index;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.yunzhen.mappings.definition.DateTimeText;

/**
 * The time that a date of whatever precision covers, from {@code low} to before {@code high}: 2026
 * is the whole year. Dates, and times without an offset, are meant in the business zone.
 */
public record DateRange(Instant low, Instant high) {
    /** Stands for no beginning; earlier than any FHIR date. */
    public static final Instant FAR_PAST = Instant.parse("0000-01-01T00:00:00Z");

    /** Stands for no end; later than any FHIR date. */
    public static final Instant FAR_FUTURE = Instant.parse("+10001-01-01T00:00:00Z");

    /** The zone of business dates. */
    public static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Shanghai");

    private static final int NANO_DIGITS = 9;

    /** Digits of a second that the index keeps: PostgreSQL's times are of microseconds. */
    private static final int DIGITS_KEPT = 6;

    /** Reads a FHIR date, dateTime or instant, or one of a search; null if it is none. */
    public static DateRange parse(String text) {
        DateTimeText moment = DateTimeText.parse(text);
        return moment == null ? null : of(moment);
    }

    public static DateRange of(DateTimeText moment) {
        LocalDateTime start = moment.start().truncatedTo(ChronoUnit.MICROS);
        LocalDateTime end =
                switch (moment.precision()) {
                    case YEAR -> start.plusYears(1);
                    case MONTH -> start.plusMonths(1);
                    case DAY -> start.plusDays(1);
                    case MINUTE -> start.plusMinutes(1);
                    case SECOND -> start.plus(resolution(moment), ChronoUnit.NANOS);
                };
        return new DateRange(at(start, moment.offset()), at(end, moment.offset()));
    }

    /** A second, or a unit of the last digit of its fraction that is kept. */
    private static long resolution(DateTimeText moment) {
        long nanos = 1;
        int told = Math.min(moment.fractionDigits(), DIGITS_KEPT);
        for (int digits = told; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static Instant at(LocalDateTime local, ZoneOffset offset) {
        return offset == null ? local.atZone(BUSINESS_ZONE).toInstant() : local.toInstant(offset);
    }
}
