package org.yunzhen.hospital.settlement;

import java.util.Locale;
import java.util.Optional;

/** What a person decides about a held bill, once it is clear with insurer and channel. */
enum Decision {
    /** It goes on from where it stood: what the other side says is accepted, or asked again. */
    GO_ON,
    /** It comes to nothing: what was charged goes back. */
    GIVE_BACK,
    /**
     * What the other side does not give back was paid back by another way, and is booked so; the
     * rest goes on. The other side's books keep it.
     */
    PAID_BACK;

    /** Where the bill goes that stood there when it was held. */
    BillStatus from(BillStatus held) {
        return switch (this) {
            case GO_ON, PAID_BACK -> held;
            case GIVE_BACK ->
                    switch (held) {
                        case QUOTED -> BillStatus.FAILED;
                        case SUBMITTED -> BillStatus.REVERTING;
                        case REVERTING, REFUNDING -> held;
                        case SETTLED, REFUNDED, FAILED, HELD ->
                                throw new IllegalStateException("no bill is held from " + held);
                    };
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Decision> of(String code) {
        for (Decision decision : values()) {
            if (decision.code().equals(code)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
