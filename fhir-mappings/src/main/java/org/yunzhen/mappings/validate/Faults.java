package org.yunzhen.mappings.validate;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.mappings.definition.Trail;

/** The faults found so far and the place at which the next would be. */
final class Faults {
    /** More than anybody mends in one go, few enough to answer. */
    static final int MAX = 500;

    private static final int NAME_SHOWN = 60;

    private final Trail trail = new Trail();
    private final List<Fault> found = new ArrayList<>(0);
    private final List<Fault> broken = new ArrayList<>(0);

    Trail trail() {
        return trail;
    }

    void add(FaultKind kind, Object... details) {
        if (found.size() < MAX) {
            found.add(kind.at(trail.expression(), details));
        } else if (found.size() == MAX) {
            found.add(FaultKind.TOO_MANY_FAULTS.at(trail.expression()));
        }
    }

    /** Adds a rule that does not hold. It is told only of what has the form that R4 gives it. */
    void addRule(FaultKind kind, String rule) {
        if (found.isEmpty() && broken.size() < MAX) {
            broken.add(kind.at(trail.expression(), rule));
        }
    }

    /** Whether nothing that is found from here on would be told. */
    boolean areEnough() {
        return found.size() > MAX;
    }

    /** Adds a fault of an element below the place. */
    void addBelow(String name, FaultKind kind, Object... details) {
        trail.down(shown(name));
        add(kind, details);
        trail.up();
    }

    /** What a caller sent, short enough to be sent back. */
    static String shown(String text) {
        return text.length() <= NAME_SHOWN ? text : text.substring(0, NAME_SHOWN) + "…";
    }

    List<Fault> list() {
        return List.copyOf(found.isEmpty() ? broken : found);
    }
}
