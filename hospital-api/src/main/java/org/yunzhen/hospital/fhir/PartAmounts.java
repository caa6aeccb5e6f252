package org.yunzhen.hospital.fhir;

import org.yunzhen.hospital.store.AmountBounds;
import org.yunzhen.hospital.store.Criterion.Passing;

/**
 * Numbers and quantities in one component, as SQL/JSON: those of a row of the index that passed.
 */
final class PartAmounts {
    /** Variable that says whether a quantity with a comparator has no point in the index. */
    static final String KNOWS_COMPARATORS = "comparators";

    private PartAmounts() {}

    /** What the values of a path must be, behind it. */
    static String test(String type, int at) {
        String low = "$" + Passing.LOW + at;
        String high = "$" + Passing.HIGH + at;
        return switch (type) {
            case "integer", "positiveInt", "unsignedInt", "decimal" -> " ? (@ == " + low + ")";
            case "Money" ->
                    " ? (@.\"value\" == " + low + " && " + same(at, "currency", Passing.CODE) + ")";
            case "Range" ->
                    " ? ("
                            + bound("low", low, "-" + AmountBounds.UNBOUNDED)
                            + " && "
                            + bound("high", high, AmountBounds.UNBOUNDED.toString())
                            + " && "
                            + unitOfEither(at)
                            + ")";
            default -> " ? (" + value(low, high) + " && " + unit(at) + ")";
        };
    }

    /** The row of a comparator is told from those of others that name the same number. */
    private static String value(String low, String high) {
        String value = "@.\"value\"";
        String comparator = "@.\"comparator\"";
        String exact =
                "(!exists(%s) || $%s == false)".formatted(comparator, KNOWS_COMPARATORS)
                        + " && %1$s == %2$s && %1$s == %3$s".formatted(value, low, high);
        String above = " && %s > %s".formatted(high, value);
        String below = " && %s < %s".formatted(low, value);
        return "("
                + String.join(
                        " || ",
                        exact,
                        comparator + " == \"<=\" && " + value + " == " + high + below,
                        comparator + " == \">=\" && " + value + " == " + low + above,
                        comparator
                                + " == \"<\" && %s - %s == %s"
                                        .formatted(value, AmountBounds.HAIR, high),
                        comparator
                                + " == \">\" && %s + %s == %s"
                                        .formatted(value, AmountBounds.HAIR, low))
                + ")";
    }

    private static String unit(int at) {
        return String.join(
                " && ",
                same(at, "system", Passing.SYSTEM),
                same(at, "code", Passing.CODE),
                same(at, "unit", Passing.UNIT));
    }

    private static String same(int at, String property, String variable) {
        String of = "$" + variable + at;
        String said = "@.\"" + property + "\"";
        return "(" + said + " == " + of + " || " + of + " == null && !exists(" + said + "))";
    }

    private static String unitOfEither(int at) {
        String unit = "$" + Passing.CODE + at;
        return "(@.*.\"code\" == " + unit + " || " + unit + " == null)";
    }

    /** What is open at one end has no such bound. */
    private static String bound(String end, String variable, String open) {
        String value = "@.\"" + end + "\".\"value\"";
        return "(%1$s == %2$s || !exists(%1$s) && %2$s == %3$s)".formatted(value, variable, open);
    }
}
