package org.yunzhen.hospital.terminology;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Codes of a system that is not known here (SNOMED CT, LOINC), as far as a value set lists them:
 * what a condition names among them is told without rows.
 */
final class ListedCodes {
    private final Map<String, String> displays;

    /**
     * @param displays names that the value set gives, by code
     */
    ListedCodes(Map<String, String> displays) {
        this.displays = displays;
    }

    /** The codes; empty when they cannot be told. */
    Optional<Set<String>> of(Condition condition) {
        if (condition instanceof Condition.Codes codes) {
            return Optional.of(new LinkedHashSet<>(codes.codes()));
        }
        if (condition instanceof Condition.Or or) {
            Set<String> all = new LinkedHashSet<>();
            for (Condition one : or.any()) {
                Optional<Set<String>> codes = of(one);
                if (codes.isEmpty()) {
                    return codes;
                }
                all.addAll(codes.get());
            }
            return Optional.of(all);
        }
        return condition instanceof Condition.And and ? within(and) : Optional.empty();
    }

    /** Among all that stand beside each other, one at least must list its codes. */
    private Optional<Set<String>> within(Condition.And and) {
        Optional<Set<String>> codes = Optional.empty();
        for (Condition one : and.all()) {
            Optional<Set<String>> listed = of(one);
            if (listed.isPresent()) {
                listed.get().retainAll(codes.orElse(listed.get()));
                codes = listed;
            }
        }
        if (codes.isPresent()) {
            for (Condition one : and.all()) {
                narrow(codes.get(), one);
            }
        }
        return codes;
    }

    private void narrow(Set<String> codes, Condition condition) {
        if (condition instanceof Condition.Not not) {
            of(not.condition()).ifPresent(codes::removeAll);
        } else if (condition instanceof Condition.Found found) {
            codes.removeIf(code -> !isFound(code, found.text()));
        }
    }

    private boolean isFound(String code, String text) {
        String names = code + " " + displays.getOrDefault(code, "");
        return names.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT).strip());
    }
}
