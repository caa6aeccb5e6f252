package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number under which the insurance platform knows an insured person ({@code psn_no}): up to 30
 * letters and digits, whose form is each province's own.
 */
public record PersonNumber(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z]{1,30}");

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public PersonNumber {
        Formats.require(SHAPE, value, "insured person's number");
    }

    public static Optional<PersonNumber> parse(String text) {
        return Formats.parse(text, PersonNumber::new);
    }

    /** The last four characters only, so that no log line holds the number by accident. */
    @Override
    public String toString() {
        return "*".repeat(Math.max(1, value.length() - 4))
                + value.substring(Math.max(1, value.length() - 4));
    }
}
