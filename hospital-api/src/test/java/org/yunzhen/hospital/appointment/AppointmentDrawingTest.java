package org.yunzhen.hospital.appointment;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.StateDrawing;

class AppointmentDrawingTest {
    @Test
    void the_architecture_shows_the_moves_of_an_appointment() {
        StateDrawing.ofMoves(
                        EnumSet.of(
                                AppointmentStatus.WAITLIST,
                                AppointmentStatus.PENDING,
                                AppointmentStatus.BOOKED),
                        AppointmentStatus.values(),
                        AppointmentStatus.Move.values(),
                        AppointmentStatus::after)
                .isShownAs("AppointmentStatus");
    }
}
