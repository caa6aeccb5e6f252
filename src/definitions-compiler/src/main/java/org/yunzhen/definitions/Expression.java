package org.yunzhen.definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of FHIRPath in which R4's search parameters are written: paths, {@code as}, {@code
 * where} with an equality or {@code resolve() is}, an index, and unions of these.
 */
record Expression(List<Expression.Move> moves) {
    /** One invocation of a path. */
    sealed interface Move {}

    record Child(String name) implements Move {}

    record As(String type) implements Move {}

    record Item(int index) implements Move {}

    record WhereEquals(String property, String value) implements Move {}

    record WhereResolves(String type) implements Move {}

    /** {@code X.exists() and X != false}. */
    record Truth() implements Move {}

    private static final Pattern TRUTH =
            Pattern.compile("(?<path>[\\w.]+)\\.exists\\(\\) and \\k<path> != false");
    private static final Pattern CAST = Pattern.compile("\\(([\\w.]+) as (\\w+)\\)(.*)");
    private static final Pattern MOVE =
            Pattern.compile(
                    "\\.?(?:"
                            + "as\\((?<as>\\w+)\\)"
                            + "|where\\(resolve\\(\\) is (?<resolves>\\w+)\\)"
                            + "|where\\((?<property>\\w+)='(?<value>[^']*)'\\)"
                            + "|\\[(?<item>\\d+)]"
                            + "|(?<child>\\w+)(?![\\w(]))");

    /** The members of a union. */
    static List<Expression> parse(String text) {
        return List.of(text.split("\\|")).stream().map(String::trim).map(Expression::one).toList();
    }

    private static Expression one(String text) {
        List<Move> moves = new ArrayList<>();
        Matcher truth = TRUTH.matcher(text);
        Matcher cast = CAST.matcher(text);
        if (truth.matches()) {
            addMoves(truth.group("path"), moves);
            moves.add(new Truth());
        } else if (cast.matches()) {
            addMoves(cast.group(1), moves);
            moves.add(new As(cast.group(2)));
            addMoves(cast.group(3), moves);
        } else {
            addMoves(text, moves);
        }
        return new Expression(moves);
    }

    private static void addMoves(String text, List<Move> moves) {
        Matcher matcher = MOVE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("cannot compile the expression " + text);
            }
            moves.add(move(matcher));
            at = matcher.end();
        }
    }

    private static Move move(Matcher matcher) {
        if (matcher.group("as") != null) {
            return new As(matcher.group("as"));
        }
        if (matcher.group("resolves") != null) {
            return new WhereResolves(matcher.group("resolves"));
        }
        if (matcher.group("property") != null) {
            return new WhereEquals(matcher.group("property"), matcher.group("value"));
        }
        if (matcher.group("item") != null) {
            return new Item(Integer.parseInt(matcher.group("item")));
        }
        return new Child(matcher.group("child"));
    }

    /** Whether the path begins with the name of a type, and not with one of its elements. */
    boolean startsAtType() {
        return moves.get(0) instanceof Child first && Character.isUpperCase(first.name().charAt(0));
    }

    String rootType() {
        return startsAtType() ? ((Child) moves.get(0)).name() : null;
    }

    List<Move> movesBelowType() {
        return startsAtType() ? moves.subList(1, moves.size()) : moves;
    }
}
