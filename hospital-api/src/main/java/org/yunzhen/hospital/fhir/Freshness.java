package org.yunzhen.hospital.fhir;

import io.netty.handler.codec.DateFormatter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.yunzhen.hospital.store.Stored;

/** What conditions say of a version's age (R4 section 3.1.0.1.2, RFC 9110 section 13.1). */
final class Freshness {
    private Freshness() {}

    /** Whether the caller knows the version already. */
    static boolean isKnown(Call.Conditions conditions, Stored stored) {
        if (conditions.ifNoneMatch() != null) {
            return conditions.ifNoneMatch().trim().equals("*")
                    || conditions.ifNoneMatch().contains("\"" + stored.version() + "\"");
        }
        return instant(conditions.ifModifiedSince())
                .filter(since -> !changed(stored).isAfter(since))
                .isPresent();
    }

    /** Whether the caller knows what has this tag and no version. */
    static boolean isKnown(Call.Conditions conditions, String tag) {
        String known = conditions.ifNoneMatch();
        return known != null && (known.strip().equals("*") || known.contains(tag.substring(2)));
    }

    /** Whether it was not changed after the moment that {@code If-Unmodified-Since} names. */
    static boolean isOlder(Call.Conditions conditions, Stored stored) {
        return instant(conditions.ifUnmodifiedSince())
                .filter(since -> changed(stored).isAfter(since))
                .isEmpty();
    }

    /** HTTP dates have whole seconds. */
    private static Instant changed(Stored stored) {
        return stored.lastUpdated().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** One that cannot be read is ignored, as RFC 9110 says; its older spellings can be read. */
    private static Optional<Instant> instant(String date) {
        if (date == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException older) {
            return Optional.ofNullable(DateFormatter.parseHttpDate(date)).map(Date::toInstant);
        }
    }
}
