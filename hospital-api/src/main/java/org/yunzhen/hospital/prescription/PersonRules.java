package org.yunzhen.hospital.prescription;

import java.util.List;
import java.util.stream.Stream;
import org.yunzhen.mappings.code.MedicineMark;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** Who the patient is: {@link Rule#R20}, {@link Rule#R27}, {@link Rule#R49}. */
final class PersonRules {
    private static final int ACCOMPANIED_BELOW_YEARS = 6;
    private static final int WEIGHED_BELOW_YEARS = 14;
    private static final int CHILDBEARING_FROM_YEARS = 14;
    private static final int CHILDBEARING_TO_YEARS = 50;
    private static final String BY_WEIGHT = MedicineMark.PAEDIATRIC_WEIGHT.code();
    private static final String NOT_IN_PREGNANCY = MedicineMark.PREGNANCY_FORBIDDEN.code();
    private static final String CAREFUL_IN_PREGNANCY = MedicineMark.PREGNANCY_CAUTION.code();

    private PersonRules() {}

    static List<Issue> childAccompanied(Draft draft) {
        boolean alone = !draft.wish().guardianPresent() || !draft.accompanied();
        return draft.facts().years() < ACCOMPANIED_BELOW_YEARS && alone
                ? List.of(Issue.of(Refusal.CHILD_UNACCOMPANIED))
                : List.of();
    }

    /** Drugs for children that are dosed by weight need one on record. */
    static List<Issue> childWeighed(Draft draft) {
        if (draft.facts().years() >= WEIGHED_BELOW_YEARS || draft.facts().weighed()) {
            return List.of();
        }
        return draft.known().stream()
                .filter(line -> draft.medicine(line).flags().contains(BY_WEIGHT))
                .map(line -> Found.at(line, Refusal.WEIGHT_MISSING))
                .toList();
    }

    static List<Issue> pregnancyKnown(Draft draft) {
        PatientFacts facts = draft.facts();
        boolean asked =
                facts.female()
                        && facts.years() >= CHILDBEARING_FROM_YEARS
                        && facts.years() <= CHILDBEARING_TO_YEARS;
        boolean unknown =
                switch (draft.wish().pregnancy()) {
                    case UNKNOWN -> true;
                    case PREGNANT -> draft.wish().gestationalWeeks() == 0;
                    case NONE, LACTATING -> false;
                };
        return asked && unknown ? List.of(Issue.of(Refusal.PREGNANCY_UNKNOWN)) : List.of();
    }

    static List<Issue> pregnancyAllows(Draft draft) {
        return inPregnancy(draft, NOT_IN_PREGNANCY, Refusal.CONTRAINDICATED).toList();
    }

    /** What is to be used with caution passes with the doctor's reason. */
    static List<Issue> pregnancyCautions(Draft draft) {
        return inPregnancy(draft, CAREFUL_IN_PREGNANCY, Refusal.PREGNANCY_CAUTION)
                .map(Issue::unlessReasoned)
                .toList();
    }

    private static Stream<Issue> inPregnancy(Draft draft, String mark, Refusal refusal) {
        return draft.wish().pregnancy() != Pregnancy.PREGNANT
                ? Stream.empty()
                : draft.known().stream()
                        .filter(line -> draft.medicine(line).flags().contains(mark))
                        .map(line -> Found.at(line, refusal, draft.name(line)));
    }

    static List<Issue> notAllergic(Draft draft) {
        return draft.known().stream()
                .filter(line -> Allergens.forbid(draft.facts().allergies(), draft.medicine(line)))
                .map(line -> Found.at(line, Refusal.ALLERGY, draft.name(line)))
                .toList();
    }
}
