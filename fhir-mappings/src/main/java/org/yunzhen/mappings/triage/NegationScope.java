package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which symptoms of a text are denied. A negator reaches a symptom only over words known to be
 * harmless (fillers, joiners, other symptoms of its list): any unknown word ends its scope, so that
 * in doubt a symptom stands and a red flag is raised.
 */
final class NegationScope {
    private static final int NOBODY = -1;

    private final Reading reading;

    /** For each place: start of the negator that denies the term there directly. */
    private final int[] direct;

    /** The same over a joiner: "没有胸痛<em>或晕厥</em>". */
    private final int[] joined;

    /** The same over bare enumeration: "无胸闷<em>气短</em>". */
    private final int[] loose;

    NegationScope(Reading reading) {
        this.reading = reading;
        this.direct = nobody();
        this.joined = nobody();
        this.loose = nobody();
        if (reading.spans(Cue.RESUMING).stream().noneMatch(s -> reading.endsClause(s.end()))) {
            walkAll();
        }
    }

    private int[] nobody() {
        int[] places = new int[reading.text.length() + 1];
        Arrays.fill(places, NOBODY);
        return places;
    }

    private void walkAll() {
        Set<Integer> ends = new TreeSet<>();
        List<Negator> longest = Negator.longestIn(reading);
        longest.forEach(negator -> ends.add(negator.span().end()));
        for (Negator negator : longest) {
            int start = negator.span().start();
            boolean doubled =
                    ends.contains(start) || (spaceAt(start - 1) && ends.contains(start - 1));
            if (!doubled) {
                new Walk(negator).go();
            }
        }
    }

    private boolean spaceAt(int place) {
        return place >= 0 && place < reading.text.length() && reading.text.charAt(place) == ' ';
    }

    /** The way of one negator through the text. */
    private final class Walk {
        /** More words than any enumeration has; keeps the whole linear in the text. */
        private static final int MAX_STEPS = 40;

        private final Negator negator;
        private final List<Integer> afterComma = new ArrayList<>();
        private int at;
        private boolean passedTerm;
        private boolean bridged;
        private boolean inCommas;

        Walk(Negator negator) {
            this.negator = negator;
            this.at = negator.span().end();
        }

        void go() {
            skipSpace();
            for (int step = 0; step < MAX_STEPS && at < reading.text.length(); step++) {
                mark();
                if (!advance()) {
                    return;
                }
                skipInnerSpace();
            }
        }

        /** Who denies a compound denies the shorter terms inside it: "没有出血" is no "血". */
        private void mark() {
            int end = Math.max(at + 1, reading.termEndAt(at));
            for (int place = at; place < end; place++) {
                mark(place);
            }
        }

        private void mark(int place) {
            if (inCommas) {
                afterComma.add(place);
            } else if (!passedTerm) {
                direct[place] = negator.span().start();
            } else if (bridged) {
                joined[place] = negator.span().start();
            } else if (negator.reach() == Cue.NEGATOR_OF_LIST) {
                loose[place] = negator.span().start();
            }
        }

        private boolean advance() {
            int term = reading.termEndAt(at);
            int filler = reading.cueEndAt(Cue.FILLER, at);
            int joiner = reading.cueEndAt(Cue.JOINER, at);
            if (passedTerm && joiner > term) {
                return crossJoiner(joiner);
            }
            if (term > 0 && term > filler) {
                return crossTerm(term);
            }
            if (filler > 0) {
                at = filler;
                return true;
            }
            return crossComma();
        }

        private boolean crossJoiner(int end) {
            if (reading.cueEndAt(Cue.LIST_END, at) > 0) {
                afterComma.forEach(place -> joined[place] = negator.span().start());
                inCommas = false;
            }
            bridged = true;
            at = end;
            return true;
        }

        private boolean crossTerm(int end) {
            passedTerm = true;
            bridged = false;
            at = end;
            return negator.reach() != Cue.NEGATOR_OF_NEXT;
        }

        private boolean crossComma() {
            if (!passedTerm
                    || negator.reach() != Cue.NEGATOR_OF_LIST
                    || reading.text.charAt(at) != ',') {
                return false;
            }
            inCommas = true;
            at++;
            return true;
        }

        private void skipSpace() {
            at += spaceAt(at) ? 1 : 0;
        }

        private void skipInnerSpace() {
            at += spaceAt(at) && !reading.isSeparator(at) ? 1 : 0;
        }
    }

    /** Whether what was found is denied. */
    boolean covers(Pattern.Match match) {
        return coversFirst(match) || coversLater(match) || deniedAfterwards(match);
    }

    private boolean coversFirst(Pattern.Match match) {
        int start = match.first().start();
        if (direct[start] != NOBODY) {
            return !follows(Cue.UNDOING, match);
        }
        boolean inList = joined[start] != NOBODY || (loose[start] != NOBODY && isCompact(match));
        return inList
                && !follows(Cue.UNDOING, match)
                && !follows(Cue.AFFIRMING, match)
                && !numberFollows(match);
    }

    /** A negator between the terms: "胸口<em>不</em>疼", "my chest <em>doesn't</em> hurt". */
    private boolean coversLater(Pattern.Match match) {
        int first = match.first().end();
        return match.terms().stream()
                .skip(1)
                .anyMatch(term -> direct[term.start()] >= first || joined[term.start()] >= first);
    }

    private boolean deniedAfterwards(Pattern.Match match) {
        int at = afterSpace(match.whole().end());
        int filler = reading.cueEndAt(Cue.LATE_FILLER, at);
        at = filler > 0 ? afterSpace(filler) : at;
        int end = reading.cueEndAt(Cue.LATE_NEGATOR, at);
        return end > 0 && reading.endsClause(end);
    }

    /** Only a short word can be an item of a bare enumeration; "没有发烧胸口疼" is a new clause. */
    private static boolean isCompact(Pattern.Match match) {
        int length = match.whole().end() - match.whole().start();
        return match.terms().size() == 1 ? length <= 4 : length <= 2;
    }

    private boolean follows(Cue cue, Pattern.Match match) {
        return reading.cueEndAt(cue, afterSpace(match.whole().end())) > 0;
    }

    private boolean numberFollows(Pattern.Match match) {
        int at = afterSpace(match.whole().end());
        return at < reading.text.length()
                && Numerals.in(reading.text.substring(at, at + 1)).size() == 1;
    }

    private int afterSpace(int at) {
        return spaceAt(at) ? at + 1 : at;
    }
}
