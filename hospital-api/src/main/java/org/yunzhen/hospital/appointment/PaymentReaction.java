package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Tx;

/**
 * The fee of an appointment is settled: its number is given for good. After the hold's end the
 * number is taken again if it is still free; else it is told that the money must go back.
 */
@ApplicationScoped
class PaymentReaction implements Reaction {
    private final Appointments appointments;
    private final Tickets tickets;
    private final PatientDays days;
    private final SlotStatus slotStatus;
    private final CareOfSlot care;
    private final Events events;

    PaymentReaction(
            Appointments appointments,
            Tickets tickets,
            PatientDays days,
            SlotStatus slotStatus,
            CareOfSlot care,
            Events events) {
        this.appointments = appointments;
        this.tickets = tickets;
        this.days = days;
        this.slotStatus = slotStatus;
        this.care = care;
        this.events = events;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.BILL_SETTLED);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        return appointments
                .lockSubject(tx, event.subject())
                .chain(
                        found ->
                                found.map(locked -> paid(tx, locked))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> paid(Tx tx, Appointments.Locked locked) {
        return switch (locked.status()) {
            case PENDING -> kept(tx, locked);
            case CANCELLED ->
                    locked.document().cancelledFor(CancelReason.HOLD_EXPIRED)
                            ? late(tx, locked)
                            : unfulfillable(tx, locked);
            case NOSHOW -> unfulfillable(tx, locked);
            case WAITLIST, BOOKED, ARRIVED, FULFILLED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> kept(Tx tx, Appointments.Locked locked) {
        return tickets.keep(tx, locked.stored().id()).chain(() -> booked(tx, locked, Move.PAY));
    }

    private Uni<Void> late(Tx tx, Appointments.Locked locked) {
        if (!locked.slot().isOpen(tx.now())) {
            return unfulfillable(tx, locked);
        }
        AppointmentDocument document = locked.document();
        return days.take(tx, document.patient(), locked.slot(), document.id())
                .chain(taken -> taken ? again(tx, locked, document) : Uni.createFrom().item(false))
                .chain(taken -> taken ? revived(tx, locked) : lost(tx, locked));
    }

    private Uni<Boolean> again(Tx tx, Appointments.Locked locked, AppointmentDocument document) {
        return tickets.takeAgain(tx, locked.slot().id(), document.number(), document.id());
    }

    private Uni<Void> revived(Tx tx, Appointments.Locked locked) {
        return booked(tx, locked, Move.REVIVE)
                .chain(() -> slotStatus.taken(tx, locked.slot().id()));
    }

    private Uni<Void> lost(Tx tx, Appointments.Locked locked) {
        return days.release(tx, locked.stored().id()).chain(() -> unfulfillable(tx, locked));
    }

    private Uni<Void> booked(Tx tx, Appointments.Locked locked, Move move) {
        AppointmentDocument document =
                locked.document().status(locked.status().after(move)).unheld();
        return appointments
                .update(tx, locked.stored(), document, locked.slot())
                .call(() -> care.open(tx, locked.slot(), document))
                .chain(stored -> events.tell(tx, Kinds.APPOINTMENT_BOOKED, stored));
    }

    private Uni<Void> unfulfillable(Tx tx, Appointments.Locked locked) {
        return events.tell(tx, Kinds.APPOINTMENT_UNFULFILLABLE, locked.stored());
    }
}
