package org.yunzhen.mappings.index;

import java.math.BigDecimal;

/**
 * What the written digits of a number can mean, from {@code low} to before {@code high}: 5.40 is
 * 5.395 to 5.405 (R4, Search, number).
 */
public record DecimalRange(BigDecimal low, BigDecimal high) {
    private static final BigDecimal FIVE = BigDecimal.valueOf(5);

    /** Half a unit of the last written digit to either side. */
    public static DecimalRange of(BigDecimal written) {
        BigDecimal half = FIVE.scaleByPowerOfTen(-written.scale() - 1);
        return new DecimalRange(written.subtract(half), written.add(half));
    }
}
