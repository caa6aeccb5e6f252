package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.List;

/**
 * A denying word at its place.
 *
 * @param reach how far it denies: one of the three kinds of negator among the cues
 */
record Negator(Span span, Cue reach) {

    /** All that are not part of a longer one: "没有" hides "没". */
    static List<Negator> longestIn(Reading reading) {
        List<Negator> all = new ArrayList<>();
        for (Cue reach : List.of(Cue.NEGATOR_OF_LIST, Cue.NEGATOR_JOINED, Cue.NEGATOR_OF_NEXT)) {
            reading.spans(reach).forEach(span -> all.add(new Negator(span, reach)));
        }
        int[] longestEnd = new int[reading.text.length() + 1];
        for (Negator negator : all) {
            int start = negator.span.start();
            longestEnd[start] = Math.max(longestEnd[start], negator.span.end());
        }
        int[] reachBefore = new int[longestEnd.length];
        for (int i = 1; i < reachBefore.length; i++) {
            reachBefore[i] = Math.max(reachBefore[i - 1], longestEnd[i - 1]);
        }
        return all.stream()
                .filter(n -> longestEnd[n.span.start()] == n.span.end())
                .filter(n -> reachBefore[n.span.start()] < n.span.end())
                .toList();
    }
}
