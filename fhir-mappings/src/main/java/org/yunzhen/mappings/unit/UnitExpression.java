package org.yunzhen.mappings.unit;

import java.math.BigDecimal;

/**
 * Reads a code of UCUM, such as {@code mg/dL}, {@code 10*3/uL} or {@code mL/min/{1.73_m2}}: terms
 * from left to right, an annotation says nothing.
 */
final class UnitExpression {
    private static final int DIGITS_MAX = 9;
    private static final int EXPONENT_DIGITS_MAX = 2;

    private final Ucum units;
    private final String code;
    private int at;

    UnitExpression(Ucum units, String code) {
        this.units = units;
        this.code = code;
    }

    /** The unit, or null when this is none, or none that is a multiple of base units. */
    CanonicalUnit read() {
        CanonicalUnit unit = code.isEmpty() ? null : term();
        return at == code.length() ? unit : null;
    }

    private CanonicalUnit term() {
        CanonicalUnit product = CanonicalUnit.ONE;
        int power = takes('/') ? -1 : 1;
        while (true) {
            CanonicalUnit factor = component();
            if (factor == null) {
                return null;
            }
            product = product.times(factor, power);
            if (takes('.')) {
                power = 1;
            } else if (takes('/')) {
                power = -1;
            } else {
                return product;
            }
        }
    }

    private CanonicalUnit component() {
        if (takes('(')) {
            CanonicalUnit inner = term();
            return takes(')') ? inner : null;
        }
        int start = at;
        skipToken();
        CanonicalUnit unit = start == at ? CanonicalUnit.ONE : simple(code.substring(start, at));
        boolean annotated = takes('{');
        if (annotated) {
            int end = code.indexOf('}', at);
            if (end < 0) {
                return null;
            }
            at = end + 1;
        }
        return start == at && !annotated ? null : unit;
    }

    /** To the end of the token; what stands in brackets belongs to it. */
    private void skipToken() {
        while (at < code.length() && "./(){}".indexOf(code.charAt(at)) < 0) {
            int closing = code.charAt(at) == '[' ? code.indexOf(']', at) : -1;
            at = closing < 0 ? at + 1 : closing + 1;
        }
    }

    private CanonicalUnit simple(String token) {
        int digits = token.length();
        while (digits > 0 && Character.digit(token.charAt(digits - 1), 10) >= 0) {
            digits--;
        }
        if (digits == 0) {
            return number(token);
        }
        if (digits == token.length()) {
            return prefixed(token);
        }
        boolean signed = token.charAt(digits - 1) == '-' || token.charAt(digits - 1) == '+';
        int sign = signed ? digits - 1 : digits;
        boolean bounded = token.length() - digits <= EXPONENT_DIGITS_MAX;
        CanonicalUnit unit = bounded ? prefixed(token.substring(0, sign)) : null;
        return unit == null
                ? null
                : CanonicalUnit.ONE.times(unit, Integer.parseInt(token.substring(sign)));
    }

    /** Nothing is measured in zeros, and nothing can be divided by them. */
    private static CanonicalUnit number(String digits) {
        BigDecimal number = digits.length() > DIGITS_MAX ? BigDecimal.ZERO : new BigDecimal(digits);
        return number.signum() == 0 ? null : CanonicalUnit.ONE.times(number);
    }

    /** A unit as it is, or else behind a prefix of one or two letters. */
    private CanonicalUnit prefixed(String token) {
        CanonicalUnit unit = units.atom(token);
        for (int letters = 1; unit == null && letters <= 2 && letters < token.length(); letters++) {
            BigDecimal prefix = units.prefix(token.substring(0, letters));
            CanonicalUnit metric = prefix == null ? null : units.metric(token.substring(letters));
            unit = metric == null ? null : metric.times(prefix);
        }
        return unit;
    }

    private boolean takes(char c) {
        if (at < code.length() && code.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}
