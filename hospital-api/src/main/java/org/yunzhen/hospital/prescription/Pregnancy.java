package org.yunzhen.hospital.prescription;

import java.util.Locale;
import java.util.Optional;

/** What a woman of childbearing age said of pregnancy and lactation. */
enum Pregnancy {
    NONE,
    PREGNANT,
    LACTATING,
    UNKNOWN;

    static Optional<Pregnancy> of(String code) {
        for (Pregnancy pregnancy : values()) {
            if (pregnancy.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(pregnancy);
            }
        }
        return Optional.empty();
    }
}
