package org.yunzhen.insurance.wire;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/** Dates and times as the platform writes them; they are all local times of China. */
public final class WireTime {
    /** The platform's own zone, wherever our machines stand. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int DATE_LENGTH = 10;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                    .withResolverStyle(ResolverStyle.STRICT);

    private WireTime() {}

    public static String print(LocalDateTime time) {
        return SECONDS.format(time);
    }

    /** A date alone is read as the beginning of that day. */
    static LocalDateTime time(String text, String path) {
        try {
            return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text, SECONDS);
        } catch (DateTimeParseException e) {
            throw new FieldFault(path, "not a time yyyy-MM-dd HH:mm:ss");
        }
    }

    /** Some builds answer a date with a time behind it; the time is dropped. */
    static LocalDate date(String text, String path) {
        try {
            return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text)
                    : LocalDateTime.parse(text, SECONDS).toLocalDate();
        } catch (DateTimeParseException e) {
            throw new FieldFault(path, "not a date yyyy-MM-dd");
        }
    }
}
