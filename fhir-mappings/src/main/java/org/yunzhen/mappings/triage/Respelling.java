package org.yunzhen.mappings.triage;

import java.util.Map;

/**
 * Writes dialect words and frequent typing errors as the word meant, in one pass: of overlapping
 * words the leftmost counts, of those the longest.
 */
final class Respelling {
    private final Map<String, String> respelt;
    private final LiteralAutomaton automaton;

    /**
     * @param respelt plain words with what stands for them
     */
    Respelling(Map<String, String> respelt) {
        this.respelt = Map.copyOf(respelt);
        this.automaton = new LiteralAutomaton(respelt.keySet());
    }

    Rewritten of(Rewritten read) {
        LiteralAutomaton.Hit[] longest = new LiteralAutomaton.Hit[read.text.length()];
        for (LiteralAutomaton.Hit hit : automaton.find(read.text)) {
            // Hits come by their ends, so the last of one start is the longest.
            longest[hit.start()] = hit;
        }
        Rewritten.Draft out = new Rewritten.Draft(read);
        int at = 0;
        while (at < longest.length) {
            if (longest[at] == null) {
                out.keep(at, at + 1);
                at++;
            } else {
                respell(out, longest[at]);
                at = longest[at].end();
            }
        }
        return out.done();
    }

    /**
     * What both spellings begin or end with stands for itself, so that "胸口痛<em>的</em>" written for
     * "胸口痛<em>得</em>" still quotes "胸口痛"; at least one character is left on each side, for what is
     * between has to stand for something.
     */
    private void respell(Rewritten.Draft out, LiteralAutomaton.Hit hit) {
        String written = hit.literal();
        String meant = respelt.get(written);
        int most = Math.min(written.length(), meant.length()) - 1;
        int before = 0;
        while (before < most && written.charAt(before) == meant.charAt(before)) {
            before++;
        }
        int after = 0;
        while (after < most - before && endsAlike(written, meant, after)) {
            after++;
        }
        int start = hit.start() + before;
        int end = hit.end() - after;
        out.keep(hit.start(), start);
        out.write(meant.substring(before, meant.length() - after), new Span(start, end));
        out.keep(end, hit.end());
    }

    private static boolean endsAlike(String one, String other, int fromEnd) {
        return one.charAt(one.length() - 1 - fromEnd) == other.charAt(other.length() - 1 - fromEnd);
    }
}
