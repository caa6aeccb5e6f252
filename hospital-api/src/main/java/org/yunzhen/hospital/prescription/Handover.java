package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.catalogue.Packaging;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** A MedicationDispense as a pharmacy sent it, with the line it is of. */
record Handover(ObjectNode sent, Line line, BigDecimal packages) {
    private static final List<String> KEPT =
            List.of("extension", "identifier", "note", "receiver", "whenPrepared", "daysSupply");
    private static final String DONE = "completed";
    private static final int SCALE_MAX = 4;
    private static final BigDecimal PACKAGES_MAX = new BigDecimal(9999);

    /**
     * Finds the line.
     *
     * @throws RefusedException 400 when it says that nothing was handed over, 422 when the
     *     prescription has no such line or the drug is another
     */
    static Handover of(ObjectNode sent, List<Line> lines) {
        if (!sent.path("status").asText().equals(DONE)) {
            throw Inputs.invalid("medicationDispense");
        }
        JsonNode quantity = sent.path("quantity").path("value");
        if (!quantity.isNumber()
                || quantity.decimalValue().signum() <= 0
                || quantity.decimalValue().compareTo(PACKAGES_MAX) > 0
                || quantity.decimalValue().stripTrailingZeros().scale() > SCALE_MAX) {
            throw Inputs.invalid("medicationDispense");
        }
        String named = sent.path("authorizingPrescription").path(0).path("reference").asText("");
        Line line =
                lines.stream()
                        .filter(l -> named.equals("MedicationRequest/" + l.request()))
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(Refusal.LINE_UNKNOWN, named));
        if (!line.medicine().equals(DraftLine.code(sent))) {
            throw new RefusedException(Refusal.OTHER_DRUG, line.number());
        }
        return new Handover(sent, line, quantity.decimalValue());
    }

    /**
     * Requires that it is counted in what the line is counted in: two tablets are not two boxes. A
     * quantity without a unit is in that of the line.
     *
     * @param prescribed the quantity of the line's MedicationRequest
     * @param packaging of the medicine; empty when the catalogue no longer has it
     * @throws RefusedException 422 when the unit is another
     */
    void requireUnitOf(JsonNode prescribed, Optional<Packaging> packaging) {
        JsonNode given = sent.path("quantity");
        if (prescribed.has("code") && prescribed.path("code").equals(given.path("code"))) {
            return;
        }
        String unsaid = packaging.map(Packaging::packageZh).orElse("");
        String wanted = said(prescribed, "unit", said(prescribed, "code", unsaid));
        for (String element : List.of("unit", "code")) {
            String told = said(given, element, wanted);
            boolean bothPackages =
                    packaging.filter(p -> p.isPackage(wanted) && p.isPackage(told)).isPresent();
            if (!wanted.isEmpty() && !told.equals(wanted) && !bothPackages) {
                throw new RefusedException(Refusal.OTHER_UNIT, line.number(), wanted, told);
            }
        }
    }

    private static String said(JsonNode quantity, String element, String unsaid) {
        String said = quantity.path(element).asText("").strip();
        return said.isEmpty() ? unsaid : said;
    }

    /** The document that is kept: what was handed over by whom, and what it rests on. */
    ObjectNode document(Tx tx, Prescription row) {
        ObjectNode dispense = Fhir.resource("MedicationDispense");
        for (String element : KEPT) {
            if (sent.has(element)) {
                dispense.set(element, sent.get(element));
            }
        }
        dispense.put("status", DONE);
        dispense.set("medicationCodeableConcept", sent.get("medicationCodeableConcept"));
        dispense.set("subject", Fhir.reference("Patient/" + row.patient()));
        dispense.putArray("performer").addObject().set("actor", Fhir.reference(line.holder()));
        dispense.putArray("authorizingPrescription")
                .add(Fhir.reference("MedicationRequest/" + line.request()));
        dispense.set("quantity", sent.get("quantity"));
        dispense.put("whenHandedOver", sent.path("whenHandedOver").asText(Stamp.instant(tx.now())));
        return dispense;
    }
}
