package org.yunzhen.hospital.appointment;

import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;

/** A step of an appointment, taken by its patient unless said otherwise. */
interface AppointmentOperation extends Operation {
    @Override
    default String type() {
        return "Appointment";
    }

    @Override
    default Level level() {
        return Level.INSTANCE;
    }

    @Override
    default Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }

    @Override
    default boolean changes() {
        return true;
    }
}
