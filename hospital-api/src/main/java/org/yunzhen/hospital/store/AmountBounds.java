package org.yunzhen.hospital.store;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Comparator;

/**
 * Least and greatest value that an amount stands for, both of them within. A single value is a
 * point: the precision of the search decides, not that of the record.
 */
public record AmountBounds(BigDecimal low, BigDecimal high) {
    /** Wider than any amount that is searched for; numeric has no need to be compared beyond. */
    public static final BigDecimal UNBOUNDED = new BigDecimal("1e300");

    /**
     * What is below 5 ends so far before it: nearer than any number that is searched for, so that
     * no column must tell whether a bound is within.
     */
    public static final BigDecimal HAIR = new BigDecimal("1e-200");

    private static final int SCALE_MAX = 300;

    /** Of what cannot be expressed in base units. */
    static final AmountBounds NONE = new AmountBounds(null, null);

    /** Those of an amount, in the units into which a number is brought. */
    static AmountBounds of(Amount amount, UnaryOperator<BigDecimal> inUnits) {
        if (amount.value() != null && amount.comparator() == null) {
            BigDecimal point = inUnits.apply(amount.value());
            return new AmountBounds(point, point);
        }
        BigDecimal low = amount.low() == null ? UNBOUNDED.negate() : inUnits.apply(amount.low());
        BigDecimal high = amount.high() == null ? UNBOUNDED : inUnits.apply(amount.high());
        return new AmountBounds(
                amount.comparator() == Comparator.ABOVE ? beside(low, HAIR) : low,
                amount.comparator() == Comparator.BELOW ? beside(high, HAIR.negate()) : high);
    }

    /**
     * A number that nobody can search for needs no hair, which would make millions of digits of it.
     */
    private static BigDecimal beside(BigDecimal bound, BigDecimal hair) {
        return Math.abs(bound.scale()) > SCALE_MAX ? bound : bound.add(hair);
    }
}
