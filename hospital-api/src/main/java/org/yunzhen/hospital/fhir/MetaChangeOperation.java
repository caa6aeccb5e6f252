package org.yunzhen.hospital.fhir;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;

/** What the changes of labels have in common: they are for those who may update a resource. */
interface MetaChangeOperation extends Operation {
    @Override
    default String type() {
        return ANY_TYPE;
    }

    @Override
    default Level level() {
        return Level.INSTANCE;
    }

    @Override
    default Set<Role> callers() {
        return EnumSet.of(Role.DOCTOR, Role.OPERATOR, Role.INTEGRATION);
    }

    @Override
    default boolean changes() {
        return true;
    }

    @Override
    default List<Parameter> parameters() {
        return List.of(
                Parameter.required(MetaChanges.META, "Meta", "Profiles, tags, security labels."),
                Parameter.result("Meta", "The meta of the resource afterwards."));
    }
}
