package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.CANCELLED;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.COMPLETED;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.FAILED;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.IN_PROGRESS;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.READY;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.RECEIVED;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.REJECTED;
import static org.yunzhen.hospital.prescription.PrescriptionStatus.REQUESTED;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.refusal.RefusedException;

class PrescriptionStatusTest {
    @Test
    void each_status_has_exactly_these_successors() {
        assertThat(successors(REQUESTED))
                .containsExactlyInAnyOrder(RECEIVED, READY, REJECTED, CANCELLED, FAILED);
        assertThat(successors(RECEIVED))
                .containsExactlyInAnyOrder(RECEIVED, READY, REJECTED, CANCELLED, FAILED);
        assertThat(successors(READY))
                .containsExactlyInAnyOrder(IN_PROGRESS, COMPLETED, CANCELLED, FAILED);
        assertThat(successors(IN_PROGRESS))
                .containsExactlyInAnyOrder(READY, COMPLETED, CANCELLED, FAILED);
    }

    @Test
    void what_has_ended_stays_as_it_is() {
        for (PrescriptionStatus ended : Set.of(COMPLETED, REJECTED, CANCELLED, FAILED)) {
            assertThat(successors(ended)).isEmpty();
        }
    }

    @Test
    void a_revocation_never_moves_by_itself_what_a_pharmacy_holds() {
        assertThat(moves(IN_PROGRESS, Step.REVOKE)).isFalse();
    }

    private static Set<PrescriptionStatus> successors(PrescriptionStatus from) {
        Set<PrescriptionStatus> successors = new LinkedHashSet<>();
        for (Step step : Step.values()) {
            if (moves(from, step)) {
                successors.add(from.after(step));
            }
        }
        return successors;
    }

    private static boolean moves(PrescriptionStatus from, Step step) {
        try {
            return from.after(step) != null;
        } catch (RefusedException refused) {
            return false;
        }
    }
}
