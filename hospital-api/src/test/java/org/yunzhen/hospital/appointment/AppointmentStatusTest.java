package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.mappings.refusal.RefusedException;

class AppointmentStatusTest {
    @Test
    void from_every_status_exactly_the_moves_of_the_plan_lead_on() {
        assertThat(moves(AppointmentStatus.WAITLIST))
                .containsExactly(Move.OFFER, Move.GIVE, Move.CANCEL);
        assertThat(moves(AppointmentStatus.PENDING)).containsExactly(Move.PAY, Move.CANCEL);
        assertThat(moves(AppointmentStatus.BOOKED))
                .containsExactly(Move.CHECK_IN, Move.CANCEL, Move.MISS);
        assertThat(moves(AppointmentStatus.ARRIVED))
                .containsExactly(Move.FULFIL, Move.CANCEL_VISIT);
        assertThat(moves(AppointmentStatus.CANCELLED)).containsExactly(Move.REVIVE);
        assertThat(moves(AppointmentStatus.FULFILLED)).isEmpty();
        assertThat(moves(AppointmentStatus.NOSHOW)).isEmpty();
    }

    @Test
    void a_move_that_does_not_start_here_is_refused_with_the_status() {
        assertThatThrownBy(() -> AppointmentStatus.FULFILLED.after(Move.CANCEL))
                .isInstanceOf(RefusedException.class)
                .hasMessage("wrong-state");
    }

    private static List<Move> moves(AppointmentStatus status) {
        return List.of(Move.values()).stream().filter(status::allows).toList();
    }
}
