package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class VisitStatusTest {
    private static final Map<VisitStep, Set<VisitStatus>> POSSIBLE =
            Map.of(
                    VisitStep.ACCEPT, Set.of(VisitStatus.ARRIVED),
                    VisitStep.PAUSE, Set.of(VisitStatus.IN_PROGRESS),
                    VisitStep.RESUME, Set.of(VisitStatus.ONLEAVE),
                    VisitStep.FINISH, Set.of(VisitStatus.IN_PROGRESS, VisitStatus.ONLEAVE),
                    VisitStep.END_UNSUITABLE,
                            Set.of(
                                    VisitStatus.ARRIVED,
                                    VisitStatus.IN_PROGRESS,
                                    VisitStatus.ONLEAVE),
                    VisitStep.LEAVE, Set.of(VisitStatus.ARRIVED),
                    VisitStep.LAPSE, Set.of(VisitStatus.ARRIVED));

    @Test
    void a_step_that_is_not_in_the_table_is_refused_with_the_state() {
        for (VisitStatus status : VisitStatus.values()) {
            for (VisitStep step : VisitStep.values()) {
                RefusedException refused =
                        catchThrowableOfType(RefusedException.class, () -> status.after(step));
                assertThat(refused == null)
                        .as("%s from %s", step, status)
                        .isEqualTo(POSSIBLE.get(step).contains(status));
                assertThat(refused == null ? null : refused.refusal())
                        .isIn(null, Refusal.WRONG_STATE);
            }
        }
    }

    @Test
    void nothing_leads_out_of_the_end() {
        assertThat(POSSIBLE.values())
                .allMatch(from -> from.stream().noneMatch(VisitStatus::hasEnded));
    }
}
