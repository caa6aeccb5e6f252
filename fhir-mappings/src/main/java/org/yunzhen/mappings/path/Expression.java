package org.yunzhen.mappings.path;

import java.util.List;

/** A part of a path, compiled. Immutable; one evaluation belongs to one thread. */
interface Expression {
    /**
     * What it finds.
     *
     * @param focus what the part before it found
     * @param self the item {@code $this} names
     * @return {@link Node}s, or values that were computed: texts, truths, numbers
     */
    List<Object> find(Scope scope, List<Object> focus, Object self);
}
