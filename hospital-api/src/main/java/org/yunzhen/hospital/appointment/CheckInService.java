package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The patient is here: from a while before the slot begins until it ends. */
@ApplicationScoped
class CheckInService {
    private final Appointments appointments;
    private final Tickets tickets;
    private final Events events;
    private final Duration before;

    CheckInService(
            Appointments appointments, Tickets tickets, Events events, YunzhenConfig config) {
        this.appointments = appointments;
        this.tickets = tickets;
        this.events = events;
        this.before = config.appointment().checkInBefore();
    }

    /**
     * @throws RefusedException 422 {@code not-paid}, {@code too-early} or {@code too-late}; 409
     *     {@code wrong-state} or {@code slot-closed}
     */
    Uni<Stored> checkIn(Call call, Tx tx) {
        return appointments.lockNamed(call, tx).chain(locked -> arrived(tx, locked));
    }

    private Uni<Stored> arrived(Tx tx, Appointments.Locked locked) {
        if (locked.status() == AppointmentStatus.PENDING) {
            throw new RefusedException(Refusal.NOT_PAID);
        }
        AppointmentDocument document =
                locked.document().status(locked.status().after(Move.CHECK_IN));
        refuseOutside(tx.now(), locked.slot());
        return appointments
                .update(tx, locked.stored(), document, locked.slot())
                .call(() -> tickets.arrive(tx, document.id()))
                .call(stored -> events.tell(tx, Kinds.APPOINTMENT_CHECKED_IN, stored));
    }

    private void refuseOutside(OffsetDateTime now, SlotFacts slot) {
        if (slot.stoppedBy() != null) {
            throw new RefusedException(Refusal.SLOT_CLOSED);
        }
        OffsetDateTime from = slot.start().minus(before);
        if (now.isBefore(from)) {
            throw new RefusedException(Refusal.TOO_EARLY, BusinessTime.text(from));
        }
        if (!now.isBefore(slot.end())) {
            throw new RefusedException(Refusal.TOO_LATE);
        }
    }
}
