package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** What a drug is decides whether it may be prescribed here: {@link Rule#R19}, {@link Rule#R28}. */
final class CategoryRules {
    private static final Set<MedicineCategory> NEVER_ONLINE =
            EnumSet.of(
                    MedicineCategory.NARCOTIC,
                    MedicineCategory.PSYCHOTROPIC_1,
                    MedicineCategory.PSYCHOTROPIC_2,
                    MedicineCategory.TOXIC,
                    MedicineCategory.RADIOACTIVE,
                    MedicineCategory.PRECURSOR,
                    MedicineCategory.HIGH_RISK);

    /** Titles from the middle grade up, which may prescribe the restricted grade. */
    private static final List<String> SENIOR_TITLES = List.of("主治", "主任", "attending", "chief");

    private CategoryRules() {}

    static List<Issue> known(Draft draft) {
        return draft.lines().stream()
                .filter(line -> draft.medicine(line) == null)
                .map(line -> Found.at(line, Refusal.DRUG_UNKNOWN, line.code()))
                .toList();
    }

    static List<Issue> allowedOnline(Draft draft) {
        return draft.known().stream()
                .filter(line -> isForbidden(draft.medicine(line)))
                .map(line -> Found.at(line, Refusal.DRUG_FORBIDDEN_ONLINE, draft.name(line)))
                .toList();
    }

    private static boolean isForbidden(Medicine medicine) {
        boolean special = medicine.categories().contains(MedicineCategory.ANTIMICROBIAL_SPECIAL);
        return !Collections.disjoint(medicine.categories(), NEVER_ONLINE)
                || (medicine.maxDaysOnline() == 0 && !special);
    }

    /** The special grade never; the restricted grade by the title of the doctor. */
    static List<Issue> antimicrobialGrade(Draft draft) {
        boolean senior = isSenior(draft.prescriber());
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            Set<MedicineCategory> categories = draft.medicine(line).categories();
            boolean special = categories.contains(MedicineCategory.ANTIMICROBIAL_SPECIAL);
            boolean restricted = categories.contains(MedicineCategory.ANTIMICROBIAL_RESTRICTED);
            if (special || (restricted && !senior)) {
                found.add(Found.at(line, Refusal.ANTIMICROBIAL_GRADE, draft.name(line)));
            }
        }
        return found;
    }

    private static boolean isSenior(JsonNode practitioner) {
        if (practitioner == null) {
            return false;
        }
        for (JsonNode extension : practitioner.path("extension")) {
            if (Extensions.PROFESSIONAL_TITLE.equals(extension.path("url").textValue())) {
                String title = extension.path("valueCodeableConcept").toString();
                return SENIOR_TITLES.stream().anyMatch(title.toLowerCase(Locale.ROOT)::contains);
            }
        }
        return false;
    }
}
