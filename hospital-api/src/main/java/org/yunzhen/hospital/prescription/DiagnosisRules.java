package org.yunzhen.hospital.prescription;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** {@link Rule#R15}: a diagnosis, and drugs that are indicated for one. */
final class DiagnosisRules {
    private DiagnosisRules() {}

    static List<Issue> given(Draft draft) {
        return draft.facts().diagnoses().isEmpty()
                ? List.of(Issue.of(Refusal.DIAGNOSIS_MISSING))
                : List.of();
    }

    /** What a line gives as its reason is a diagnosis of this patient. */
    static List<Issue> reasonsExist(Draft draft) {
        Set<String> known =
                draft.facts().conditions().stream()
                        .map(condition -> condition.path("id").textValue())
                        .collect(Collectors.toSet());
        return draft.lines().stream()
                .flatMap(
                        line ->
                                line.reasons().stream()
                                        .filter(id -> !known.contains(id))
                                        .map(id -> unknown(line, id)))
                .toList();
    }

    private static Issue unknown(DraftLine line, String id) {
        return Found.at(line, Refusal.REFERENCE_NOT_FOUND, "Condition/" + id);
    }

    /** A drug without an indication passes with the doctor's reason. */
    static List<Issue> indicated(Draft draft) {
        if (draft.facts().diagnoses().isEmpty()) {
            return List.of();
        }
        return draft.known().stream()
                .filter(line -> !isIndicated(draft.medicine(line), draft))
                .map(line -> Found.at(line, Refusal.INDICATION_MISSING, draft.name(line)))
                .map(Issue::unlessReasoned)
                .toList();
    }

    private static boolean isIndicated(Medicine medicine, Draft draft) {
        return draft.facts().diagnoses().stream()
                .anyMatch(code -> medicine.indications().stream().anyMatch(code::startsWith));
    }
}
