package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.catalogue.Medicine;

/**
 * A prescription about to be written, with all that the rules ask about.
 *
 * @param medicines by code, those of the lines that the catalogue knows
 * @param prescriber the Practitioner's document, or null when there is none
 * @param accompanied whether a physician of the specialty was named as accompanying
 */
record Draft(
        PrescribingWish wish,
        PatientFacts facts,
        Map<String, Medicine> medicines,
        ObjectNode prescriber,
        boolean accompanied) {

    List<DraftLine> lines() {
        return wish.lines();
    }

    /** Lines whose medicine the catalogue knows. */
    List<DraftLine> known() {
        return lines().stream().filter(line -> medicines.containsKey(line.code())).toList();
    }

    Medicine medicine(DraftLine line) {
        return medicines.get(line.code());
    }

    /** What a person calls the medicine of a line, in both languages. */
    String name(DraftLine line) {
        Medicine medicine = medicine(line);
        return medicine.nameZh() + " " + medicine.nameEn();
    }
}
