package org.yunzhen.mappings.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A complaint's text with everything the rules' vocabulary finds in it: where each term and each
 * cue stands, where clauses end, how many words lie between two places.
 */
final class Reading {
    private static final String SEPARATORS = ",.;:!?。！？;…\"()[]{}";

    final String text;
    private final Rewritten plain;
    private final int[] clauseAt;
    private final int[] wordsBefore;
    private final int[] termEndAt;
    private final Map<Integer, List<Span>> bySymbol = new HashMap<>();
    private final Map<Cue, List<Span>> byCue = new EnumMap<>(Cue.class);
    private final Map<Cue, Map<Integer, Integer>> cueEnds = new EnumMap<>(Cue.class);

    /**
     * @param breaks starts of words that end a clause
     */
    Reading(Rewritten plain, List<Span> breaks) {
        this.plain = plain;
        this.text = plain.text;
        this.clauseAt = new int[text.length() + 1];
        this.wordsBefore = new int[text.length() + 1];
        this.termEndAt = new int[text.length() + 1];
        breaks.forEach(span -> clauseAt[span.start()]++);
        measureOut();
    }

    private void measureOut() {
        int clause = 0;
        int words = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean separates = isSeparator(i);
            clause += clauseAt[i] + (separates ? 1 : 0);
            clauseAt[i] = clause;
            wordsBefore[i] = words;
            words += startsWord(i) ? 1 : 0;
        }
        clauseAt[text.length()] = clause + 1;
        wordsBefore[text.length()] = words;
    }

    private boolean startsWord(int at) {
        char c = text.charAt(at);
        boolean latin = PlainText.isLatin(c);
        return PlainText.isHan(c)
                || (latin && (at == 0 || !PlainText.isLatin(text.charAt(at - 1))));
    }

    /** A mark, or the space by which many type a comma between Chinese words. */
    boolean isSeparator(int at) {
        char c = text.charAt(at);
        if (c == ' ') {
            return at > 0
                    && at + 1 < text.length()
                    && PlainText.isHan(text.charAt(at - 1))
                    && PlainText.isHan(text.charAt(at + 1));
        }
        return SEPARATORS.indexOf(c) >= 0 && !Numerals.isDecimalPoint(text, at);
    }

    void add(int symbol, Span span) {
        bySymbol.computeIfAbsent(symbol, s -> new ArrayList<>()).add(span);
        termEndAt[span.start()] = Math.max(termEndAt[span.start()], span.end());
    }

    void add(Cue cue, Span span) {
        byCue.computeIfAbsent(cue, c -> new ArrayList<>()).add(span);
        cueEnds.computeIfAbsent(cue, c -> new HashMap<>())
                .merge(span.start(), span.end(), Math::max);
    }

    /** To be called once all is added. */
    void sort() {
        Comparator<Span> order = Comparator.comparingInt(Span::start).thenComparingInt(Span::end);
        bySymbol.values().forEach(spans -> spans.sort(order));
        byCue.values().forEach(spans -> spans.sort(order));
    }

    List<Span> spans(int symbol) {
        return bySymbol.getOrDefault(symbol, List.of());
    }

    List<Span> spans(Cue cue) {
        return byCue.getOrDefault(cue, List.of());
    }

    /** End of the longest cue of that kind that begins there, or -1. */
    int cueEndAt(Cue cue, int start) {
        return cueEnds.getOrDefault(cue, Map.of()).getOrDefault(start, -1);
    }

    /** End of the longest rule term that begins there, or 0. */
    int termEndAt(int start) {
        return termEndAt[start];
    }

    int clauseAt(int position) {
        return clauseAt[position];
    }

    boolean endsClause(int position) {
        return position >= text.length() || isSeparator(position);
    }

    /** Chinese characters and other words between two places. */
    int wordsBetween(int from, int to) {
        return wordsBefore[to] - wordsBefore[from];
    }

    String words(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** The same as the patient wrote it. */
    String quote(Span span) {
        return plain.quote(span);
    }
}
