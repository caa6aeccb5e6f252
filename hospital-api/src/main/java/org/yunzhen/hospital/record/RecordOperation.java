package org.yunzhen.hospital.record;

import java.util.EnumSet;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;

/**
 * A look at the record of a patient, by themselves and by who treats them unless said otherwise.
 */
interface RecordOperation extends Operation {
    @Override
    default String type() {
        return "Patient";
    }

    @Override
    default Level level() {
        return Level.INSTANCE;
    }

    @Override
    default Set<Role> callers() {
        return EnumSet.of(Role.PATIENT, Role.DOCTOR, Role.INTEGRATION);
    }

    @Override
    default boolean changes() {
        return false;
    }
}
