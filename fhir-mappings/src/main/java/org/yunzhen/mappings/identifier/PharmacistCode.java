package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/** The code of a pharmacist as the e-prescription centre expects it: HY and twelve digits. */
public record PharmacistCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("HY\\d{12}");

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public PharmacistCode {
        Formats.require(SHAPE, value, "pharmacist code");
    }

    public static Optional<PharmacistCode> parse(String text) {
        return Formats.parse(text, PharmacistCode::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
