package org.yunzhen.hospital.fhir.bulk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;

/** What the three kick-offs of an export have in common (Bulk Data Access 2.0). */
interface ExportOperation extends Operation {
    @Override
    default String name() {
        return "export";
    }

    /** Who sees a whole type of the tenant; which types, the access table says. */
    @Override
    default Set<Role> callers() {
        return EnumSet.of(Role.INTEGRATION, Role.REGULATOR);
    }

    @Override
    default boolean changes() {
        return false;
    }

    @Override
    default List<Parameter> parameters() {
        return ExportWish.PARAMETERS;
    }
}
