package org.yunzhen.hospital.appointment;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Business days and times of the house, Asia/Shanghai. */
final class BusinessTime {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private BusinessTime() {}

    static OffsetDateTime instant(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant().atOffset(ZoneOffset.UTC);
    }

    static LocalDate day(OffsetDateTime at) {
        return at.atZoneSameInstant(ZONE).toLocalDate();
    }

    /** For a person's eyes. */
    static String text(OffsetDateTime at) {
        return at.atZoneSameInstant(ZONE).format(TO_THE_MINUTE);
    }
}
