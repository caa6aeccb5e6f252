package org.yunzhen.mappings.definition;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A date, dateTime or instant as FHIR writes it, to whatever precision. Calendar days must exist.
 * Minutes without seconds, which only searches may use, are read too.
 *
 * @param start its first moment, on the clock of the offset
 * @param offset offset from UTC; null for dates and for a time that does not say it
 * @param fractionDigits digits of the fraction of the second, 0 if there is none
 */
public record DateTimeText(
        Precision precision, LocalDateTime start, ZoneOffset offset, int fractionDigits) {

    /** How much of the moment is said. */
    public enum Precision {
        YEAR,
        MONTH,
        DAY,
        MINUTE,
        SECOND
    }

    private static final int NANO_DIGITS = 9;

    /** Reads the text; null if it has another form or names a day that does not exist. */
    public static DateTimeText parse(String text) {
        int length = text.length();
        int year = digits(text, 0, 4);
        if (year < 1) {
            return null;
        }
        if (length == 4) {
            return date(Precision.YEAR, year, 1, 1);
        }
        int month = field(text, 4, '-');
        if (month < 1 || month > 12) {
            return null;
        }
        if (length == 7) {
            return date(Precision.MONTH, year, month, 1);
        }
        int day = field(text, 7, '-');
        if (day < 1 || day > lastDay(year, month)) {
            return null;
        }
        if (length == 10) {
            return date(Precision.DAY, year, month, day);
        }
        return withTime(text, LocalDateTime.of(year, month, day, 0, 0));
    }

    private static int lastDay(int year, int month) {
        return month == 2 && !Year.isLeap(year) ? 28 : YearMonth.of(2024, month).lengthOfMonth();
    }

    private static DateTimeText date(Precision precision, int year, int month, int day) {
        return new DateTimeText(precision, LocalDateTime.of(year, month, day, 0, 0), null, 0);
    }

    private static DateTimeText withTime(String text, LocalDateTime day) {
        int hour = field(text, 10, 'T');
        int minute = field(text, 13, ':');
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return null;
        }
        LocalDateTime start = day.plusMinutes(hour * 60L + minute);
        int second = field(text, 16, ':');
        if (second < 0) {
            return withOffset(text, 16, Precision.MINUTE, start, 0);
        }
        int fraction = fractionDigits(text, 19);
        if (second > 60 || fraction < 0) {
            return null;
        }
        int end = fraction == 0 ? 19 : 20 + fraction;
        LocalDateTime exact = start.plusSeconds(second).plusNanos(nanos(text, 20, fraction));
        return withOffset(text, end, Precision.SECOND, exact, fraction);
    }

    private static DateTimeText withOffset(
            String text, int at, Precision precision, LocalDateTime start, int fraction) {
        if (at == text.length()) {
            return new DateTimeText(precision, start, null, fraction);
        }
        ZoneOffset offset = offset(text, at);
        return offset == null ? null : new DateTimeText(precision, start, offset, fraction);
    }

    private static ZoneOffset offset(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return text.length() == at + 1 ? ZoneOffset.UTC : null;
        }
        int hours = field(text, at, sign);
        int minutes = field(text, at + 3, ':');
        boolean wellFormed =
                (sign == '+' || sign == '-')
                        && text.length() == at + 6
                        && hours >= 0
                        && minutes >= 0
                        && minutes < 60
                        && hours * 60 + minutes <= 14 * 60;
        if (!wellFormed) {
            return null;
        }
        int seconds = hours * 3600 + minutes * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    /** Digits after a point at the place; 0 if there is no point, -1 if nothing follows it. */
    private static int fractionDigits(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '.') {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end == at + 1 ? -1 : end - at - 1;
    }

    /** Digits beyond the ninth are dropped. */
    private static int nanos(String text, int at, int count) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (i < count ? text.charAt(at + i) - '0' : 0);
        }
        return nanos;
    }

    /** Two digits after a mark, or -1. */
    private static int field(String text, int at, char mark) {
        return at < text.length() && text.charAt(at) == mark ? digits(text, at + 1, 2) : -1;
    }

    private static int digits(String text, int at, int count) {
        if (at + count > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + count; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
