package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** The MedicationRequest of a line: the doctor's dosage, everything else from what was checked. */
final class RequestDocument {
    /** What a doctor says of a line in their own words. */
    private static final List<String> KEPT =
            List.of(
                    "category",
                    "priority",
                    "reasonCode",
                    "reasonReference",
                    "courseOfTherapyType",
                    "note",
                    "dosageInstruction",
                    "substitution");

    private RequestDocument() {}

    /** What all lines of one prescription share. */
    record Head(
            String number,
            String patient,
            String encounter,
            String prescriber,
            OffsetDateTime authored,
            OffsetDateTime validUntil) {}

    static ObjectNode of(
            Head head, String id, DraftLine line, Medicine medicine, List<String> reasons) {
        ObjectNode request = Fhir.resource("MedicationRequest").put("id", id);
        for (String reason : reasons) {
            request.withArray("extension")
                    .addObject()
                    .put("url", Extensions.OVERRIDE_REASON)
                    .put("valueString", reason);
        }
        request.putArray("identifier")
                .add(Fhir.identifier(Systems.PRESCRIPTION_NO, head.number() + "-" + line.number()));
        request.put("status", PrescriptionStatus.REQUESTED.requestStatus());
        request.put("intent", "order");
        request.set("medicationCodeableConcept", medicine(medicine));
        request.set("subject", Fhir.reference("Patient/" + head.patient()));
        request.set("encounter", Fhir.reference("Encounter/" + head.encounter()));
        request.put("authoredOn", Stamp.instant(head.authored()));
        request.set("requester", Fhir.reference(head.prescriber()));
        request.set("groupIdentifier", Fhir.identifier(Systems.PRESCRIPTION_NO, head.number()));
        for (String element : KEPT) {
            if (line.request().has(element)) {
                request.set(element, line.request().get(element));
            }
        }
        request.set("dispenseRequest", dispense(head, line, medicine));
        return request;
    }

    private static ObjectNode medicine(Medicine medicine) {
        ObjectNode concept =
                Fhir.concept(
                        Systems.MEDICINE_CODE,
                        medicine.code(),
                        medicine.nameZh() + " " + medicine.strength());
        if (medicine.nhsaCode() != null) {
            concept.withArray("coding")
                    .addObject()
                    .put("system", Systems.NHSA_DRUG_CODE)
                    .put("code", medicine.nhsaCode())
                    .put("display", medicine.nameZh());
        }
        return concept;
    }

    /** The unit is the catalogue's word, so that all who count by it count the same. */
    private static ObjectNode dispense(Head head, DraftLine line, Medicine medicine) {
        ObjectNode dispense = FhirJson.object();
        dispense.putObject("validityPeriod")
                .put("start", Stamp.instant(head.authored()))
                .put("end", Stamp.instant(head.validUntil()));
        dispense.put("numberOfRepeatsAllowed", 0);
        ObjectNode quantity = dispense.putObject("quantity");
        quantity.set("value", line.request().path("dispenseRequest").path("quantity").get("value"));
        quantity.put("unit", medicine.packaging().packageZh());
        dispense.set(
                "expectedSupplyDuration",
                line.request().path("dispenseRequest").path("expectedSupplyDuration"));
        return dispense;
    }
}
