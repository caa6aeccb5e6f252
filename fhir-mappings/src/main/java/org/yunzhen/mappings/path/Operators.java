package org.yunzhen.mappings.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The operators, with the three values of FHIRPath's logic: true, false and nothing. */
final class Operators {
    private Operators() {}

    static Expression of(String operator, Expression left, Expression right) {
        return switch (operator) {
            case "implies" -> or(not(left), right);
            case "or" -> or(left, right);
            case "xor" -> xor(left, right);
            case "and" -> not(or(not(left), not(right)));
            case "in" -> in(left, right);
            case "contains" -> in(right, left);
            case "=" -> equal(left, right, true);
            case "!=" -> equal(left, right, false);
            case "<" -> ordered(left, right, order -> order < 0);
            case ">" -> ordered(left, right, order -> order > 0);
            case "<=" -> ordered(left, right, order -> order <= 0);
            case ">=" -> ordered(left, right, order -> order >= 0);
            case "|" -> union(left, right);
            case "+" -> plus(left, right);
            case "&" -> joined(left, right);
            default -> throw new IllegalArgumentException("no operator " + operator);
        };
    }

    static Expression not(Expression inner) {
        return (scope, focus, self) -> {
            // of nothing too: R4's rules negate what may be missing, as in bdl-8
            return Values.truth(!Values.isTrue(inner.find(scope, focus, self)));
        };
    }

    private static Expression or(Expression left, Expression right) {
        return (scope, focus, self) -> {
            Boolean first = Values.truth(left.find(scope, focus, self));
            if (Boolean.TRUE.equals(first)) {
                return Values.truth(true);
            }
            Boolean second = Values.truth(right.find(scope, focus, self));
            if (Boolean.TRUE.equals(second)) {
                return Values.truth(true);
            }
            return first == null || second == null ? List.of() : Values.truth(false);
        };
    }

    private static Expression xor(Expression left, Expression right) {
        return (scope, focus, self) -> {
            Boolean first = Values.truth(left.find(scope, focus, self));
            Boolean second = Values.truth(right.find(scope, focus, self));
            return first == null || second == null
                    ? List.of()
                    : Values.truth(!first.equals(second));
        };
    }

    private static Expression in(Expression one, Expression many) {
        return (scope, focus, self) -> {
            List<Object> wanted = one.find(scope, focus, self);
            if (wanted.isEmpty()) {
                return List.of();
            }
            List<Object> list = many.find(scope, focus, self);
            scope.step(list.size());
            Object key = Values.key(wanted.get(0));
            return Values.truth(list.stream().anyMatch(item -> Values.key(item).equals(key)));
        };
    }

    private static Expression equal(Expression left, Expression right, boolean same) {
        return (scope, focus, self) -> {
            List<Object> first = left.find(scope, focus, self);
            List<Object> second = right.find(scope, focus, self);
            if (first.isEmpty() || second.isEmpty()) {
                return List.of();
            }
            boolean equal = first.size() == second.size();
            for (int i = 0; equal && i < first.size(); i++) {
                equal = Values.areEqual(first.get(i), second.get(i));
            }
            return Values.truth(equal == same);
        };
    }

    private static Expression ordered(Expression left, Expression right, IntPredicate holds) {
        return (scope, focus, self) -> {
            List<Object> first = left.find(scope, focus, self);
            List<Object> second = right.find(scope, focus, self);
            if (first.isEmpty() || second.isEmpty()) {
                return List.of();
            }
            Integer order = Values.order(first.get(0), second.get(0));
            // what cannot be compared breaks no rule
            return Values.truth(order == null || holds.test(order));
        };
    }

    private static Expression union(Expression left, Expression right) {
        return (scope, focus, self) -> {
            Set<Object> keys = new HashSet<>();
            List<Object> all = new ArrayList<>(left.find(scope, focus, self));
            all.addAll(right.find(scope, focus, self));
            scope.step(all.size());
            all.removeIf(item -> !keys.add(Values.key(item)));
            return all;
        };
    }

    private static Expression plus(Expression left, Expression right) {
        return (scope, focus, self) -> {
            Object first = only(left.find(scope, focus, self));
            Object second = only(right.find(scope, focus, self));
            return first instanceof BigDecimal a && second instanceof BigDecimal b
                    ? List.of(a.add(b))
                    : List.of();
        };
    }

    /** Texts side by side; nothing is the empty text. */
    private static Expression joined(Expression left, Expression right) {
        return (scope, focus, self) -> {
            Object first = only(left.find(scope, focus, self));
            Object second = only(right.find(scope, focus, self));
            return List.of((first == null ? "" : first) + "" + (second == null ? "" : second));
        };
    }

    private static Object only(List<Object> found) {
        return found.isEmpty() ? null : Values.plain(found.get(0));
    }
}
