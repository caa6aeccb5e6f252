package org.yunzhen.mappings.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/** The trace code on one package of a drug: 20 digits. */
public record DrugTraceCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("\\d{20}");

    /**
     * @throws IllegalArgumentException if the shape is wrong
     */
    public DrugTraceCode {
        Formats.require(SHAPE, value, "drug trace code");
    }

    public static Optional<DrugTraceCode> parse(String text) {
        return Formats.parse(text, DrugTraceCode::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
