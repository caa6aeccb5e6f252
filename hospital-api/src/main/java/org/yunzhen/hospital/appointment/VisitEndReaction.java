package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Tx;

/** The visit of an appointment has ended: so has the appointment. */
@ApplicationScoped
class VisitEndReaction implements Reaction {
    private static final String PREFIX = "Appointment/";

    private final Appointments appointments;
    private final Tickets tickets;
    private final PatientDays days;

    VisitEndReaction(Appointments appointments, Tickets tickets, PatientDays days) {
        this.appointments = appointments;
        this.tickets = tickets;
        this.days = days;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.VISIT_FINISHED, Kinds.VISIT_CANCELLED);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        String reference =
                event.subject().document().path("appointment").path(0).path("reference").asText();
        if (!reference.startsWith(PREFIX)) {
            return Uni.createFrom().voidItem();
        }
        Move move = event.kind().equals(Kinds.VISIT_FINISHED) ? Move.FULFIL : Move.CANCEL_VISIT;
        return appointments
                .lock(tx, reference.substring(PREFIX.length()))
                .chain(
                        found ->
                                found.filter(locked -> locked.status().allows(move))
                                        .map(locked -> ended(tx, locked, move))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> ended(Tx tx, Appointments.Locked locked, Move move) {
        AppointmentDocument document = locked.document().status(locked.status().after(move));
        if (move == Move.CANCEL_VISIT) {
            document.because(CancelReason.VISIT_CANCELLED, null);
        }
        return appointments
                .update(tx, locked.stored(), document, locked.slot())
                .chain(() -> tickets.finish(tx, document.id()))
                .chain(() -> days.release(tx, document.id()));
    }
}
