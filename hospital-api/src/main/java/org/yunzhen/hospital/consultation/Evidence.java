package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.rule.Rule;

/**
 * A record that may prove an earlier diagnosis in person ({@link Rule#R01}).
 *
 * @param type DocumentReference, Condition or Encounter
 */
record Evidence(String type, String id) {
    private static final Set<String> TYPES = Set.of("DocumentReference", "Condition", "Encounter");
    private static final int ICD_CATEGORY_CHARACTERS = 3;

    /** Of a visit that was only planned nothing came yet. */
    private static final Set<String> HELD = Set.of("in-progress", "onleave", "finished");

    /** What was only considered was not diagnosed. */
    private static final Set<String> DOUBTED =
            Set.of("refuted", "entered-in-error", "unconfirmed", "provisional", "differential");

    /**
     * Reads a reference as the caller gave it.
     *
     * @throws org.yunzhen.mappings.refusal.RefusedException 400 when it is none to such a record
     */
    static Evidence named(String reference) {
        String[] parts = reference.split("/", -1);
        if (parts.length != 2 || !TYPES.contains(parts[0]) || !Ids.isValid(parts[1])) {
            throw Inputs.invalid("evidence");
        }
        return new Evidence(parts[0], parts[1]);
    }

    String reference() {
        return type + "/" + id;
    }

    /**
     * Whether the record proves it for a patient and a diagnosis. What came of an online visit
     * proves nothing; a Condition is of the same ICD-10 category.
     */
    static boolean proves(Stored record, String patient, String diagnosis) {
        if (record.deleted()
                || !record.patients().contains(patient)
                || Visits.WORKFLOW.equals(record.workflow())) {
            return false;
        }
        JsonNode document = record.document();
        return switch (record.type()) {
            case "Encounter" ->
                    !document.path("class").path("code").asText().equals("VR")
                            && HELD.contains(document.path("status").asText());
            case "Condition" -> isHeldTrue(document) && isOfCategory(document, diagnosis);
            default -> document.path("status").asText().equals("current");
        };
    }

    /** Whether a Condition is a diagnosis that was confirmed by this evidence. */
    boolean grounds(JsonNode condition, String diagnosis) {
        return reference()
                        .equals(condition.path("evidence").at("/0/detail/0/reference").textValue())
                && diagnosis.equals(condition.path("code").at("/coding/0/code").textValue());
    }

    private static boolean isHeldTrue(JsonNode condition) {
        for (JsonNode coding : condition.path("verificationStatus").path("coding")) {
            if (DOUBTED.contains(coding.path("code").asText())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfCategory(JsonNode condition, String diagnosis) {
        for (JsonNode coding : condition.path("code").path("coding")) {
            if (Systems.ICD_10_CN.equals(coding.path("system").textValue())
                    && category(coding.path("code").asText("")).equals(category(diagnosis))) {
                return true;
            }
        }
        return false;
    }

    private static String category(String code) {
        return code.substring(0, Math.min(code.length(), ICD_CATEGORY_CHARACTERS));
    }
}
