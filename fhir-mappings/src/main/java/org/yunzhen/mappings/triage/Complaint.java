package org.yunzhen.mappings.triage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a patient, or who speaks for one, brings to triage.
 *
 * @param text their own words, Chinese or English or both, at most {@link #MAX_TEXT} characters
 * @param symptomCodes rule ids of the triage document ({@code chest-pain}, {@code cough}) or ICD-10
 *     codes, at most {@link #MAX_CODES}; codes no rule knows have no effect
 * @param ageMonths completed months of life, if known
 * @param sex if known
 */
public record Complaint(
        String text, List<String> symptomCodes, OptionalInt ageMonths, Optional<Sex> sex) {

    /** Longest text, in Unicode code points. */
    public static final int MAX_TEXT = 1_000;

    /** Most symptom codes in one complaint. */
    public static final int MAX_CODES = 50;

    /** Highest age accepted: 150 years. */
    public static final int MAX_AGE_MONTHS = 1_800;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is exceeded; the message names the element
     */
    public Complaint {
        symptomCodes = List.copyOf(symptomCodes);
        Objects.requireNonNull(ageMonths, "ageMonths");
        Objects.requireNonNull(sex, "sex");
        if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new IllegalArgumentException("text: more than " + MAX_TEXT + " characters");
        }
        if (symptomCodes.size() > MAX_CODES) {
            throw new IllegalArgumentException("symptomCodes: more than " + MAX_CODES);
        }
        if (ageMonths.isPresent()
                && (ageMonths.getAsInt() < 0 || ageMonths.getAsInt() > MAX_AGE_MONTHS)) {
            throw new IllegalArgumentException("ageMonths: outside 0 to " + MAX_AGE_MONTHS);
        }
    }

    /** A complaint of which only the words are known. */
    public static Complaint of(String text) {
        return new Complaint(text, List.of(), OptionalInt.empty(), Optional.empty());
    }

    /** The same complaint with symptom codes. */
    public Complaint withCodes(List<String> codes) {
        return new Complaint(text, codes, ageMonths, sex);
    }

    /** The same complaint of a person of so many completed years. */
    public Complaint atYears(int years) {
        return atMonths(Math.multiplyExact(years, 12));
    }

    /** The same complaint of a person of so many completed months. */
    public Complaint atMonths(int months) {
        return new Complaint(text, symptomCodes, OptionalInt.of(months), sex);
    }

    /** The same complaint of a person of that sex. */
    public Complaint by(Sex whose) {
        return new Complaint(text, symptomCodes, ageMonths, Optional.of(whose));
    }
}
