package org.yunzhen.hospital.prescription;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.StateDrawing;

class PrescriptionDrawingTest {
    @Test
    void the_architecture_shows_the_steps_of_a_prescription() {
        StateDrawing.ofMoves(
                        EnumSet.of(PrescriptionStatus.REQUESTED),
                        PrescriptionStatus.values(),
                        Step.values(),
                        PrescriptionStatus::after)
                .isShownAs("PrescriptionStatus");
    }
}
