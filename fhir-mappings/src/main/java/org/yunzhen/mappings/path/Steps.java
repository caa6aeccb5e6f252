package org.yunzhen.mappings.path;

import java.util.ArrayList;
import java.util.List;

/** Ways down into a document. */
final class Steps {
    private Steps() {}

    /** The children of that name; a type's own name stays where it is. */
    static Expression into(Expression before, String name) {
        boolean mayBeType = Character.isUpperCase(name.charAt(0));
        return (scope, focus, self) -> {
            List<Object> found = new ArrayList<>(2);
            for (Object item : before.find(scope, focus, self)) {
                if (item instanceof Node node) {
                    if (mayBeType && node.type().equals(name)) {
                        found.add(node);
                    } else {
                        node.children(name, scope, found);
                    }
                }
            }
            return found;
        };
    }

    static List<Object> children(Scope scope, List<Object> items) {
        List<Object> found = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Node node) {
                node.children(scope, found);
            }
        }
        return found;
    }

    static List<Object> descendants(Scope scope, List<Object> items) {
        List<Object> found = new ArrayList<>();
        List<Object> level = children(scope, items);
        while (!level.isEmpty()) {
            found.addAll(level);
            level = children(scope, level);
        }
        return found;
    }
}
