package org.yunzhen.mappings.definition;

import java.util.Arrays;

/**
 * Where in a document a walk stands. Text is made only when somebody asks. Belongs to one walk; not
 * thread-safe.
 */
public final class Trail {
    private String[] names = new String[16];
    private int[] items = new int[16];
    private int depth;

    /** Goes down into an element, or into a resource at the root. */
    public void down(String name) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            items = Arrays.copyOf(items, depth * 2);
        }
        names[depth] = name;
        items[depth] = -1;
        depth++;
    }

    /** Stands at one item of the element. */
    public void item(int index) {
        items[depth - 1] = index;
    }

    /** Leaves the element. */
    public void up() {
        depth--;
    }

    /** The place as a simple FHIRPath: {@code Patient.contact[0].name}. */
    public String expression() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append(i == 0 ? "" : ".").append(names[i]);
            if (items[i] >= 0) {
                text.append('[').append(items[i]).append(']');
            }
        }
        return text.toString();
    }
}
