package org.yunzhen.mappings.path;

import java.math.BigDecimal;
import java.util.List;
import org.yunzhen.mappings.definition.DateTimeText;

/** How values compare, and what counts as true. */
final class Values {
    private static final List<Object> TRUE = List.of(true);
    private static final List<Object> FALSE = List.of(false);

    private Values() {}

    static List<Object> truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The truth of one item (any item but {@code false} is true), or null for nothing. */
    static Boolean truth(List<Object> found) {
        if (found.isEmpty()) {
            return null;
        }
        return !Boolean.FALSE.equals(plain(found.get(0)));
    }

    static boolean isTrue(List<Object> found) {
        return Boolean.TRUE.equals(truth(found));
    }

    /** The value of a primitive; anything else as it is. */
    static Object plain(Object item) {
        return item instanceof Node node ? node.plain() : item;
    }

    /** A key that equal items share. */
    static Object key(Object item) {
        Object plain = plain(item);
        if (plain instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        if (plain instanceof Node node && node.members() != null) {
            return node.members();
        }
        return plain;
    }

    static boolean areEqual(Object one, Object other) {
        return key(one).equals(key(other));
    }

    /**
     * The order of two values, or null when there is none: of quantities by their values where
     * their units are the same. Moments of unlike precision that may be the same count as the same.
     */
    static Integer order(Object one, Object other) {
        Object left = plain(one);
        Object right = plain(other);
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b);
        }
        if (left instanceof String a && right instanceof String b) {
            return textOrder(a, b);
        }
        if (left instanceof Node a && right instanceof Node b) {
            return quantityOrder(a, b);
        }
        return null;
    }

    private static Integer textOrder(String a, String b) {
        DateTimeText first = DateTimeText.parse(a);
        DateTimeText second = DateTimeText.parse(b);
        if (first == null || second == null) {
            return a.compareTo(b);
        }
        if (first.offset() != null && second.offset() != null) {
            return first.start()
                    .atOffset(first.offset())
                    .toInstant()
                    .compareTo(second.start().atOffset(second.offset()).toInstant());
        }
        int day = Math.min(10, Math.min(a.length(), b.length()));
        return a.substring(0, day).compareTo(b.substring(0, day));
    }

    private static Integer quantityOrder(Node a, Node b) {
        if (a.members() == null || b.members() == null) {
            return null;
        }
        boolean comparable =
                a.members().path("value").isNumber()
                        && b.members().path("value").isNumber()
                        && a.members().path("code").equals(b.members().path("code"))
                        && a.members().path("unit").equals(b.members().path("unit"));
        return comparable
                ? a.members()
                        .path("value")
                        .decimalValue()
                        .compareTo(b.members().path("value").decimalValue())
                : null;
    }
}
