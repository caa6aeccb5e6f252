package org.yunzhen.mappings.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * A unit in base units: an amount of it is {@code (value + offset) * factor} of them.
 *
 * @param exponents of the base units; empty for a pure number
 * @param offset zero but for temperatures
 */
public record CanonicalUnit(Map<String, Integer> exponents, BigDecimal factor, BigDecimal offset) {
    static final MathContext EXACT = MathContext.DECIMAL128;

    /** What is rounded beyond these digits is what a factor such as a sixtieth left behind. */
    private static final MathContext SIGNIFICANT = new MathContext(24);

    /** There and back is rounded twice. */
    private static final MathContext RETURNED = new MathContext(20);

    static final CanonicalUnit ONE = new CanonicalUnit(Map.of(), BigDecimal.ONE, BigDecimal.ZERO);

    static CanonicalUnit base(String code) {
        return new CanonicalUnit(Map.of(code, 1), BigDecimal.ONE, BigDecimal.ZERO);
    }

    /** Amounts of units of one name can be compared; {@code g.m-3} is grams a cubic metre. */
    public String base() {
        StringBuilder text = new StringBuilder();
        exponents.forEach(
                (code, exponent) ->
                        text.append(text.isEmpty() ? "" : ".").append(code).append(exponent));
        return text.toString();
    }

    /** An amount of this unit in base units. */
    public BigDecimal of(BigDecimal value) {
        return value.add(offset, EXACT).multiply(factor, EXACT).round(SIGNIFICANT);
    }

    /** An amount of base units in this unit. */
    BigDecimal from(BigDecimal base) {
        return base.divide(factor, EXACT).subtract(offset, EXACT).round(RETURNED);
    }

    CanonicalUnit times(CanonicalUnit other, int power) {
        Map<String, Integer> all = new TreeMap<>(exponents);
        other.exponents.forEach(
                (code, exponent) -> all.merge(code, exponent * power, Integer::sum));
        all.values().removeIf(exponent -> exponent == 0);
        BigDecimal times = other.factor.pow(power, EXACT);
        return new CanonicalUnit(all, factor.multiply(times, EXACT), BigDecimal.ZERO);
    }

    CanonicalUnit times(BigDecimal number) {
        return new CanonicalUnit(exponents, factor.multiply(number, EXACT), offset);
    }
}
