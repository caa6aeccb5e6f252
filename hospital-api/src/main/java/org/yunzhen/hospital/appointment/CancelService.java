package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.appointment.AppointmentStatus.Move;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Ends appointments before the visit; their numbers go back in the same transaction. */
@ApplicationScoped
class CancelService {
    private final Appointments appointments;
    private final Numbers numbers;
    private final PatientDays days;
    private final CareOfSlot care;
    private final Events events;

    CancelService(
            Appointments appointments,
            Numbers numbers,
            PatientDays days,
            CareOfSlot care,
            Events events) {
        this.appointments = appointments;
        this.numbers = numbers;
        this.days = days;
        this.care = care;
        this.events = events;
    }

    /** The patient cancels. */
    Uni<Stored> byPatient(Call call, Tx tx, String words) {
        return appointments
                .lockNamed(call, tx)
                .chain(locked -> cancel(tx, locked, CancelReason.PATIENT, words));
    }

    /** Cancels for a reason; 409 {@code wrong-state} where that cannot be any more. */
    Uni<Stored> cancel(Tx tx, Appointments.Locked locked, CancelReason reason, String words) {
        AppointmentDocument document =
                locked.document().status(locked.status().after(Move.CANCEL)).because(reason, words);
        return end(tx, locked, document).call(stored -> tellCancelled(tx, stored, reason));
    }

    /** The patient did not come; 422 {@code too-early} before the slot has begun. */
    Uni<Stored> noShow(Call call, Tx tx) {
        return appointments.lockNamed(call, tx).chain(locked -> missed(tx, locked));
    }

    private Uni<Stored> missed(Tx tx, Appointments.Locked locked) {
        AppointmentDocument document = locked.document().status(locked.status().after(Move.MISS));
        if (locked.slot().start().isAfter(tx.now())) {
            throw new RefusedException(Refusal.TOO_EARLY, BusinessTime.text(locked.slot().start()));
        }
        return end(tx, locked, document)
                .call(stored -> events.tell(tx, Kinds.APPOINTMENT_NOSHOW, stored));
    }

    private Uni<Stored> end(Tx tx, Appointments.Locked locked, AppointmentDocument document) {
        String id = document.id();
        return appointments
                .update(tx, locked.stored(), document, locked.slot())
                .call(() -> numbers.release(tx, locked.slot(), id, locked.status()))
                .call(() -> days.release(tx, id))
                .call(() -> care.close(tx, locked.slot(), id));
    }

    private Uni<Void> tellCancelled(Tx tx, Stored stored, CancelReason reason) {
        return events.tell(
                tx,
                new Event(
                        Kinds.APPOINTMENT_CANCELLED,
                        stored,
                        stored.parties(),
                        FhirJson.object().put("reason", reason.code())));
    }
}
