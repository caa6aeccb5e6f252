package org.yunzhen.hospital.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.yunzhen.hospital.store.Stored;

/** Conditional reads (R4 section 3.1.0.1.2): whether the caller knows the version already. */
final class Freshness {
    private Freshness() {}

    static boolean isKnown(Call.Conditions conditions, Stored stored) {
        if (conditions.ifNoneMatch() != null) {
            return conditions.ifNoneMatch().trim().equals("*")
                    || conditions.ifNoneMatch().contains("\"" + stored.version() + "\"");
        }
        return conditions.ifModifiedSince() != null
                && isUnchangedSince(conditions.ifModifiedSince(), stored);
    }

    /** HTTP dates have whole seconds; one that cannot be read is ignored, as RFC 9110 says. */
    private static boolean isUnchangedSince(String date, Stored stored) {
        try {
            Instant since = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            Instant changed = stored.lastUpdated().toInstant().truncatedTo(ChronoUnit.SECONDS);
            return !changed.isAfter(since);
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
