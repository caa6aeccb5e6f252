package org.yunzhen.mappings.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A resident identity number of GB 11643: six digits of region, eight of birth date, three of
 * sequence and a check character. Equal numbers are equal however the final X was written.
 *
 * <p>Regions are not checked against the current list: numbers outlive the regions that gave them.
 */
public record ResidentId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{16}[\\dX]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";
    private static final int AGE_MAX = 150;

    /**
     * @throws IllegalArgumentException if shape, date or check character are wrong
     */
    public ResidentId {
        value = value == null ? "" : value.toUpperCase(Locale.ROOT);
        Formats.require(
                SHAPE.matcher(value).matches()
                        && dateIn(value).isPresent()
                        && value.charAt(17) == checkCharacter(value),
                value,
                "resident identity number");
    }

    /** Reads what a person typed; blanks around it and a small x are forgiven. */
    public static Optional<ResidentId> parse(String text) {
        return Formats.parse(text, ResidentId::new);
    }

    /** As {@link #parse(String)}, and the holder is born and at most 150 years old on that day. */
    public static Optional<ResidentId> parse(String text, LocalDate today) {
        return parse(text).filter(id -> id.isPlausibleOn(today));
    }

    /** The check character that belongs to the first 17 digits. */
    public static char checkCharacter(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return CHECK_CHARACTERS.charAt(sum % 11);
    }

    /** Whether somebody of this birth date can be alive on that day. */
    public boolean isPlausibleOn(LocalDate today) {
        return !birthDate().isAfter(today) && ageOn(today) <= AGE_MAX;
    }

    public LocalDate birthDate() {
        return dateIn(value).orElseThrow();
    }

    /** Full years on that day. */
    public int ageOn(LocalDate day) {
        return Period.between(birthDate(), day).getYears();
    }

    public Sex sex() {
        return (value.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }

    /** The six digits of the region (GB/T 2260) that gave the number. */
    public String region() {
        return value.substring(0, 6);
    }

    /** For the eyes of staff: province and the last two characters, nothing of the birth date. */
    public String masked() {
        return value.substring(0, 3) + "*".repeat(13) + value.substring(16);
    }

    /** Masked, so that no log line holds the number by accident. */
    @Override
    public String toString() {
        return masked();
    }

    private static Optional<LocalDate> dateIn(String value) {
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(value.substring(6, 10)),
                            Integer.parseInt(value.substring(10, 12)),
                            Integer.parseInt(value.substring(12, 14))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
