package org.yunzhen.hospital.prescription;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.yunzhen.mappings.code.MedicineMark;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** What stands together: {@link Rule#R26}, {@link Rule#R27}. */
final class CombinationRules {
    private static final int DRUGS_MAX = 5;
    private static final String HERB = MedicineMark.HERBAL_PIECE.code();

    private CombinationRules() {}

    static List<Issue> fewDrugs(Draft draft) {
        long drugs = draft.lines().stream().filter(line -> !isHerb(draft, line)).count();
        return drugs > DRUGS_MAX ? List.of(Issue.of(Refusal.TOO_MANY_DRUGS, DRUGS_MAX)) : List.of();
    }

    static List<Issue> herbsApart(Draft draft) {
        long herbs = draft.lines().stream().filter(line -> isHerb(draft, line)).count();
        return herbs > 0 && herbs < draft.lines().size()
                ? List.of(Issue.of(Refusal.HERBS_APART))
                : List.of();
    }

    private static boolean isHerb(Draft draft, DraftLine line) {
        return draft.medicine(line) != null && draft.medicine(line).flags().contains(HERB);
    }

    static List<Issue> onePatient(Draft draft) {
        String patient = "Patient/" + draft.facts().patient().path("id").textValue();
        return draft.lines().stream()
                .filter(
                        line ->
                                !patient.equals(
                                        line.request()
                                                .path("subject")
                                                .path("reference")
                                                .textValue()))
                .map(line -> Found.at(line, Refusal.OTHER_PATIENT))
                .toList();
    }

    /** Two lines of one prescription with one ingredient: never. */
    static List<Issue> ingredientsOnce(Draft draft) {
        List<Issue> found = new ArrayList<>();
        List<DraftLine> lines = draft.known();
        for (int later = 1; later < lines.size(); later++) {
            for (DraftLine earlier : lines.subList(0, later)) {
                DraftLine line = lines.get(later);
                boolean apart =
                        Collections.disjoint(
                                draft.medicine(line).ingredients(),
                                draft.medicine(earlier).ingredients());
                if (!apart) {
                    found.add(
                            Found.at(
                                    line,
                                    Refusal.DUPLICATE_INGREDIENT,
                                    draft.name(earlier),
                                    draft.name(line)));
                }
            }
        }
        return found;
    }

    /** An ingredient of another active prescription: only with a reason. */
    static List<Issue> notYetTaken(Draft draft) {
        Map<String, String> taking = draft.facts().taking();
        List<Issue> found = new ArrayList<>();
        for (DraftLine line : draft.known()) {
            draft.medicine(line).ingredients().stream()
                    .filter(taking::containsKey)
                    .findFirst()
                    .map(
                            ingredient ->
                                    Found.at(
                                            line,
                                            Refusal.DUPLICATE_INGREDIENT,
                                            taking.get(ingredient),
                                            draft.name(line)))
                    .map(Issue::unlessReasoned)
                    .ifPresent(found::add);
        }
        return found;
    }
}
