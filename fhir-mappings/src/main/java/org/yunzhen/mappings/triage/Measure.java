package org.yunzhen.mappings.triage;

import java.util.List;
import java.util.Locale;

/**
 * A number that counts as a sign, such as a systolic pressure of 180 mmHg or more.
 *
 * @param id name by which patterns call it, with {@code #} before it
 * @param near words of which one must stand close by, in the same clause or shortly before; empty
 *     if unit or shape is enough
 * @param units of which one must follow the number; empty if near word or shape is enough
 */
record Measure(
        String id, List<String> near, List<String> units, Shape shape, double min, double max) {

    /** How the number must be written. */
    enum Shape {
        /** In any way. */
        ANY,
        /** With tenths: 38.5. */
        DECIMAL,
        /** The first of a pair: <em>180</em>/110. */
        UPPER,
        /** The second of a pair: 180/<em>110</em>. */
        LOWER;

        static Shape of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    boolean accepts(double value) {
        return value >= min && value <= max;
    }
}
