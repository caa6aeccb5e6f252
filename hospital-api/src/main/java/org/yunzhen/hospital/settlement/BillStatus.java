package org.yunzhen.hospital.settlement;

import java.util.Locale;
import java.util.Set;

/** Where a bill stands. Only the moves of {@link #next()} exist; each is a compare-and-set. */
enum BillStatus {
    /** A price is known; nothing moved. */
    QUOTED,
    /** The patient agreed; its legs go forward. */
    SUBMITTED,
    /** Paid on all legs. */
    SETTLED,
    /** A leg failed; the others are undone. */
    REVERTING,
    /** Paid, and to be given back. */
    REFUNDING,
    /** Given back in full. */
    REFUNDED,
    /** Came to nothing; nothing is charged. */
    FAILED,
    /** What the other side says does not add up: a person must look, and decides where it goes. */
    HELD;

    /** Where it may go from here. */
    Set<BillStatus> next() {
        return switch (this) {
            case QUOTED -> Set.of(SUBMITTED, FAILED, HELD);
            case SUBMITTED -> Set.of(SETTLED, REVERTING, HELD);
            case SETTLED -> Set.of(REFUNDING);
            case REVERTING -> Set.of(QUOTED, FAILED, HELD);
            case REFUNDING -> Set.of(REFUNDED, HELD);
            case HELD -> Set.of(QUOTED, SUBMITTED, REVERTING, REFUNDING, FAILED);
            case REFUNDED, FAILED -> Set.of();
        };
    }

    /** Whether the saga has still to move it. */
    boolean isMoving() {
        return this == SUBMITTED || this == REVERTING || this == REFUNDING;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BillStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
