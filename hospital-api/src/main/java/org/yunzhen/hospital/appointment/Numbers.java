package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** Gives numbers back: to the first who waits, else to everybody, in the same transaction. */
@ApplicationScoped
class Numbers {
    private final Tickets tickets;
    private final WaitingList waiting;
    private final SlotStatus slotStatus;
    private final Appointments appointments;
    private final CareOfSlot care;
    private final Events events;
    private final Duration hold;

    Numbers(
            Tickets tickets,
            WaitingList waiting,
            SlotStatus slotStatus,
            Appointments appointments,
            CareOfSlot care,
            Events events,
            YunzhenConfig config) {
        this.tickets = tickets;
        this.waiting = waiting;
        this.slotStatus = slotStatus;
        this.appointments = appointments;
        this.care = care;
        this.events = events;
        this.hold = config.appointment().hold();
    }

    /** Until when a number of a slot is held for payment; null when there is nothing to pay. */
    OffsetDateTime holdExpires(Tx tx, SlotFacts slot) {
        return slot.fee().isZero() ? null : tx.now().plus(hold);
    }

    /** Until when a number is held whether or not it costs something. */
    OffsetDateTime holdExpires(Tx tx) {
        return tx.now().plus(hold);
    }

    /** Whoever waits goes off the list; whoever has a number gives it back. The slot is locked. */
    Uni<Void> release(Tx tx, SlotFacts slot, String appointment, AppointmentStatus status) {
        if (status == AppointmentStatus.WAITLIST) {
            return waiting.leave(tx, appointment);
        }
        if (!slot.isOpen(tx.now())) {
            return tickets.finish(tx, appointment);
        }
        return tickets.find(tx, appointment)
                .chain(
                        ticket ->
                                ticket.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : giveBack(tx, slot, ticket.get()));
    }

    private Uni<Void> giveBack(Tx tx, SlotFacts slot, Tickets.Ticket ticket) {
        return waiting.callFirst(tx, slot.id(), ticket.channel())
                .chain(
                        next ->
                                next.isPresent()
                                        ? passOn(tx, slot, ticket.number(), next.get())
                                        : free(tx, slot, ticket.number()));
    }

    private Uni<Void> free(Tx tx, SlotFacts slot, int number) {
        return tickets.free(tx, slot.id(), number).chain(() -> slotStatus.freed(tx, slot.id()));
    }

    private Uni<Void> passOn(Tx tx, SlotFacts slot, int number, String next) {
        OffsetDateTime holdExpires = holdExpires(tx, slot);
        return tickets.passOn(tx, slot.id(), number, next, holdExpires)
                .chain(() -> appointments.lockDocument(tx, next))
                .chain(stored -> offered(tx, slot, stored, number, holdExpires))
                .chain(stored -> events.tell(tx, kind(holdExpires), stored));
    }

    private Uni<Stored> offered(
            Tx tx, SlotFacts slot, Stored waiter, int number, OffsetDateTime holdExpires) {
        AppointmentDocument document = AppointmentDocument.of(waiter);
        Move move = holdExpires == null ? Move.GIVE : Move.OFFER;
        document.status(document.status().after(move)).numbered(number, holdExpires);
        return care.open(tx, slot, document)
                .chain(() -> appointments.update(tx, waiter, document, slot));
    }

    /** What is told of a number that was given. */
    static String kind(OffsetDateTime holdExpires) {
        return holdExpires == null ? Kinds.APPOINTMENT_BOOKED : Kinds.APPOINTMENT_HELD;
    }
}
