package org.yunzhen.mappings.triage;

import java.util.List;

/**
 * A number that counts as a sign, such as a systolic pressure of 180 mmHg or more.
 *
 * @param id name by which patterns call it, with {@code #} before it
 * @param near words of which one must stand in the same clause, close by; empty if the unit is
 *     enough
 * @param units of which one must follow the number; empty if the near word is enough
 */
record Measure(String id, List<String> near, List<String> units, double min, double max) {

    boolean accepts(double value) {
        return value >= min && value <= max;
    }
}
