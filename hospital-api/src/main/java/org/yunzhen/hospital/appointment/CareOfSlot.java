package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.store.Tx;

/**
 * The relation between a patient and the doctor whose slot they chose: from booking, paid where it
 * costs something, until 30 days after the slot's day. A number that is only held opens none: who
 * lets it go again has chosen nobody. Nor does a shared slot: the doctor who takes the visit gets
 * one then.
 */
@ApplicationScoped
class CareOfSlot {
    private static final int DAYS_AFTER = 30;

    private final CareRelations relations;

    CareOfSlot(CareRelations relations) {
        this.relations = relations;
    }

    /** Opens it if the appointment is booked. */
    Uni<Void> open(Tx tx, SlotFacts slot, AppointmentDocument appointment) {
        if (slot.practitioner() == null || appointment.status() != AppointmentStatus.BOOKED) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime until =
                BusinessTime.instant(slot.day().plusDays(DAYS_AFTER + 1L), LocalTime.MIDNIGHT);
        return relations.open(
                tx,
                doctor(slot),
                appointment.patient(),
                CareRelations.TREATING,
                source(appointment.id()),
                until);
    }

    Uni<Void> close(Tx tx, SlotFacts slot, String appointment) {
        return slot.practitioner() == null
                ? Uni.createFrom().voidItem()
                : relations.close(tx, source(appointment), doctor(slot));
    }

    private static String doctor(SlotFacts slot) {
        return "Practitioner/" + slot.practitioner();
    }

    private static String source(String appointment) {
        return "Appointment/" + appointment;
    }
}
