package org.yunzhen.hospital.settlement;

import java.util.Locale;
import java.util.Set;

/** Where one leg of a bill stands; {@code UNKNOWN} ends only by asking or by reversal. */
enum LegStatus {
    NONE,
    SENT,
    UNKNOWN,
    DONE,
    REFUSED,
    UNDOING,
    UNDONE;

    /** Where it may go from here. */
    Set<LegStatus> next() {
        return switch (this) {
            case NONE -> Set.of(SENT, REFUSED);
            case SENT, UNKNOWN -> Set.of(UNKNOWN, DONE, REFUSED);
            case DONE -> Set.of(UNDOING);
            case UNDOING -> Set.of(UNDOING, UNDONE);
            case REFUSED, UNDONE -> Set.of();
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LegStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
