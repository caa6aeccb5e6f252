package org.yunzhen.mappings.triage;

/**
 * What is asked about in general and not told of anybody: "怎么预防中风", "what should I do if somebody
 * has a seizure". Only close by and in one clause, so that a symptom told beside the question
 * stands.
 */
final class SupposedScope {
    private static final int MAX_WORDS_AFTER_CUE = 6;
    private static final int MAX_WORDS_BEFORE_CUE = 1;

    private final Reading reading;

    SupposedScope(Reading reading) {
        this.reading = reading;
    }

    boolean covers(Pattern.Match match) {
        return reading.spans(Cue.SUPPOSING).stream().anyMatch(cue -> leadsTo(match, cue))
                || reading.spans(Cue.ASKED_AFTER).stream().anyMatch(cue -> follows(match, cue));
    }

    private boolean leadsTo(Pattern.Match match, Span cue) {
        Span first = match.first();
        return cue.end() <= first.start()
                && sameClause(match, cue)
                && reading.wordsBetween(cue.end(), first.start()) <= MAX_WORDS_AFTER_CUE;
    }

    private boolean follows(Pattern.Match match, Span cue) {
        Span whole = match.whole();
        return whole.end() <= cue.start()
                && sameClause(match, cue)
                && reading.wordsBetween(whole.end(), cue.start()) <= MAX_WORDS_BEFORE_CUE;
    }

    private boolean sameClause(Pattern.Match match, Span cue) {
        return reading.clauseAt(cue.start()) == reading.clauseAt(match.first().start());
    }
}
