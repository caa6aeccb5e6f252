package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Business dates: those of Asia/Shanghai. */
final class Today {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int DATE_CHARACTERS = 10;

    private Today() {}

    static LocalDate of(OffsetDateTime instant) {
        return instant.atZoneSameInstant(SHANGHAI).toLocalDate();
    }

    /** The first instant of an instant's day. */
    static OffsetDateTime start(OffsetDateTime instant) {
        return of(instant).atStartOfDay(SHANGHAI).toOffsetDateTime();
    }

    /**
     * Whether a FHIR Period covers a day; its partial dates (a year, a month) are compared as far
     * as they go. A missing bound is open.
     */
    static boolean covers(JsonNode period, LocalDate day) {
        String start = period.path("start").asText("");
        String end = period.path("end").asText("");
        return (start.isEmpty() || compared(day, start) >= 0)
                && (end.isEmpty() || compared(day, end) <= 0);
    }

    private static int compared(LocalDate day, String bound) {
        String date = bound.substring(0, Math.min(bound.length(), DATE_CHARACTERS));
        return day.toString().substring(0, date.length()).compareTo(date);
    }
}
