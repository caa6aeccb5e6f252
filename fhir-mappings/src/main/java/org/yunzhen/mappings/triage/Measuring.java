package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the numbers of a text that count as signs. */
final class Measuring {
    /** Furthest a near word may stand from the number, in words. */
    private static final int MAX_NEAR = 8;

    /** The same, from an earlier clause: "血压量了三次,都是230". */
    private static final int MAX_NEAR_BEFORE = 16;

    private static final Set<String> PAIRED = Set.of("/", "over", "比", "\\");
    private static final double LEAST_UPPER = 50;
    private static final double LEAST_LOWER = 25;
    private static final double MOST_LOWER = 200;

    private final Reading reading;
    private final List<Numerals.Numeral> numerals;

    Measuring(Reading reading) {
        this.reading = reading;
        this.numerals = Numerals.in(reading.text);
    }

    /**
     * The numbers that are that measure.
     *
     * @param near where the measure's near words stand
     */
    List<Span> find(Measure measure, List<Span> near) {
        List<Span> found = new ArrayList<>();
        for (int i = 0; i < numerals.size(); i++) {
            Numerals.Numeral numeral = numerals.get(i);
            if (measure.accepts(numeral.value())
                    && hasShape(i, measure.shape())
                    && fits(numeral, measure, near)) {
                found.add(numeral.span());
            }
        }
        return found;
    }

    private boolean hasShape(int at, Measure.Shape shape) {
        Numerals.Numeral numeral = numerals.get(at);
        return switch (shape) {
            case ANY -> true;
            case DECIMAL -> numeral.decimal();
            case UPPER -> at + 1 < numerals.size() && isPair(numeral, numerals.get(at + 1));
            case LOWER -> at > 0 && isPair(numerals.get(at - 1), numeral);
        };
    }

    private boolean isPair(Numerals.Numeral upper, Numerals.Numeral lower) {
        Span between = new Span(upper.span().end(), lower.span().start());
        return PAIRED.contains(reading.words(between).strip())
                && upper.value() >= LEAST_UPPER
                && lower.value() >= LEAST_LOWER
                && lower.value() <= MOST_LOWER
                && upper.value() > lower.value();
    }

    private boolean fits(Numerals.Numeral numeral, Measure measure, List<Span> near) {
        int unitAt = numeral.span().end();
        if (unitAt < reading.text.length() && reading.text.charAt(unitAt) == ' ') {
            unitAt++;
        }
        if (!measure.units().isEmpty()) {
            int at = unitAt;
            boolean unit = measure.units().stream().anyMatch(u -> reading.text.startsWith(u, at));
            return unit && (measure.near().isEmpty() || isNear(numeral.span(), near));
        }
        boolean otherUnit = reading.cueEndAt(Cue.TIME_UNIT, unitAt) > 0;
        if (measure.near().isEmpty()) {
            return !otherUnit && measure.shape() != Measure.Shape.ANY;
        }
        return !numeral.plainWord() && !otherUnit && isNear(numeral.span(), near);
    }

    private boolean isNear(Span number, List<Span> near) {
        return near.stream()
                .anyMatch(
                        word ->
                                sameClause(word, number)
                                        ? distance(word, number) <= MAX_NEAR
                                        : word.end() <= number.start()
                                                && distance(word, number) <= MAX_NEAR_BEFORE);
    }

    private boolean sameClause(Span one, Span other) {
        return reading.clauseAt(one.start()) == reading.clauseAt(other.start());
    }

    private int distance(Span one, Span other) {
        return one.start() < other.start()
                ? reading.wordsBetween(Math.min(one.end(), other.start()), other.start())
                : reading.wordsBetween(Math.min(other.end(), one.start()), one.start());
    }
}
