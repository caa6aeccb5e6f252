package org.yunzhen.mappings.identifier;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A unified social credit code of GB 32100: department, category, six digits of region, the nine
 * characters of the organisation code (which GB 11714 gives a check of its own), and a check.
 */
public record CreditCode(String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final Pattern SHAPE =
            Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}");
    private static final int[] WEIGHTS = {
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
    };
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /**
     * @throws IllegalArgumentException if the shape or one of the two check characters is wrong
     */
    public CreditCode {
        value = value == null ? "" : value.toUpperCase(Locale.ROOT);
        Formats.require(
                SHAPE.matcher(value).matches()
                        && value.charAt(16) == organisationCheck(value.substring(8, 16))
                        && value.charAt(17) == checkCharacter(value),
                value,
                "unified social credit code");
    }

    public static Optional<CreditCode> parse(String text) {
        return Formats.parse(text, CreditCode::new);
    }

    /** The check character that belongs to the first 17 characters (GB 32100). */
    public static char checkCharacter(String characters) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * ALPHABET.indexOf(characters.charAt(i));
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** The check character that belongs to the first 8 of an organisation code (GB 11714). */
    public static char organisationCheck(String characters) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += ORGANISATION_WEIGHTS[i] * Character.digit(characters.charAt(i), 36);
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : Character.forDigit(check % 11, 10);
    }

    /** The nine characters of the organisation code. */
    public String organisationCode() {
        return value.substring(8, 17);
    }

    /** The six digits of the region (GB/T 2260) of the registration. */
    public String region() {
        return value.substring(2, 8);
    }

    @Override
    public String toString() {
        return value;
    }
}
