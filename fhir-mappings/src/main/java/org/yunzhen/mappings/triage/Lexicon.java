package org.yunzhen.mappings.triage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All words of the rules document, compiled; turns a text into a {@link Reading}. */
final class Lexicon {
    /** Deepest nesting of groups. */
    private static final int MAX_DEPTH = 5;

    private final PlainText plain;
    private final List<Measure> measures;
    private final PastYears pastYears;
    private final Map<String, List<Integer>> symbolsByLiteral;
    private final Map<String, Set<Cue>> cuesByLiteral;
    private final Map<String, Integer> nearSymbols;
    private final LiteralAutomaton automaton;

    /** Collects the words while the document is read. */
    static final class Builder {
        private final PlainText plain;
        private final Map<String, Integer> symbols = new HashMap<>();
        private final Map<String, List<String>> groups;
        private final Map<String, List<Integer>> symbolsByLiteral = new LinkedHashMap<>();
        private final Map<String, Set<Cue>> cuesByLiteral = new LinkedHashMap<>();
        private PastYears pastYears = new PastYears(List.of());

        Builder(PlainText plain, Map<String, List<String>> groups) {
            this.plain = plain;
            this.groups = groups;
        }

        void cue(Cue cue, List<String> words) {
            for (String word : words) {
                cuesByLiteral
                        .computeIfAbsent(plain.of(word).text, w -> EnumSet.noneOf(Cue.class))
                        .add(cue);
            }
        }

        /** The words around a year that is told. */
        void years(List<String> words) {
            pastYears = new PastYears(words.stream().map(word -> plain.of(word).text).toList());
        }

        /** The number of a term of a pattern; its literals are taken up. */
        int symbol(String term) {
            Integer known = symbols.get(term);
            if (known != null) {
                return known;
            }
            int symbol = symbols.size();
            symbols.put(term, symbol);
            literalsOf(term)
                    .forEach(
                            literal ->
                                    symbolsByLiteral
                                            .computeIfAbsent(literal, l -> new ArrayList<>())
                                            .add(symbol));
            return symbol;
        }

        private List<String> literalsOf(String term) {
            if (!term.startsWith("{")) {
                return List.of(literal(term));
            }
            return membersOf(term, 0).map(this::literal).distinct().toList();
        }

        /** A group may name other groups among its words. */
        private Stream<String> membersOf(String term, int depth) {
            if (!term.startsWith("{")) {
                return Stream.of(term);
            }
            List<String> members = groups.get(term.substring(1, term.length() - 1));
            if (members == null) {
                throw new IllegalArgumentException("triage rules: no group " + term);
            }
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("triage rules: a circle of groups " + term);
            }
            return members.stream().flatMap(member -> membersOf(member, depth + 1));
        }

        private String literal(String word) {
            String literal = word.startsWith("#") ? word : plain.of(word).text;
            if (literal.isEmpty()) {
                throw new IllegalArgumentException("triage rules: an empty term");
            }
            return literal;
        }

        Lexicon build(List<Measure> measures) {
            return new Lexicon(this, measures);
        }
    }

    private Lexicon(Builder words, List<Measure> measures) {
        this.plain = words.plain;
        this.measures = measures;
        this.pastYears = words.pastYears;
        this.nearSymbols = new HashMap<>();
        for (Measure measure : measures) {
            words.groups.put("near " + measure.id(), measure.near());
            nearSymbols.put(measure.id(), words.symbol("{near " + measure.id() + "}"));
        }
        this.symbolsByLiteral = words.symbolsByLiteral;
        this.cuesByLiteral = words.cuesByLiteral;
        List<String> literals = new ArrayList<>(symbolsByLiteral.keySet());
        literals.addAll(cuesByLiteral.keySet());
        this.automaton = new LiteralAutomaton(literals);
    }

    /**
     * Reads a complaint.
     *
     * @param today when it is told
     */
    Reading read(String raw, LocalDate today) {
        Rewritten plainly = plain.of(raw);
        String text = plainly.text;
        List<LiteralAutomaton.Hit> hits = unmasked(automaton.find(text), text.length());
        Reading reading = new Reading(plainly, breaksIn(hits));
        for (LiteralAutomaton.Hit hit : hits) {
            Span span = new Span(hit.start(), hit.end());
            symbolsByLiteral
                    .getOrDefault(hit.literal(), List.of())
                    .forEach(symbol -> reading.add(symbol, span));
            cuesByLiteral
                    .getOrDefault(hit.literal(), Set.of())
                    .forEach(cue -> reading.add(cue, span));
        }
        pastYears.in(text, today.getYear()).forEach(span -> reading.add(Cue.PAST, span));
        addMeasures(reading);
        reading.sort();
        return reading;
    }

    private void addMeasures(Reading reading) {
        Measuring measuring = new Measuring(reading);
        for (Measure measure : measures) {
            List<Integer> symbols = symbolsByLiteral.getOrDefault("#" + measure.id(), List.of());
            List<Span> near = reading.spans(nearSymbols.get(measure.id()));
            measuring
                    .find(measure, near)
                    .forEach(number -> symbols.forEach(symbol -> reading.add(symbol, number)));
        }
    }

    private List<Span> breaksIn(List<LiteralAutomaton.Hit> hits) {
        return hits.stream()
                .filter(hit -> is(hit, Cue.BREAK))
                .map(hit -> new Span(hit.start(), hit.end()))
                .toList();
    }

    private boolean is(LiteralAutomaton.Hit hit, Cue cue) {
        return cuesByLiteral.getOrDefault(hit.literal(), Set.of()).contains(cue);
    }

    /** Drops what stands inside a longer expression with a meaning of its own. */
    private List<LiteralAutomaton.Hit> unmasked(List<LiteralAutomaton.Hit> hits, int length) {
        int[] maskEnd = new int[length + 1];
        for (LiteralAutomaton.Hit hit : hits) {
            if (is(hit, Cue.MASK)) {
                maskEnd[hit.start()] = Math.max(maskEnd[hit.start()], hit.end());
            }
        }
        int[] reachBefore = new int[length + 1];
        for (int i = 1; i <= length; i++) {
            reachBefore[i] = Math.max(reachBefore[i - 1], maskEnd[i - 1]);
        }
        return hits.stream()
                .filter(hit -> reachBefore[hit.start()] < hit.end())
                .filter(hit -> maskEnd[hit.start()] <= hit.end())
                .toList();
    }
}
