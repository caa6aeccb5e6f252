package org.yunzhen.hospital.settlement;

import java.util.Locale;

/** Whose leg it is. The order in which money is taken is the channel's, see {@link Channels}. */
enum Payer {
    /** Funds and personal account, through the insurance platform. */
    INSURER,
    /** The patient, through the cash channel. */
    CASH;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
