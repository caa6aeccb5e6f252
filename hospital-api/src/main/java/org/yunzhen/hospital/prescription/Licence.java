package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import org.yunzhen.mappings.index.DateRange;

/** Who may write, review or accompany: whoever stands in the register and has not run out. */
final class Licence {
    private Licence() {}

    /**
     * Whether a Practitioner has a licence of a register now. An end that is a year or a month
     * includes all of it.
     */
    static boolean isHeld(JsonNode practitioner, String register, OffsetDateTime now) {
        for (JsonNode qualification : practitioner.path("qualification")) {
            DateRange end = DateRange.parse(qualification.path("period").path("end").asText());
            if (isOf(qualification, register)
                    && (end == null || end.high().isAfter(now.toInstant()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(JsonNode qualification, String register) {
        for (JsonNode identifier : qualification.path("identifier")) {
            if (register.equals(identifier.path("system").textValue())) {
                return true;
            }
        }
        return false;
    }
}
