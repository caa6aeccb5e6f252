package org.yunzhen.hospital.terminology;

import java.util.EnumSet;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;

/**
 * A question about codes. It needs no token: without one, what HL7 publishes is answered, and what
 * a tenant wrote or keeps is not there.
 */
interface TerminologyOperation extends Operation {
    @Override
    default Level level() {
        return Level.TYPE_OR_INSTANCE;
    }

    @Override
    default Set<Role> callers() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    default boolean changes() {
        return false;
    }
}
