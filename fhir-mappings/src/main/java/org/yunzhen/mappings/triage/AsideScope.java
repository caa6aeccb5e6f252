package org.yunzhen.mappings.triage;

import java.util.List;
import java.util.stream.Stream;

/**
 * What stands inside an aside of the rules document, such as what the family has had: "my father
 * had a heart attack", "外公是心梗走的". A word of the clause that says now makes it no aside, nor is it
 * one where little else is said: "my father had a stroke" alone may be a cry for help.
 */
final class AsideScope {
    /** Fewest words beside it. */
    private static final int MIN_WORDS_BESIDE = 4;

    private final List<Span> asides;

    AsideScope(List<Pattern> patterns, Reading reading) {
        this.asides =
                patterns.stream()
                        .flatMap(pattern -> pattern.allIn(reading))
                        .map(Pattern.Match::whole)
                        .filter(aside -> !isNow(aside, reading) && !isAll(aside, reading))
                        .toList();
    }

    private static boolean isAll(Span aside, Reading reading) {
        int all = reading.wordsBetween(0, reading.text.length());
        return all - reading.wordsBetween(aside.start(), aside.end()) < MIN_WORDS_BESIDE;
    }

    private static boolean isNow(Span aside, Reading reading) {
        return Stream.of(Cue.PRESENT, Cue.ACUTE)
                .flatMap(cue -> reading.spans(cue).stream())
                .anyMatch(now -> reading.clauseAt(now.start()) == reading.clauseAt(aside.start()));
    }

    boolean covers(Pattern.Match match) {
        Span whole = match.whole();
        return asides.stream()
                .anyMatch(aside -> aside.start() <= whole.start() && whole.end() <= aside.end());
    }
}
