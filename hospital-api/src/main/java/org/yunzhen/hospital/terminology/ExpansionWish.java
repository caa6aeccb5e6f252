package org.yunzhen.hospital.terminology;

import java.util.Optional;
import org.yunzhen.hospital.fhir.Inputs;

/**
 * Which part of an expansion is wished, and how it is to look.
 *
 * @param filter words that name or code must begin with or hold, or null
 * @param count codes at most; null when none was given
 * @param designations whether other names stand beside
 * @param activeOnly whether codes that are no longer to be used are left out
 * @param definition whether the value set's own definition stands beside
 */
record ExpansionWish(
        String filter,
        int offset,
        Integer count,
        boolean designations,
        boolean activeOnly,
        boolean definition) {
    /** More is told in pages only. */
    static final int CODES_MAX = 1000;

    static ExpansionWish of(Inputs inputs) {
        return new ExpansionWish(
                inputs.text("filter").filter(text -> !Words.query(text).isEmpty()).orElse(null),
                number(inputs, "offset").orElse(0),
                number(inputs, "count").orElse(null),
                inputs.flag("includeDesignations"),
                inputs.flag("activeOnly"),
                inputs.flag("includeDefinition"));
    }

    /** How many codes an answer may hold. */
    int limit() {
        return count == null ? CODES_MAX : Math.min(count, CODES_MAX);
    }

    private static Optional<Integer> number(Inputs inputs, String name) {
        return inputs.value(name)
                .map(
                        value -> {
                            if (!value.canConvertToInt()
                                    || !value.isIntegralNumber()
                                    || value.intValue() < 0) {
                                throw Inputs.invalid(name);
                            }
                            return value.intValue();
                        });
    }
}
