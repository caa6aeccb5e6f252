package org.yunzhen.mappings.refusal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.rule.Rule;

/**
 * One thing that is wrong, as it will stand in an OperationOutcome. Immutable: each {@code with}
 * gives a new one.
 *
 * @param arguments fill the placeholders of the refusal's text; no personal data
 * @param expression FHIRPath of the elements concerned, may be empty
 * @param rule the rule that was broken, if it is one of ours
 * @param overridable whether the caller may insist by giving a reason
 * @param diagnostics figures for a program or a support engineer, in their order; no personal data
 */
public record Issue(
        Refusal refusal,
        Severity severity,
        List<Object> arguments,
        List<String> expression,
        Optional<Rule> rule,
        boolean overridable,
        Map<String, Object> diagnostics) {

    public Issue {
        arguments = List.copyOf(arguments);
        expression = List.copyOf(expression);
        diagnostics = Collections.unmodifiableMap(new LinkedHashMap<>(diagnostics));
    }

    /** An error with the rule that the refusal itself names. */
    public static Issue of(Refusal refusal, Object... arguments) {
        assert arguments.length >= refusal.placeholders() : refusal + " lacks an argument";
        return new Issue(
                refusal,
                Severity.ERROR,
                List.of(arguments),
                List.of(),
                refusal.rule(),
                false,
                Map.of());
    }

    /** An error whose finder says more exactly what is wrong than the refusal's own text. */
    public static Issue saying(Refusal refusal, Said said) {
        return new Issue(
                refusal, Severity.ERROR, List.of(said), List.of(), refusal.rule(), false, Map.of());
    }

    public Issue at(String... paths) {
        return at(List.of(paths));
    }

    public Issue at(List<String> paths) {
        return new Issue(refusal, severity, arguments, paths, rule, overridable, diagnostics);
    }

    public Issue withSeverity(Severity other) {
        return new Issue(refusal, other, arguments, expression, rule, overridable, diagnostics);
    }

    public Issue withRule(Rule broken) {
        return new Issue(
                refusal,
                severity,
                arguments,
                expression,
                Optional.of(broken),
                overridable,
                diagnostics);
    }

    /** The caller may insist, with a reason. */
    public Issue unlessReasoned() {
        return new Issue(refusal, severity, arguments, expression, rule, true, diagnostics);
    }

    public Issue with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(diagnostics);
        more.put(name, value);
        return new Issue(refusal, severity, arguments, expression, rule, overridable, more);
    }

    /** The sentence for a person: the refusal's, unless the finder said its own. */
    public String text(Language language) {
        if (arguments.size() == 1 && arguments.get(0) instanceof Said said) {
            return language.pick(said.zh(), said.en());
        }
        return refusal.text(language, arguments.toArray());
    }

    /** The diagnostics as {@code name=value; name=value}, empty if there are none. */
    public String diagnosticsText() {
        return diagnostics.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
