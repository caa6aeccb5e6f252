package org.yunzhen.hospital.prescription;

import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.catalogue.Packaging;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** How much and for how long: {@link Rule#R21} to {@link Rule#R24}, {@link Rule#R27}. */
final class QuantityRules {
    private static final int VALIDITY_DAYS_MAX = 3;
    private static final int ORDINARY_DAYS_MAX = 7;
    private static final int USUAL_LONG_TERM_DAYS = 28;
    private static final int LONG_TERM_DAYS_MAX = 84;
    private static final int DAYS_PER_WEEK = 7;

    private QuantityRules() {}

    static List<Issue> validity(Draft draft) {
        return draft.wish().validityDays() > VALIDITY_DAYS_MAX
                ? List.of(Issue.of(Refusal.VALIDITY_TOO_LONG, VALIDITY_DAYS_MAX))
                : List.of();
    }

    /** Counted in what is sold: a signed 28 is boxes, never the tablets somebody meant. */
    static List<Issue> packages(Draft draft) {
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            Packaging packaging = draft.medicine(line).packaging();
            if (!line.units().stream().allMatch(packaging::isPackage)) {
                found.add(
                        Found.at(
                                line,
                                Refusal.UNIT_NOT_PACKAGE,
                                draft.name(line),
                                packaging.packageZh(),
                                packaging.packageEn()));
            }
        }
        return found;
    }

    /** Seven days; longer with a reason, up to what the catalogue lets go online. */
    static List<Issue> supply(Draft draft) {
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            int most = draft.medicine(line).maxDaysOnline();
            if (line.days() > most && most > 0) {
                found.add(Found.at(line, Refusal.SUPPLY_TOO_LONG, draft.name(line), most));
            } else if (line.days() > ORDINARY_DAYS_MAX && most > 0) {
                found.add(
                        Found.at(line, Refusal.SUPPLY_TOO_LONG, draft.name(line), ORDINARY_DAYS_MAX)
                                .unlessReasoned());
            }
        }
        return found;
    }

    /** More packages than the days that are said can take make those days a matter of belief. */
    static List<Issue> content(Draft draft) {
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            Medicine medicine = draft.medicine(line);
            if (!line.units().stream().allMatch(medicine.packaging()::isPackage)) {
                continue;
            }
            Supply.of(line, medicine)
                    .filter(supply -> supply.exceeds(line.packages(), line.days()))
                    .map(supply -> tooMuch(draft, line, supply))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Issue tooMuch(Draft draft, DraftLine line, Supply supply) {
        return Found.at(
                        line,
                        Refusal.QUANTITY_EXCEEDS_DAYS,
                        draft.name(line),
                        supply.days(line.packages()),
                        line.days())
                .unlessReasoned();
    }

    /** Beyond four weeks it is a long-term prescription: a chronic disease, an eligible drug. */
    static List<Issue> longTerm(Draft draft) {
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            if (line.days() > LONG_TERM_DAYS_MAX) {
                found.add(
                        Found.at(
                                line,
                                Refusal.LONG_TERM_TOO_LONG,
                                LONG_TERM_DAYS_MAX / DAYS_PER_WEEK));
            }
            boolean suits =
                    draft.facts().chronic()
                            && draft.medicine(line)
                                    .categories()
                                    .contains(MedicineCategory.LONG_TERM_ELIGIBLE);
            if (line.days() > USUAL_LONG_TERM_DAYS && !suits) {
                found.add(Found.at(line, Refusal.LONG_TERM_UNSUITABLE, draft.name(line)));
            }
        }
        return found;
    }

    /** More than the highest daily dose, or in a unit that cannot be compared, needs a reason. */
    static List<Issue> dose(Draft draft) {
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            Medicine medicine = draft.medicine(line);
            if (medicine.maxDailyDose() != null && !isWithin(line.dosages(), medicine)) {
                found.add(
                        Found.at(line, Refusal.DOSE_OUT_OF_RANGE, draft.name(line))
                                .with("daily", line.dosages().text())
                                .with("most", medicine.maxDailyDose() + medicine.maxDailyUnit())
                                .unlessReasoned());
            }
        }
        return found;
    }

    private static boolean isWithin(Dosages dosages, Medicine medicine) {
        return dosages.mostOfADay(medicine.maxDailyUnit())
                .filter(amount -> amount.compareTo(medicine.maxDailyDose()) <= 0)
                .isPresent();
    }
}
