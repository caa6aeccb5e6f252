package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code of an institution designated for medical insurance ({@code fixmedins_code}): H for a
 * hospital or P for a pharmacy, six digits of region, five of serial.
 */
public record FixmedinsCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[HP]\\d{11}");

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public FixmedinsCode {
        Formats.require(SHAPE, value, "code of a designated institution");
    }

    public static Optional<FixmedinsCode> parse(String text) {
        return Formats.parse(text, FixmedinsCode::new);
    }

    public boolean isPharmacy() {
        return value.charAt(0) == 'P';
    }

    /** The six digits of the region, which the platform calls {@code admdvs}. */
    public String region() {
        return value.substring(1, 7);
    }

    @Override
    public String toString() {
        return value;
    }
}
