package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code of a doctor who serves insured patients: D, six digits of region, six of serial. The
 * split is known from the field and not from a published text.
 */
public record DoctorCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("D\\d{12}");

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public DoctorCode {
        Formats.require(SHAPE, value, "doctor code");
    }

    public static Optional<DoctorCode> parse(String text) {
        return Formats.parse(text, DoctorCode::new);
    }

    public String region() {
        return value.substring(1, 7);
    }

    @Override
    public String toString() {
        return value;
    }
}
