package org.yunzhen.mappings.triage;

import java.util.Optional;

/** The sex on which a triage rule may depend. */
public enum Sex {
    FEMALE,
    MALE;

    /**
     * Reads FHIR's administrative-gender.
     *
     * @param code {@code male}, {@code female}, {@code other}, {@code unknown} or null
     * @return empty for everything but male and female: then only rules for both sexes are narrowed
     */
    public static Optional<Sex> fromAdministrativeGender(String code) {
        if ("female".equals(code)) {
            return Optional.of(FEMALE);
        }
        return "male".equals(code) ? Optional.of(MALE) : Optional.empty();
    }
}
