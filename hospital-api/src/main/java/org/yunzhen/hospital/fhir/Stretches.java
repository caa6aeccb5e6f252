package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Parts what is done in order into stretches, each of which may be begun at once. */
final class Stretches {
    /** What one stretch keeps in memory until its statements are answered. */
    private static final int AT_ONCE_MAX = 64;

    private Stretches() {}

    /**
     * Neighbours that stand alone go together; each of the others is a stretch of its own, begun
     * after those before it have ended.
     */
    static <T> List<List<T>> of(List<T> ordered, Predicate<T> standsAlone) {
        List<List<T>> stretches = new ArrayList<>();
        boolean goesOn = false;
        for (T one : ordered) {
            boolean alone = standsAlone.test(one);
            if (!(goesOn && alone) || stretches.get(stretches.size() - 1).size() == AT_ONCE_MAX) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(one);
            goesOn = alone;
        }
        return stretches;
    }
}
