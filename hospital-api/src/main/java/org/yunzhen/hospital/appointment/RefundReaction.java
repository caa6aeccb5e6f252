package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Tx;

/**
 * The fee of an appointment goes back: one that is not yet used is cancelled with it, and its
 * number returns. One that was used stays as it is.
 */
@ApplicationScoped
class RefundReaction implements Reaction {
    private final Appointments appointments;
    private final CancelService cancellations;

    RefundReaction(Appointments appointments, CancelService cancellations) {
        this.appointments = appointments;
        this.cancellations = cancellations;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.BILL_REFUNDING);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        return appointments
                .lockSubject(tx, event.subject())
                .chain(
                        found ->
                                found.filter(locked -> locked.status().allows(Move.CANCEL))
                                        .map(locked -> cancelled(tx, locked))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> cancelled(Tx tx, Appointments.Locked locked) {
        return cancellations.cancel(tx, locked, CancelReason.REFUNDED, null).replaceWithVoid();
    }
}
