package org.yunzhen.mappings.triage;

import java.util.List;

/**
 * Which symptoms are clearly over or those of the family's history: "我爸爸去年心梗过", "history of
 * seizures". Clear means: a past word close by in the same clause, nothing in that clause that says
 * now, no other symptom between, and nothing anywhere that says again.
 */
final class PastScope {
    private static final int MAX_WORDS = 8;

    private final Reading reading;
    private final boolean nothingIsPast;

    PastScope(Reading reading) {
        this.reading = reading;
        this.nothingIsPast =
                reading.spans(Cue.PAST).isEmpty()
                        || !reading.spans(Cue.RECURRING).isEmpty()
                        || reading.spans(Cue.RESUMING).stream()
                                .anyMatch(span -> reading.endsClause(span.end()));
    }

    boolean covers(Pattern.Match match) {
        return !nothingIsPast
                && reading.spans(Cue.PRESENT).stream().noneMatch(cue -> sameClause(cue, match))
                && reading.spans(Cue.PAST).stream().anyMatch(cue -> reaches(cue, match));
    }

    private boolean sameClause(Span cue, Pattern.Match match) {
        return reading.clauseAt(cue.start()) == reading.clauseAt(match.first().start());
    }

    private boolean reaches(Span cue, Pattern.Match match) {
        Span whole = match.whole();
        Span between = whole.start() >= cue.end() ? gap(cue, whole) : gap(whole, cue);
        return sameClause(cue, match)
                && reading.wordsBetween(between.start(), between.end()) <= MAX_WORDS
                && isClear(between);
    }

    private static Span gap(Span left, Span right) {
        return new Span(left.end(), Math.max(left.end(), right.start()));
    }

    private boolean isClear(Span between) {
        List<Span> breaks = reading.spans(Cue.PAST_BREAK);
        for (int at = between.start(); at < between.end(); at++) {
            int term = reading.termEndAt(at);
            boolean other = term > 0 && term <= between.end();
            if (other && reading.cueEndAt(Cue.FILLER, at) < term && !isExperienced(term)) {
                return false;
            }
        }
        return breaks.stream()
                .noneMatch(b -> b.start() >= between.start() && b.end() <= between.end());
    }

    /** "抽<em>过</em>": had once, so it is told of the same past. */
    private boolean isExperienced(int termEnd) {
        return reading.text.startsWith("过", termEnd) || reading.text.startsWith("过", termEnd - 1);
    }
}
