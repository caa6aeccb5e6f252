package org.yunzhen.mappings.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles a path by the precedence of FHIRPath's operators. */
final class Parser {
    /** From the loosest to the tightest. */
    private static final List<List<String>> LEVELS =
            List.of(
                    List.of("implies"),
                    List.of("or", "xor"),
                    List.of("and"),
                    List.of("in", "contains"),
                    List.of("=", "!="),
                    List.of("<", ">", "<=", ">="),
                    List.of("|"),
                    List.of("is", "as"),
                    List.of("+", "&"));

    private static final Map<String, Object> CONSTANTS =
            Map.of("true", true, "false", false, "%ucum", "http://unitsofmeasure.org");

    private final Tokens tokens;

    Parser(String path) {
        tokens = new Tokens(path);
    }

    Expression whole() {
        Expression parsed = level(0);
        if (!tokens.peek().isEmpty()) {
            throw new IllegalArgumentException("unexpected " + tokens.peek());
        }
        return parsed;
    }

    private Expression level(int level) {
        if (level == LEVELS.size()) {
            return chain();
        }
        Expression left = level(level + 1);
        while (LEVELS.get(level).contains(tokens.peek())) {
            String operator = tokens.take();
            left =
                    operator.equals("is") || operator.equals("as")
                            ? Functions.ofType(operator, left, tokens.take())
                            : Operators.of(operator, left, level(level + 1));
        }
        return left;
    }

    /** A term and the steps behind it. What begins at {@code %resource} is found only once. */
    private Expression chain() {
        String start = tokens.peek();
        Expression chain = term();
        while (tokens.takes(".")) {
            chain = step(chain, tokens.take());
        }
        if (start.equals("%resource") || start.equals("%context")) {
            Expression constant = chain;
            return (scope, focus, self) -> scope.once(constant);
        }
        return chain;
    }

    private Expression term() {
        String token = tokens.take();
        if (token.equals("(")) {
            Expression inner = level(0);
            tokens.expect(")");
            return inner;
        }
        char first = token.isEmpty() ? ' ' : token.charAt(0);
        if (first == '\'') {
            return constant(unescaped(token));
        }
        if (Character.isDigit(first)) {
            return constant(new BigDecimal(token));
        }
        Object known = CONSTANTS.get(token);
        if (known != null) {
            return constant(known);
        }
        return switch (token) {
            case "$this" -> (scope, focus, self) -> List.of(self);
            case "%resource" -> (scope, focus, self) -> List.of(scope.resource());
            case "%context" -> (scope, focus, self) -> List.of(scope.context());
            default -> step((scope, focus, self) -> focus, token);
        };
    }

    private static Expression constant(Object value) {
        List<Object> found = List.of(value);
        return (scope, focus, self) -> found;
    }

    private Expression step(Expression before, String name) {
        if (!tokens.takes("(")) {
            return Steps.into(before, name.replace("`", ""));
        }
        List<Expression> arguments = new ArrayList<>();
        String word = tokens.peek();
        while (!tokens.takes(")")) {
            arguments.add(level(0));
            tokens.takes(",");
        }
        return Functions.of(name, before, arguments, word);
    }

    private static String unescaped(String literal) {
        return literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
