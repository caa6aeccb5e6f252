package org.yunzhen.mappings.nhsa;

import org.yunzhen.mappings.money.Money;

/**
 * An identity that a bill does not keep.
 *
 * @param where what the figures are of: a field, or a fee line by its number
 * @param expected what it should be, or the bound it passes
 * @param actual what the platform said
 */
public record Violation(Identity identity, String where, Money expected, Money actual) {

    /** How far off it is. */
    public Money difference() {
        return actual.minus(expected);
    }

    @Override
    public String toString() {
        return identity + " " + where + ": expected " + expected + ", is " + actual;
    }
}
