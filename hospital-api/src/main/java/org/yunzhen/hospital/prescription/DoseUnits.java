package org.yunzhen.hospital.prescription;

import java.math.BigDecimal;
import java.util.Optional;
import org.yunzhen.mappings.unit.Ucum;

/** Units of doses: codes of UCUM, and what labels and catalogues write for them. */
final class DoseUnits {
    private static final String INTERNATIONAL_UNIT = "IU";

    private DoseUnits() {}

    /**
     * An amount in another unit; empty where the two cannot be compared. What stands in braces says
     * of what there are so many: tablets are no drops, nor is iron its salt.
     */
    static Optional<BigDecimal> converted(BigDecimal amount, String from, String to) {
        if (from.equals(to)) {
            return Optional.of(amount);
        }
        return from.contains("{") || to.contains("{")
                ? Optional.empty()
                : Ucum.converted(amount, code(from), code(to));
    }

    /** Micrograms are written with either of two Greek letters, international units bare. */
    private static String code(String unit) {
        String written = unit.replace('\u00b5', 'u').replace('\u03bc', 'u').replace("mcg", "ug");
        return written.endsWith(INTERNATIONAL_UNIT) && Ucum.canonical(written).isEmpty()
                ? written.replace(INTERNATIONAL_UNIT, "[IU]")
                : written;
    }
}
