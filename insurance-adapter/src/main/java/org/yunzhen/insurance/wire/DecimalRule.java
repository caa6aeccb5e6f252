package org.yunzhen.insurance.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The size of a numeric field: total digits, and decimals on the wire. */
record DecimalRule(int digits, int decimals) {
    /** Far beyond any field; keeps an exponent from being written out as a billion zeros. */
    private static final int SANE_SCALE = 40;

    /**
     * The same value with exactly the field's decimals; a value that would need rounding is a
     * fault.
     */
    BigDecimal exact(BigDecimal value, String path) {
        if (Math.abs(value.scale()) > SANE_SCALE) {
            throw new FieldFault(path, "exponent out of range");
        }
        if (value.signum() != 0 && value.precision() - value.scale() > digits - decimals) {
            throw new FieldFault(path, "more than " + (digits - decimals) + " integer digits");
        }
        try {
            return value.setScale(decimals, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException needsRounding) {
            throw new FieldFault(path, "more than " + decimals + " decimals");
        }
    }
}
