package org.yunzhen.mappings.definition;

import java.util.List;

/**
 * One element of a structure.
 *
 * @param index place among the elements of its structure, from 0
 * @param name name without {@code [x]}
 * @param min least number of occurrences
 * @param max greatest number of occurrences; {@code Integer.MAX_VALUE} for {@code *}
 * @param choice whether the JSON name carries the type ({@code value[x]})
 * @param summary whether it belongs to a summary ({@code _summary=true})
 * @param codeSet required value set, or null
 * @param properties the JSON properties that can hold it: one, or one per type of a choice
 * @param invariants rules of this place; those of what stands here are at its structure
 */
public record Element(
        int index,
        String name,
        int min,
        int max,
        boolean choice,
        boolean summary,
        CodeSet codeSet,
        List<Property> properties,
        List<Invariant> invariants) {

    public Element {
        if (index >= Long.SIZE) {
            throw new IllegalArgumentException("too many elements at " + name);
        }
        for (Property property : properties) {
            property.belongTo(this);
        }
    }

    /** Its place in a set of elements of its structure; no structure of R4 has more than 64. */
    public long bit() {
        return 1L << index;
    }

    /** Whether JSON holds it as an array. */
    public boolean repeats() {
        return max > 1;
    }

    /** The name with {@code [x]} if it is a choice. */
    public String label() {
        return choice ? name + "[x]" : name;
    }
}
