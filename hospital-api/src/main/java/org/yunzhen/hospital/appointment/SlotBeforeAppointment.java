package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.LockOrder;
import org.yunzhen.hospital.store.Tx;

/** An appointment is locked after its slot. */
@ApplicationScoped
class SlotBeforeAppointment implements LockOrder {
    private final Appointments appointments;

    SlotBeforeAppointment(Appointments appointments) {
        this.appointments = appointments;
    }

    @Override
    public String type() {
        return "Appointment";
    }

    @Override
    public Uni<Void> before(Tx tx, String id) {
        return appointments.lock(tx, id).replaceWithVoid();
    }
}
