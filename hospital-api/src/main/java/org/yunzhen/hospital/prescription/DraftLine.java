package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One drug a doctor asks for, as it was sent and read.
 *
 * @param number from 1
 * @param code of the medicine in the catalogue
 * @param packages how many
 * @param days how long they last
 * @param reasons ids of the Conditions it is for
 */
record DraftLine(
        int number,
        ObjectNode request,
        String code,
        BigDecimal packages,
        int days,
        Dosages dosages,
        Set<String> reasons) {
    private static final int PACKAGES_MAX = 999;
    private static final int DAYS_MAX = 366;

    /**
     * Reads a MedicationRequest that is valid R4.
     *
     * @throws RefusedException 400 when something is not said without which nothing can be checked,
     *     422 when something is that cannot be heeded
     */
    static DraftLine of(int number, ObjectNode request) {
        DraftElements.unheeded(request)
                .ifPresent(
                        element -> {
                            throw unheeded(number, element);
                        });
        JsonNode dispense = request.path("dispenseRequest");
        Set<String> codes = codes(request);
        if (codes.size() != 1) {
            throw lacks(number, "medicationCodeableConcept");
        }
        String code = codes.iterator().next();
        int packages = whole(dispense.path("quantity").path("value"), PACKAGES_MAX);
        if (packages == 0) {
            throw lacks(number, "dispenseRequest.quantity");
        }
        int days = whole(dispense.path("expectedSupplyDuration").path("value"), DAYS_MAX);
        if (days == 0 || !isDays(dispense.path("expectedSupplyDuration"))) {
            throw lacks(number, "dispenseRequest.expectedSupplyDuration");
        }
        Dosages dosages =
                Dosages.of(request.path("dosageInstruction"))
                        .orElseThrow(() -> lacks(number, "dosageInstruction"));
        return new DraftLine(
                number, request, code, new BigDecimal(packages), days, dosages, reasons(request));
    }

    /** The units it is counted in as the doctor said them; none: packages. */
    List<String> units() {
        JsonNode quantity = request.path("dispenseRequest").path("quantity");
        return Stream.of("unit", "code")
                .map(element -> quantity.path(element).asText("").strip())
                .filter(said -> !said.isEmpty())
                .toList();
    }

    /** Where it stands in what was sent. */
    String path() {
        return path(number);
    }

    private static String path(int number) {
        return "Parameters.parameter.where(name='medicationRequest')[%d].resource"
                .formatted(number - 1);
    }

    /** The catalogue's code of a MedicationRequest, or null. */
    static String code(JsonNode request) {
        return codes(request).stream().findFirst().orElse(null);
    }

    private static Set<String> codes(JsonNode request) {
        Set<String> codes = new LinkedHashSet<>();
        for (JsonNode coding : request.path("medicationCodeableConcept").path("coding")) {
            String code = coding.path("code").textValue();
            if (Systems.MEDICINE_CODE.equals(coding.path("system").textValue()) && code != null) {
                codes.add(code);
            }
        }
        return codes;
    }

    private static boolean isDays(JsonNode duration) {
        return "d".equals(duration.path("code").asText("d"));
    }

    /** A whole number from 1 to a most; 0 when it is none. */
    private static int whole(JsonNode value, int most) {
        if (!value.isNumber()) {
            return 0;
        }
        BigDecimal number = value.decimalValue();
        boolean fits =
                number.signum() > 0
                        && number.compareTo(new BigDecimal(most)) <= 0
                        && number.stripTrailingZeros().scale() <= 0;
        return fits ? number.intValue() : 0;
    }

    private static Set<String> reasons(ObjectNode request) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode reason : request.path("reasonReference")) {
            String reference = reason.path("reference").asText("");
            if (reference.startsWith("Condition/")) {
                ids.add(reference.substring("Condition/".length()));
            }
        }
        return ids;
    }

    private static RefusedException unheeded(int number, String element) {
        return new RefusedException(Refusal.NOT_SUPPORTED, "MedicationRequest." + element)
                .at(path(number) + "." + element);
    }

    private static RefusedException lacks(int number, String element) {
        return new RefusedException(Refusal.INVALID_PARAMETER, "medicationRequest")
                .at(path(number) + "." + element);
    }
}
