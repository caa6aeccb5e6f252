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

    String of(String text) {
        LiteralAutomaton.Hit[] longest = new LiteralAutomaton.Hit[text.length()];
        for (LiteralAutomaton.Hit hit : automaton.find(text)) {
            // Hits come by their ends, so the last of one start is the longest.
            longest[hit.start()] = hit;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (longest[at] == null) {
                out.append(text.charAt(at));
                at++;
            } else {
                out.append(respelt.get(longest[at].literal()));
                at = longest[at].end();
            }
        }
        return out.toString();
    }
}
