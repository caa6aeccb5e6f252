package org.yunzhen.hospital.prescription;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Severity;
import org.yunzhen.mappings.rule.Rule;

/**
 * What the rules found, with the doctor's reasons.
 *
 * @param issues errors, and warnings where a reason lets it pass
 */
record Findings(List<Issue> issues, Map<Rule, String> reasons) {

    /** Weighs findings against reasons. */
    static Findings of(List<Issue> found, Map<Rule, String> reasons) {
        return new Findings(
                found.stream()
                        .map(i -> passes(i, reasons) ? i.withSeverity(Severity.WARNING) : i)
                        .toList(),
                reasons);
    }

    /**
     * @throws RefusedException 422 with all findings when one of them stands
     */
    void refuseIfAny() {
        if (issues.stream().anyMatch(issue -> issue.severity().refuses())) {
            throw new RefusedException(issues);
        }
    }

    /** The reasons that let a line pass, each with its rule. */
    List<String> reasonsOf(DraftLine line) {
        return issues.stream()
                .filter(issue -> Found.line(issue).equals(OptionalInt.of(line.number())))
                .map(issue -> issue.rule().orElseThrow())
                .distinct()
                .map(rule -> rule + ": " + reasons.get(rule))
                .toList();
    }

    private static boolean passes(Issue issue, Map<Rule, String> reasons) {
        return issue.overridable() && issue.rule().filter(reasons::containsKey).isPresent();
    }
}
