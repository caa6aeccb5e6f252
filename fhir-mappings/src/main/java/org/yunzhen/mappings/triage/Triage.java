package org.yunzhen.mappings.triage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Leads a complaint to departments, or stops it at a red flag (R04). A pure function of the rules,
 * the complaint and the day: the same three give the same answer. It guides and does not diagnose.
 *
 * <p>Red flags come first and are all looked for; where negation or the past is in doubt, the flag
 * stands. Time grows with the length of the text, never with its nesting.
 */
public final class Triage {
    private final TriageRules rules;

    public Triage(TriageRules rules) {
        this.rules = rules;
    }

    /**
     * The answer to a complaint; it never throws for a complaint that could be made.
     *
     * @param today when it is told (Asia/Shanghai), by which a year that is named is over or not
     */
    public TriageAnswer assess(Complaint complaint, LocalDate today) {
        Reading reading = rules.lexicon.read(complaint.text(), today);
        NegationScope denied = new NegationScope(reading);
        List<TriageAnswer.RedFlagFound> flags = redFlags(complaint, reading, denied);
        if (!flags.isEmpty()) {
            return new TriageAnswer.Emergency(
                    rules.version(), rules.emergencyRule(), flags, rules.emergencyAdvice());
        }
        List<Raised> raised = routes(complaint, reading, denied);
        if (raised.stream().allMatch(r -> r.route().beside())) {
            return unclear(complaint);
        }
        return new TriageAnswer.Departments(
                rules.version(), suggestions(raised), rules.safetyNet());
    }

    private List<TriageAnswer.RedFlagFound> redFlags(
            Complaint complaint, Reading reading, NegationScope denied) {
        PastScope past = new PastScope(reading);
        SupposedScope supposed = new SupposedScope(reading);
        LastingScope lasting = new LastingScope(reading);
        AsideScope aside = new AsideScope(rules.asides, reading);
        List<TriageAnswer.RedFlagFound> found = new ArrayList<>();
        for (TriageRule.RedFlag flag : rules.redFlags) {
            Predicate<Pattern.Match> stands =
                    match ->
                            !denied.covers(match)
                                    && (flag.evenPast()
                                            || !(past.covers(match)
                                                    || supposed.covers(match)
                                                    || aside.covers(match)))
                                    && !(flag.onlyAcute() && lasting.covers(match));
            raise(flag.cases(), complaint, reading, stands)
                    .map(
                            words ->
                                    new TriageAnswer.RedFlagFound(
                                            flag.id(), words, flag.name(), flag.advice()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Optional<List<String>> raise(
            List<TriageRule.Case> cases,
            Complaint complaint,
            Reading reading,
            Predicate<Pattern.Match> stands) {
        return cases.stream()
                .map(one -> one.raisedBy(complaint, reading, stands))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private record Raised(TriageRule.Route route, List<String> words) {
        int weightFor(String department) {
            return route.departments().getOrDefault(department, 0);
        }
    }

    private List<Raised> routes(Complaint complaint, Reading reading, NegationScope denied) {
        List<Raised> raised = new ArrayList<>();
        for (TriageRule.Route route : rules.routes) {
            route.raised()
                    .raisedBy(complaint, reading, match -> !denied.covers(match))
                    .map(words -> new Raised(route, words))
                    .ifPresent(raised::add);
        }
        return raised;
    }

    /** Highest score first; of equal scores, the department whose rule stands first. */
    private static List<TriageAnswer.Suggestion> suggestions(List<Raised> raised) {
        Map<String, List<Raised>> byDepartment = new LinkedHashMap<>();
        for (Raised one : raised) {
            one.route().departments().keySet().stream()
                    .sorted()
                    .forEach(d -> byDepartment.computeIfAbsent(d, k -> new ArrayList<>()).add(one));
        }
        return byDepartment.entrySet().stream()
                .map(entry -> suggestion(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(TriageAnswer.Suggestion::score).reversed())
                .toList();
    }

    private static TriageAnswer.Suggestion suggestion(String department, List<Raised> raised) {
        List<Raised> heaviestFirst =
                raised.stream()
                        .sorted(
                                Comparator.comparingInt((Raised r) -> r.weightFor(department))
                                        .reversed())
                        .toList();
        TriageRule.Route first = heaviestFirst.get(0).route();
        return new TriageAnswer.Suggestion(
                department,
                raised.stream().mapToInt(r -> r.weightFor(department)).sum(),
                first.id(),
                heaviestFirst.stream().map(r -> r.route().id()).toList(),
                heaviestFirst.stream().flatMap(r -> r.words().stream()).distinct().toList(),
                first.name());
    }

    private TriageAnswer unclear(Complaint complaint) {
        TriageRule.Fallback fallback =
                rules.fallbacks.stream()
                        .filter(f -> f.when().holdsFor(complaint))
                        .findFirst()
                        .orElseThrow();
        return new TriageAnswer.Unclear(
                rules.version(),
                fallback.id(),
                fallback.departmentId(),
                rules.unclear("advice"),
                rules.unclear("question"));
    }
}
