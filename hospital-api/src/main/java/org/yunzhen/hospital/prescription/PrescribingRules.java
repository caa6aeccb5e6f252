package org.yunzhen.hospital.prescription;

import java.util.List;
import org.yunzhen.mappings.refusal.Issue;

/** All rules of prescribing; all are asked, all findings are shown. */
final class PrescribingRules {
    private static final List<PrescribingRule> ALL =
            List.of(
                    DiagnosisRules::given,
                    DiagnosisRules::reasonsExist,
                    DiagnosisRules::indicated,
                    CategoryRules::known,
                    CategoryRules::allowedOnline,
                    CategoryRules::antimicrobialGrade,
                    PersonRules::childAccompanied,
                    PersonRules::childWeighed,
                    PersonRules::pregnancyKnown,
                    PersonRules::pregnancyAllows,
                    PersonRules::pregnancyCautions,
                    PersonRules::notAllergic,
                    QuantityRules::validity,
                    QuantityRules::packages,
                    QuantityRules::supply,
                    QuantityRules::content,
                    QuantityRules::longTerm,
                    QuantityRules::dose,
                    CombinationRules::fewDrugs,
                    CombinationRules::herbsApart,
                    CombinationRules::onePatient,
                    CombinationRules::ingredientsOnce,
                    CombinationRules::notYetTaken);

    private PrescribingRules() {}

    /** All findings, in the order of the rules. */
    static List<Issue> findings(Draft draft) {
        return ALL.stream().flatMap(rule -> rule.check(draft).stream()).toList();
    }
}
