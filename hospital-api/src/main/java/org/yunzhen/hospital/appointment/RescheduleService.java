package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Moves an appointment to another slot of the same fee: the old number goes back and a new one is
 * taken in one transaction, or nothing happens. A hold is not renewed by it.
 */
@ApplicationScoped
class RescheduleService {
    private final Appointments appointments;
    private final SlotFinder finder;
    private final SlotRows slots;
    private final PatientDays days;
    private final Tickets tickets;
    private final Numbers numbers;
    private final SlotStatus slotStatus;
    private final CareOfSlot care;
    private final Events events;

    RescheduleService(
            Appointments appointments,
            SlotFinder finder,
            SlotRows slots,
            PatientDays days,
            Tickets tickets,
            Numbers numbers,
            SlotStatus slotStatus,
            CareOfSlot care,
            Events events) {
        this.appointments = appointments;
        this.finder = finder;
        this.slots = slots;
        this.days = days;
        this.tickets = tickets;
        this.numbers = numbers;
        this.slotStatus = slotStatus;
        this.care = care;
        this.events = events;
    }

    /** What is moved, and where. */
    private record Moving(Appointments.Locked from, SlotFacts to, OffsetDateTime holdExpires) {
        String id() {
            return from.stored().id();
        }

        boolean waits() {
            return from.status() == AppointmentStatus.WAITLIST;
        }

        AppointmentStatus status() {
            if (!waits()) {
                return from.status();
            }
            return from.status().after(holdExpires == null ? Move.GIVE : Move.OFFER);
        }
    }

    /**
     * @throws RefusedException as booking does; 409 {@code wrong-state}; 422 {@code not-supported}
     *     for a slot of another fee
     */
    Uni<Stored> reschedule(Call call, Tx tx, String target) {
        return appointments
                .named(call, tx)
                .invoke(Appointments::refuseRecord)
                .chain(seen -> lockBoth(tx, seen, target))
                .chain(from -> finder.open(tx, target).map(to -> checked(from, to)))
                .chain(moving -> withHold(tx, moving))
                .chain(moving -> move(tx, moving));
    }

    private Uni<Appointments.Locked> lockBoth(Tx tx, Stored seen, String target) {
        String slot = AppointmentDocument.of(seen).slot();
        if (slot.equals(target)) {
            throw Inputs.invalid("slot");
        }
        return slots.lock(tx, slot, target)
                .chain(() -> appointments.lock(tx, seen.id()))
                .map(Optional::orElseThrow);
    }

    private static Moving checked(Appointments.Locked from, SlotFacts to) {
        from.status().requireFor(Move.CANCEL);
        boolean sameFee = from.slot().fee().equals(to.fee());
        if (!sameFee && from.status() != AppointmentStatus.WAITLIST) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "Slot/" + to.id() + ".fee");
        }
        return new Moving(from, to, null);
    }

    private Uni<Moving> withHold(Tx tx, Moving moving) {
        Uni<OffsetDateTime> expires =
                moving.waits()
                        ? Uni.createFrom().item(() -> numbers.holdExpires(tx, moving.to()))
                        : tickets.find(tx, moving.id())
                                .map(ticket -> ticket.orElseThrow().holdExpires());
        return expires.map(at -> new Moving(moving.from(), moving.to(), at));
    }

    private Uni<Stored> move(Tx tx, Moving moving) {
        SlotFacts old = moving.from().slot();
        AppointmentDocument document = moving.from().document();
        return moveDay(tx, moving, document.patient())
                .chain(() -> numbers.release(tx, old, moving.id(), moving.from().status()))
                .chain(() -> care.close(tx, old, moving.id()))
                .chain(() -> takeNumber(tx, moving, document))
                .chain(
                        number ->
                                appointments.update(
                                        tx,
                                        moving.from().stored(),
                                        document.status(moving.status())
                                                .in(moving.to())
                                                .numbered(number, moving.holdExpires()),
                                        moving.to()))
                .call(() -> care.open(tx, moving.to(), document))
                .call(stored -> tell(tx, moving, stored))
                .call(() -> slotStatus.taken(tx, moving.to().id()));
    }

    private Uni<Void> moveDay(Tx tx, Moving moving, String patient) {
        return days.release(tx, moving.id())
                .chain(() -> days.take(tx, patient, moving.to(), moving.id()))
                .invoke(
                        taken -> {
                            if (!taken) {
                                throw new RefusedException(Refusal.ALREADY_BOOKED);
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Integer> takeNumber(Tx tx, Moving moving, AppointmentDocument document) {
        return tickets.take(
                        tx, moving.to().id(), document.channel(), moving.id(), moving.holdExpires())
                .map(
                        ticket ->
                                ticket.orElseThrow(
                                                () -> new RefusedException(Refusal.SLOT_SOLD_OUT))
                                        .number());
    }

    private Uni<Void> tell(Tx tx, Moving moving, Stored stored) {
        String kind = moving.waits() ? Numbers.kind(moving.holdExpires()) : Kinds.APPOINTMENT_MOVED;
        return events.tell(tx, kind, stored);
    }
}
