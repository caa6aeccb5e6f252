package org.yunzhen.hospital.consultation;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.StateDrawing;

class VisitDrawingTest {
    @Test
    void the_architecture_shows_the_steps_of_a_visit() {
        StateDrawing.ofMoves(
                        EnumSet.of(VisitStatus.ARRIVED),
                        VisitStatus.values(),
                        VisitStep.values(),
                        VisitStatus::after)
                .isShownAs("VisitStatus");
    }
}
