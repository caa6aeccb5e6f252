package org.yunzhen.mappings.triage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The kinds of rule of the document. */
sealed interface TriageRule {

    String id();

    Wording name();

    /**
     * What raises a rule, for whom.
     *
     * @param always raised by age and sex alone
     * @param codes ICD-10 codes, a category standing for all below it, or rule ids
     */
    record Case(Applicability when, boolean always, List<String> codes, List<Pattern> any) {

        /** The words, as they were written, or the code that raise this case, or empty. */
        Optional<List<String>> raisedBy(
                Complaint complaint, Reading reading, Predicate<Pattern.Match> stands) {
            if (!when.holdsFor(complaint)) {
                return Optional.empty();
            }
            if (always) {
                return Optional.of(List.of());
            }
            return byCode(complaint).or(() -> byWords(reading, stands));
        }

        private Optional<List<String>> byCode(Complaint complaint) {
            return complaint.symptomCodes().stream()
                    .filter(code -> codes.stream().anyMatch(known -> isOrBelow(code, known)))
                    .findFirst()
                    .map(List::of);
        }

        private static boolean isOrBelow(String code, String known) {
            String asked = code.strip().toUpperCase(Locale.ROOT);
            String rule = known.toUpperCase(Locale.ROOT);
            return asked.equals(rule) || asked.startsWith(rule + ".");
        }

        private Optional<List<String>> byWords(Reading reading, Predicate<Pattern.Match> stands) {
            return any.stream()
                    .map(pattern -> pattern.findIn(reading, stands))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(
                            matches ->
                                    matches.stream()
                                            .map(match -> reading.quote(match.whole()))
                                            .distinct()
                                            .toList());
        }
    }

    /**
     * Stops booking.
     *
     * @param evenPast counts also when it is told of the past, or only supposed
     * @param onlyAcute does not count when it has lasted for months
     */
    record RedFlag(
            String id,
            Wording name,
            boolean evenPast,
            boolean onlyAcute,
            List<Case> cases,
            Wording advice)
            implements TriageRule {}

    /**
     * Leads to departments.
     *
     * @param departments weight by department id
     * @param beside counts only beside a rule that words or codes raised
     */
    record Route(
            String id, Wording name, Case raised, Map<String, Integer> departments, boolean beside)
            implements TriageRule {}

    /** The department of a complaint nobody understood. */
    record Fallback(String id, Applicability when, String departmentId) {}
}
