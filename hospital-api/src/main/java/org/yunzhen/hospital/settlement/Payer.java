package org.yunzhen.hospital.settlement;

import java.util.Locale;

/** Whose leg it is. Money is taken in this order and given back in the opposite one. */
enum Payer {
    /** Funds and personal account, through the insurance platform. */
    INSURER,
    /** The patient, through the cash channel. */
    CASH;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
