package org.yunzhen.mappings.triage;

import java.util.List;

/**
 * Where a complaint leads: departments, the emergency services, or a question back. Every answer
 * names the version of the rules and the ids of the rules that led there, so that, with its day, it
 * can be replayed.
 */
public sealed interface TriageAnswer {

    /** Version of the rules document that decided. */
    String rulesVersion();

    /**
     * Departments, the best first.
     *
     * @param suggestions never empty
     * @param safetyNet when to call for help after all; to be shown with every suggestion, for no
     *     list of words knows all emergencies
     */
    record Departments(String rulesVersion, List<Suggestion> suggestions, Wording safetyNet)
            implements TriageAnswer {
        public Departments {
            suggestions = List.copyOf(suggestions);
        }
    }

    /**
     * A red flag stands: no online booking, show the advice (120, nearest emergency department).
     *
     * @param rule the rule of law or house that forbids booking, R04
     * @param redFlags all that were found, the gravest first; never empty
     * @param advice the general advice, to be shown above that of each flag
     */
    record Emergency(String rulesVersion, String rule, List<RedFlagFound> redFlags, Wording advice)
            implements TriageAnswer {
        public Emergency {
            redFlags = List.copyOf(redFlags);
        }

        /** Id of the gravest red flag. */
        public String redFlagId() {
            return redFlags.get(0).redFlagId();
        }
    }

    /**
     * Nothing was recognised: ask for more; a department is proposed by age alone.
     *
     * @param ruleId id of the rule that chose the default department
     */
    record Unclear(
            String rulesVersion,
            String ruleId,
            String defaultDepartmentId,
            Wording advice,
            Wording question)
            implements TriageAnswer {}

    /**
     * One department with its reasons.
     *
     * @param score sum of the weights of the rules that led here; only its order means something
     * @param ruleId the rule that weighed most
     * @param ruleIds all rules that led here, the heaviest first
     * @param matched the patient's own words as they were written, or the symptom codes, that the
     *     rules met
     * @param reason name of the heaviest rule
     */
    record Suggestion(
            String departmentId,
            int score,
            String ruleId,
            List<String> ruleIds,
            List<String> matched,
            Wording reason) {
        public Suggestion {
            ruleIds = List.copyOf(ruleIds);
            matched = List.copyOf(matched);
        }
    }

    /**
     * One red flag that stands.
     *
     * @param matched the patient's own words as they were written, or the code, that raised it
     * @param name what it is
     * @param advice what to do until help comes
     */
    record RedFlagFound(String redFlagId, List<String> matched, Wording name, Wording advice) {
        public RedFlagFound {
            matched = List.copyOf(matched);
        }
    }
}
