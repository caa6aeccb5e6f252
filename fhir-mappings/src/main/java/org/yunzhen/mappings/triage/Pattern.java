package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What a rule looks for. {@code a~b}: a, then b, in one clause and close by; {@code a~~b}: a, then
 * b, over commas and further away; {@code a<~>b} and {@code a<~~>b}: in either order; {@code x &
 * y}: both, anywhere. A term is a literal, a <code>{group}</code> of literals or a {@code
 * #measure}.
 */
final class Pattern {
    /** Most words between two terms of a sequence. */
    private static final int MAX_GAP = 8;

    /** The same over the end of a clause. */
    private static final int MAX_WIDE_GAP = 20;

    private static final String AND = " & ";
    private static final String EITHER_ORDER = "<~";

    private final List<Sequence> sequences;

    /**
     * Terms in their order.
     *
     * @param wide for each term, whether it may stand far from the one before
     */
    private record Sequence(int[] symbols, boolean[] wide) {
        static Sequence parse(String source, ToIntFunction<String> symbolOf) {
            List<String> terms = new ArrayList<>(List.of(source.split("~", -1)));
            boolean[] wide = new boolean[terms.size()];
            for (int i = 1; i < terms.size(); i++) {
                if (terms.get(i).isEmpty()) {
                    terms.remove(i);
                    wide[i] = true;
                }
            }
            return new Sequence(terms.stream().mapToInt(symbolOf).toArray(), wide);
        }

        Optional<Match> findIn(Reading reading, Predicate<Match> stands) {
            return allIn(reading).filter(stands).findFirst();
        }

        Stream<Match> allIn(Reading reading) {
            return reading.spans(symbols[0]).stream()
                    .map(first -> follow(reading, first))
                    .flatMap(Optional::stream);
        }

        private Optional<Match> follow(Reading reading, Span first) {
            List<Span> terms = new ArrayList<>(List.of(first));
            Span last = first;
            for (int i = 1; i < symbols.length; i++) {
                Span next = nearest(reading.spans(symbols[i]), last.end());
                if (next == null || !close(reading, last, next, wide[i])) {
                    return Optional.empty();
                }
                terms.add(next);
                last = next;
            }
            return Optional.of(new Match(terms));
        }
    }

    /** Where a sequence was found, term by term. */
    record Match(List<Span> terms) {
        Span first() {
            return terms.get(0);
        }

        Span whole() {
            return new Span(first().start(), terms.get(terms.size() - 1).end());
        }
    }

    private Pattern(List<Sequence> sequences) {
        this.sequences = sequences;
    }

    /**
     * Reads a pattern of the document.
     *
     * @param symbolOf number of a term
     */
    static Pattern parse(String source, ToIntFunction<String> symbolOf) {
        return new Pattern(
                Stream.of(source.split(AND, -1)).map(s -> Sequence.parse(s, symbolOf)).toList());
    }

    /** The patterns meant by one that holds in either order; itself if it does not. */
    static List<String> bothWays(String source) {
        int at = source.indexOf(EITHER_ORDER);
        if (at < 0) {
            return List.of(source);
        }
        int start =
                source.lastIndexOf(AND, at) < 0 ? 0 : source.lastIndexOf(AND, at) + AND.length();
        int end = source.indexOf(AND, at) < 0 ? source.length() : source.indexOf(AND, at);
        int after = source.indexOf('>', at);
        String gap = source.substring(at + 1, after);
        String one = source.substring(start, at);
        String other = source.substring(after + 1, end);
        return Stream.of(one + gap + other, other + gap + one)
                .map(way -> source.substring(0, start) + way + source.substring(end))
                .flatMap(way -> bothWays(way).stream())
                .toList();
    }

    /**
     * Looks for the pattern.
     *
     * @param stands whether a match is meant: not denied, not past
     * @return one standing match of each sequence, or empty when one has none
     */
    Optional<List<Match>> findIn(Reading reading, Predicate<Match> stands) {
        if (lacksTerm(reading)) {
            return Optional.empty();
        }
        List<Match> found = new ArrayList<>();
        for (Sequence sequence : sequences) {
            Optional<Match> match = sequence.findIn(reading, stands);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            found.add(match.get());
        }
        return Optional.of(found);
    }

    /** Every place where a pattern of one sequence was found. */
    Stream<Match> allIn(Reading reading) {
        return sequences.get(0).allIn(reading);
    }

    /** The quick no of nearly every pattern to nearly every text. */
    private boolean lacksTerm(Reading reading) {
        for (Sequence sequence : sequences) {
            for (int symbol : sequence.symbols()) {
                if (reading.spans(symbol).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The first that begins at or after the place: of two pains the nearer belongs to the chest.
     */
    private static Span nearest(List<Span> sorted, int from) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).start() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sorted.size() ? sorted.get(low) : null;
    }

    private static boolean close(Reading reading, Span left, Span right, boolean wide) {
        int words = reading.wordsBetween(left.end(), right.start());
        return wide
                ? words <= MAX_WIDE_GAP
                : words <= MAX_GAP
                        && reading.clauseAt(left.start()) == reading.clauseAt(right.start());
    }
}
