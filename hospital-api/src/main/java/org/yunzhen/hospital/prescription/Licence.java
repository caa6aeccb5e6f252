package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Who may write, review or accompany: whoever stands in the register and has not run out. */
final class Licence {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String WITHOUT_END = "9999";

    private Licence() {}

    /**
     * Whether a Practitioner has a licence of a register today. An end that is a year or a month
     * includes all of it.
     */
    static boolean isHeld(JsonNode practitioner, String register, OffsetDateTime now) {
        String today = now.atZoneSameInstant(SHANGHAI).toLocalDate().toString();
        for (JsonNode qualification : practitioner.path("qualification")) {
            String end = qualification.path("period").path("end").asText(WITHOUT_END);
            if (isOf(qualification, register)
                    && (end.compareTo(today) >= 0 || today.startsWith(end))) {
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
