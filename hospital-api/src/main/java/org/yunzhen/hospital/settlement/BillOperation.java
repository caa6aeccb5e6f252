package org.yunzhen.hospital.settlement;

import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.OutsideOperation;

/** A step of a bill, taken by its patient unless said otherwise. */
interface BillOperation extends OutsideOperation {
    @Override
    default String type() {
        return "Claim";
    }

    @Override
    default Level level() {
        return Level.TYPE;
    }

    @Override
    default Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }
}
