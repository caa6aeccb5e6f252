package org.yunzhen.mappings.path;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** One evaluation: where it starts, and how much of it may still be done. */
final class Scope {
    /** About thirty milliseconds; the largest published example takes a tenth of it. */
    private static final int STEPS_MAX = 2_000_000;

    private final Node resource;
    private final Node context;
    private final Map<Expression, List<Object>> found = new IdentityHashMap<>(2);
    private int steps;

    Scope(Node resource, Node context) {
        this.resource = resource;
        this.context = context;
    }

    /** {@code %resource}. */
    Node resource() {
        return resource;
    }

    /** {@code %context}. */
    Node context() {
        return context;
    }

    /** What does not depend on {@code $this} is found once. */
    List<Object> once(Expression constant) {
        List<Object> known = found.get(constant);
        if (known == null) {
            known = constant.find(this, List.of(context), context);
            found.put(constant, known);
        }
        return known;
    }

    void step(int count) {
        steps += count;
        if (steps > STEPS_MAX) {
            throw new TooCostlyException();
        }
    }
}
