package org.yunzhen.mappings.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions that R4's rules call. */
final class Functions {
    /** Java's expressions go down a level for each repetition: longer texts are not looked at. */
    private static final int MATCHED_CHARACTERS_MAX = 2000;

    private static final int DIGITS_MAX = 100;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    private Functions() {}

    /** The call of a function; {@code word} is the name of a type where the argument is one. */
    static Expression of(String name, Expression before, List<Expression> arguments, String word) {
        Expression argument = arguments.isEmpty() ? null : arguments.get(0);
        return switch (name) {
            case "exists" -> count(filtered(before, argument), size -> size > 0);
            case "empty" -> count(before, size -> size == 0);
            case "count" -> count(before, BigDecimal::valueOf);
            case "not" -> Operators.not(before);
            case "where" -> filtered(before, argument);
            case "select" -> selected(before, argument);
            case "all" -> all(before, argument);
            case "iif" -> choice(before, arguments);
            case "hasValue" -> list(before, found -> isValue(found));
            case "first" -> part(before, 0, 1);
            case "tail" -> part(before, 1, Integer.MAX_VALUE);
            case "trace" -> before;
            case "children" -> (s, f, t) -> Steps.children(s, before.find(s, f, t));
            case "descendants" -> (s, f, t) -> Steps.descendants(s, before.find(s, f, t));
            case "isDistinct" -> list(before, Functions::isDistinct);
            case "combine" -> combined(before, argument);
            case "intersect" -> common(before, argument);
            case "contains" -> text(before, argument, String::contains);
            case "startsWith" -> text(before, argument, String::startsWith);
            case "matches" -> text(before, argument, Functions::isMatch);
            case "replaceMatches" -> replaced(before, argument, arguments.get(1));
            case "toInteger" -> converted(before, Functions::wholeNumber);
            case "toString" -> converted(before, Functions::written);
            case "is", "as", "ofType" -> ofType(name, before, word);
            default -> throw new IllegalArgumentException("no function " + name);
        };
    }

    /** {@code is}: whether it is of the type; {@code as} and {@code ofType}: only if it is. */
    static Expression ofType(String name, Expression before, String type) {
        boolean asks = name.equals("is");
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            List<Object> fitting = found.stream().filter(item -> isOf(item, type)).toList();
            return asks ? Values.truth(!fitting.isEmpty()) : fitting;
        };
    }

    private static boolean isOf(Object item, String type) {
        return item instanceof Node node && node.type().equalsIgnoreCase(type);
    }

    private static <T> Expression count(Expression before, Function<Integer, T> value) {
        return (scope, focus, self) -> List.of(value.apply(before.find(scope, focus, self).size()));
    }

    private static Expression list(Expression before, Function<List<Object>, Boolean> holds) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            scope.step(found.size());
            return Values.truth(holds.apply(found));
        };
    }

    private static boolean isValue(List<Object> found) {
        return found.size() == 1 && (!(found.get(0) instanceof Node node) || node.hasValue());
    }

    private static boolean isDistinct(List<Object> found) {
        return found.stream().map(Values::key).collect(Collectors.toSet()).size() == found.size();
    }

    private static Expression filtered(Expression before, Expression criterion) {
        if (criterion == null) {
            return before;
        }
        return (scope, focus, self) -> {
            List<Object> kept = new ArrayList<>(2);
            for (Object item : before.find(scope, focus, self)) {
                if (Values.isTrue(criterion.find(scope, List.of(item), item))) {
                    kept.add(item);
                }
            }
            return kept;
        };
    }

    private static Expression selected(Expression before, Expression projection) {
        return (scope, focus, self) -> {
            List<Object> all = new ArrayList<>();
            for (Object item : before.find(scope, focus, self)) {
                all.addAll(projection.find(scope, List.of(item), item));
            }
            return all;
        };
    }

    private static Expression all(Expression before, Expression criterion) {
        return (scope, focus, self) -> {
            for (Object item : before.find(scope, focus, self)) {
                if (!Values.isTrue(criterion.find(scope, List.of(item), item))) {
                    return Values.truth(false);
                }
            }
            return Values.truth(true);
        };
    }

    private static Expression choice(Expression before, List<Expression> arguments) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            if (Values.isTrue(arguments.get(0).find(scope, found, self))) {
                return arguments.get(1).find(scope, found, self);
            }
            return arguments.size() < 3 ? List.of() : arguments.get(2).find(scope, found, self);
        };
    }

    private static Expression part(Expression before, int from, int to) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            return found.size() <= from
                    ? List.of()
                    : found.subList(from, Math.min(to, found.size()));
        };
    }

    private static Expression combined(Expression before, Expression more) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            List<Object> all = new ArrayList<>(found);
            all.addAll(more.find(scope, focus, self));
            return all;
        };
    }

    private static Expression common(Expression before, Expression others) {
        return (scope, focus, self) -> {
            List<Object> second = others.find(scope, focus, self);
            scope.step(second.size());
            Set<Object> keys = second.stream().map(Values::key).collect(Collectors.toSet());
            Set<Object> given = new HashSet<>();
            return before.find(scope, focus, self).stream()
                    .filter(item -> keys.contains(Values.key(item)) && given.add(Values.key(item)))
                    .toList();
        };
    }

    private static Expression text(
            Expression before, Expression argument, BiPredicate<String, String> holds) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            List<Object> given = argument.find(scope, focus, self);
            boolean texts =
                    found.size() == 1
                            && given.size() == 1
                            && Values.plain(found.get(0)) instanceof String;
            return texts
                    ? Values.truth(
                            holds.test(
                                    (String) Values.plain(found.get(0)),
                                    String.valueOf(Values.plain(given.get(0)))))
                    : List.of();
        };
    }

    private static boolean isMatch(String text, String pattern) {
        return bounded(text).matches(pattern);
    }

    private static String bounded(String text) {
        if (text.length() > MATCHED_CHARACTERS_MAX) {
            throw new TooCostlyException();
        }
        return text;
    }

    private static Expression replaced(Expression before, Expression pattern, Expression by) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            return found.isEmpty()
                    ? found
                    : List.of(
                            bounded(String.valueOf(Values.plain(found.get(0))))
                                    .replaceAll(
                                            (String) pattern.find(scope, focus, self).get(0),
                                            (String) by.find(scope, focus, self).get(0)));
        };
    }

    private static Expression converted(Expression before, Function<Object, Object> conversion) {
        return (scope, focus, self) -> {
            List<Object> found = before.find(scope, focus, self);
            Object value = found.isEmpty() ? null : conversion.apply(Values.plain(found.get(0)));
            return value == null ? List.of() : List.of(value);
        };
    }

    private static Object wholeNumber(Object value) {
        String text = String.valueOf(value);
        return WHOLE_NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static Object written(Object value) {
        // not in full: a few characters such as 1e999999999 would fill the memory
        return value instanceof BigDecimal number && Math.abs((long) number.scale()) < DIGITS_MAX
                ? number.toPlainString()
                : String.valueOf(value);
    }
}
