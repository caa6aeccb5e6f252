package org.yunzhen.hospital.settlement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose leg it is. The order in which money is taken is the channel's, see {@link Channels}. */
enum Payer {
    /** Funds and personal account, through the insurance platform. */
    INSURER,
    /** The patient, through the cash channel. */
    CASH;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Payer> of(String code) {
        return Arrays.stream(values()).filter(payer -> payer.code().equals(code)).findFirst();
    }
}
