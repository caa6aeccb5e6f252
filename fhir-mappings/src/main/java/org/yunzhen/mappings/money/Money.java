package org.yunzhen.mappings.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * An amount of renminbi in whole fen (a hundredth of a yuan). May be negative: a reversal is.
 *
 * <p>Nothing is ever rounded on the way in: a third decimal is an error of whoever sent it. Every
 * sum is exact or throws {@link ArithmeticException}.
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    private static final int DECIMALS = 2;

    /** Checked first: to spell out 1e999999999 would take all memory. */
    private static final int INTEGER_DIGITS_MAX = 17;

    private static final Pattern YUAN = Pattern.compile("-?\\d{1,16}(\\.\\d{1,2})?");

    public static Money ofFen(long fen) {
        return new Money(fen);
    }

    /**
     * Reads a decimal string of yuan, as {@code 12.5} or {@code -0.05}.
     *
     * @throws IllegalArgumentException if it is no plain decimal with at most two decimals
     */
    public static Money ofYuan(String yuan) {
        if (yuan == null || !YUAN.matcher(yuan).matches()) {
            throw new IllegalArgumentException("Not an amount of yuan with at most two decimals");
        }
        return ofYuan(new BigDecimal(yuan));
    }

    /**
     * Takes an amount of yuan as it is, never rounding.
     *
     * @throws IllegalArgumentException if a digit other than zero stands behind the second decimal,
     *     or the amount is beyond what a long holds
     */
    public static Money ofYuan(BigDecimal yuan) {
        if ((long) yuan.precision() - yuan.scale() > INTEGER_DIGITS_MAX) {
            throw new IllegalArgumentException("Not an amount that a long of fen holds");
        }
        try {
            return new Money(yuan.movePointRight(DECIMALS).longValueExact());
        } catch (ArithmeticException tooFineOrTooLarge) {
            throw new IllegalArgumentException(
                    "Not an amount of whole fen: " + yuan, tooFineOrTooLarge);
        }
    }

    /** What so many at that price cost, in whole fen, half a fen rounded up. */
    public static Money ofPrice(BigDecimal yuanEach, BigDecimal count) {
        return ofYuan(yuanEach.multiply(count).setScale(DECIMALS, RoundingMode.HALF_UP));
    }

    public static Money sum(Collection<Money> amounts) {
        return amounts.stream().reduce(ZERO, Money::plus);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(fen, factor));
    }

    public Money negated() {
        return new Money(Math.negateExact(fen));
    }

    public boolean isZero() {
        return fen == 0;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    public boolean isPositive() {
        return fen > 0;
    }

    public boolean isMoreThan(Money other) {
        return fen > other.fen;
    }

    public Money min(Money other) {
        return fen <= other.fen ? this : other;
    }

    public Money max(Money other) {
        return fen >= other.fen ? this : other;
    }

    /** Yuan with exactly two decimals, as the platforms and FHIR want it. */
    public BigDecimal yuan() {
        return BigDecimal.valueOf(fen, DECIMALS);
    }

    /** Yuan with exactly two decimals, as {@code 5792.53}. */
    public String toYuan() {
        return yuan().toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return toYuan();
    }
}
