package org.yunzhen.e2e.journey;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.yunzhen.e2e.Inputs;
import org.yunzhen.e2e.Reply;

/** Drafted drugs, as a doctor's app sends them. */
public final class Drugs {
    public static final String ICD_10 = "urn:oid:2.16.156.10011.2.3.3.11";
    public static final String HYPERTENSION = "I10";

    private static final String MEDICINES = "https://yunzhen.example/fhir/sid/medicine-code";
    private static final String AMLODIPINE = "M0001";
    private static final String ALPRAZOLAM = "M0389";
    private static final int DAYS = 7;

    private final Story story;

    Drugs(Story story) {
        this.story = story;
    }

    /** A calcium-channel blocker, one tablet a day for a week. */
    public static ObjectNode amlodipine(String patient, String condition) {
        return request(patient, condition, AMLODIPINE, "5");
    }

    /** A psychotropic drug, which no online visit may give. */
    static ObjectNode alprazolam(String patient, String condition) {
        return request(patient, condition, ALPRAZOLAM, "0.4");
    }

    /** What a pharmacy reports of a line. */
    public static ObjectNode dispensed(String medicationRequest) {
        ObjectNode dispense = resource("MedicationDispense").put("status", "completed");
        dispense.set("medicationCodeableConcept", medicine(AMLODIPINE));
        dispense.putArray("authorizingPrescription")
                .addObject()
                .put("reference", medicationRequest);
        dispense.putObject("quantity").put("value", 1).put("unit", "盒");
        return dispense;
    }

    Reply prescribe(ObjectNode request) {
        return story.as(Fact.DOCTOR)
                .post(
                        "/fhir/MedicationRequest/$prescribe",
                        Inputs.none()
                                .reference("encounter", story.need(Fact.ENCOUNTER))
                                .resource("medicationRequest", request));
    }

    private static ObjectNode request(
            String patient, String condition, String code, String milligrams) {
        ObjectNode request = resource("MedicationRequest");
        request.put("status", "draft").put("intent", "order");
        request.set("medicationCodeableConcept", medicine(code));
        request.putObject("subject").put("reference", "Patient/" + patient);
        if (condition != null) {
            request.putArray("reasonReference").addObject().put("reference", condition);
        }
        ObjectNode dosage = request.putArray("dosageInstruction").addObject();
        dosage.put("text", "口服，每日一次");
        dosage.putObject("timing").putObject("code").put("text", "QD");
        dosage.putArray("doseAndRate")
                .addObject()
                .putObject("doseQuantity")
                .put("value", new BigDecimal(milligrams))
                .put("unit", "mg")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "mg");
        ObjectNode supply = request.putObject("dispenseRequest");
        supply.putObject("quantity").put("value", 1).put("unit", "盒");
        supply.putObject("expectedSupplyDuration")
                .put("value", DAYS)
                .put("unit", "d")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "d");
        return request;
    }

    private static ObjectNode medicine(String code) {
        ObjectNode concept = JsonNodeFactory.instance.objectNode();
        concept.putArray("coding").addObject().put("system", MEDICINES).put("code", code);
        return concept;
    }

    private static ObjectNode resource(String type) {
        return JsonNodeFactory.instance.objectNode().put("resourceType", type);
    }
}
