package org.yunzhen.mappings.triage;

/**
 * What has lasted for months: "右肩抬不起来,三个月了". The time must stand in the symptom's own clause, or in
 * a later one that names no symptom of its own; a word for something new anywhere ends it all.
 */
final class LastingScope {
    private final Reading reading;
    private final boolean nothingLasts;
    private final boolean allLasts;

    LastingScope(Reading reading) {
        this.reading = reading;
        this.nothingLasts = !reading.spans(Cue.ACUTE).isEmpty();
        this.allLasts = !nothingLasts && !reading.spans(Cue.AFTERMATH).isEmpty();
    }

    boolean covers(Pattern.Match match) {
        return allLasts
                || !nothingLasts
                        && reading.spans(Cue.LASTING).stream().anyMatch(cue -> reaches(cue, match));
    }

    private boolean reaches(Span cue, Pattern.Match match) {
        int ownClause = reading.clauseAt(match.first().start());
        int cueClause = reading.clauseAt(cue.start());
        return cueClause == ownClause || (cueClause > ownClause && standsAlone(cue));
    }

    /** Terms of one character are too often part of any word to count. */
    private boolean standsAlone(Span cue) {
        int clause = reading.clauseAt(cue.start());
        for (int at = 0; at < reading.text.length(); at++) {
            if (reading.clauseAt(at) == clause && reading.termEndAt(at) > at + 1) {
                return false;
            }
        }
        return true;
    }
}
