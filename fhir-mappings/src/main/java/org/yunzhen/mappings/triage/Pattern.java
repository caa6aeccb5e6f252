package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What a rule looks for. {@code a~b}: a, then b, in one clause and close by; {@code x & y}: both,
 * anywhere. A term is a literal, a <code>{group}</code> of literals or a {@code #measure}.
 */
final class Pattern {
    /** Most words between two terms of a sequence. */
    private static final int MAX_GAP = 8;

    private final List<int[]> sequences;

    /** Where a sequence was found, term by term. */
    record Match(List<Span> terms) {
        Span first() {
            return terms.get(0);
        }

        Span whole() {
            return new Span(first().start(), terms.get(terms.size() - 1).end());
        }
    }

    private Pattern(List<int[]> sequences) {
        this.sequences = sequences;
    }

    /**
     * Reads a pattern of the document.
     *
     * @param symbolOf number of a term
     */
    static Pattern parse(String source, ToIntFunction<String> symbolOf) {
        List<int[]> sequences = new ArrayList<>();
        for (String sequence : source.split(" & ", -1)) {
            sequences.add(List.of(sequence.split("~", -1)).stream().mapToInt(symbolOf).toArray());
        }
        return new Pattern(sequences);
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
        for (int[] sequence : sequences) {
            Optional<Match> match =
                    reading.spans(sequence[0]).stream()
                            .map(first -> follow(reading, sequence, first))
                            .flatMap(Optional::stream)
                            .filter(stands)
                            .findFirst();
            if (match.isEmpty()) {
                return Optional.empty();
            }
            found.add(match.get());
        }
        return Optional.of(found);
    }

    /** The quick no of nearly every pattern to nearly every text. */
    private boolean lacksTerm(Reading reading) {
        for (int[] sequence : sequences) {
            for (int symbol : sequence) {
                if (reading.spans(symbol).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Match> follow(Reading reading, int[] sequence, Span first) {
        List<Span> terms = new ArrayList<>(List.of(first));
        Span last = first;
        for (int i = 1; i < sequence.length; i++) {
            Span next = nearest(reading.spans(sequence[i]), last.end());
            if (next == null || !close(reading, last, next)) {
                return Optional.empty();
            }
            terms.add(next);
            last = next;
        }
        return Optional.of(new Match(terms));
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

    private static boolean close(Reading reading, Span left, Span right) {
        return reading.clauseAt(left.start()) == reading.clauseAt(right.start())
                && reading.wordsBetween(left.end(), right.start()) <= MAX_GAP;
    }
}
