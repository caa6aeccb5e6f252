package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A drug's code in the national insurance catalogue. Western medicines (X) and Chinese proprietary
 * ones (Z) have 23 characters: kind 1, category 5, name 4, dosage form 4, strength and pack 4,
 * enterprise 5. Herbal pieces are T and nine digits.
 *
 * <p>It has no check character; the split is known from the field.
 */
public record DrugCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[XZ][A-Z0-9]{22}|T\\d{9}");

    /** What kind of medicine the first letter says. */
    public enum Kind {
        WESTERN,
        PROPRIETARY_CHINESE,
        HERBAL_PIECES
    }

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public DrugCode {
        Formats.require(SHAPE, value, "drug code");
    }

    public static Optional<DrugCode> parse(String text) {
        return Formats.parse(text, DrugCode::new);
    }

    public Kind kind() {
        return switch (value.charAt(0)) {
            case 'X' -> Kind.WESTERN;
            case 'Z' -> Kind.PROPRIETARY_CHINESE;
            default -> Kind.HERBAL_PIECES;
        };
    }

    /**
     * The five characters of the category, an ATC class for a western medicine; empty for pieces.
     */
    public Optional<String> category() {
        return kind() == Kind.HERBAL_PIECES ? Optional.empty() : Optional.of(value.substring(1, 6));
    }

    @Override
    public String toString() {
        return value;
    }
}
