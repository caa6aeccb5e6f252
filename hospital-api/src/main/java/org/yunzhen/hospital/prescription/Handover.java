package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.catalogue.Packaging;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** A MedicationDispense as a pharmacy sent it, with the line it is of. */
record Handover(ObjectNode sent, Line line, BigDecimal packages) {
    private static final List<String> KEPT =
            List.of(
                    "extension",
                    "identifier",
                    "type",
                    "daysSupply",
                    "whenPrepared",
                    "receiver",
                    "note",
                    "dosageInstruction",
                    "substitution");
    private static final String MODIFIER = "modifierExtension";
    private static final String DONE = "completed";
    private static final String QUANTITY = "quantity";
    private static final String UNIT = "unit";
    private static final String CODE = "code";
    private static final String WHEN = "whenHandedOver";
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
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
        if (sent.has(MODIFIER)) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "MedicationDispense." + MODIFIER)
                    .at("Parameters.parameter.where(name='medicationDispense').resource");
        }
        JsonNode quantity = sent.path(QUANTITY).path("value");
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
     * Requires that it goes with the line: counted in the same unit, for two tablets are not two
     * boxes, and handed over since it was prescribed.
     *
     * @param request the line's MedicationRequest
     * @param packaging of the medicine; empty when the catalogue no longer has it
     * @return the same, with the line's unit where none was said
     * @throws RefusedException 422 when the unit is another, 400 for a time that cannot be
     */
    Handover fitting(JsonNode request, Optional<Packaging> packaging, Instant now) {
        requireTime(request, now);
        JsonNode prescribed = request.path("dispenseRequest").path("quantity");
        JsonNode given = sent.path(QUANTITY);
        if (prescribed.has(CODE) && prescribed.path(CODE).equals(given.path(CODE))) {
            return this;
        }
        String unsaid = packaging.map(Packaging::packageZh).orElse("");
        String wanted = said(prescribed, UNIT, said(prescribed, CODE, unsaid));
        for (String element : List.of(UNIT, CODE)) {
            String told = said(given, element, wanted);
            boolean bothPackages =
                    packaging.filter(p -> p.isPackage(wanted) && p.isPackage(told)).isPresent();
            if (!wanted.isEmpty() && !told.equals(wanted) && !bothPackages) {
                throw new RefusedException(Refusal.OTHER_UNIT, line.number(), wanted, told);
            }
        }
        return given.has(UNIT) || given.has(CODE) || wanted.isEmpty() ? this : countedIn(wanted);
    }

    private Handover countedIn(String unit) {
        ObjectNode counted = sent.deepCopy();
        counted.withObjectProperty(QUANTITY).put(UNIT, unit);
        return new Handover(counted, line, packages);
    }

    /** Clocks differ a little; a day or a year is long enough to hold the moment. */
    private void requireTime(JsonNode request, Instant now) {
        DateRange told = DateRange.parse(sent.path(WHEN).asText(""));
        DateRange authored = DateRange.parse(request.path("authoredOn").asText(""));
        if (told != null
                && (told.low().isAfter(now.plus(CLOCK_SKEW))
                        || told.high().isBefore(authored.low().minus(CLOCK_SKEW)))) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "medicationDispense." + WHEN)
                    .at("Parameters.parameter.where(name='medicationDispense').resource." + WHEN);
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
        dispense.set(QUANTITY, sent.get(QUANTITY));
        dispense.put(WHEN, sent.path(WHEN).asText(Stamp.instant(tx.now())));
        return dispense;
    }
}
