package org.yunzhen.hospital.prescription;

import org.yunzhen.hospital.fhir.Operation;

/** A step of a prescription, called on its Task. */
interface TaskOperation extends Operation {
    @Override
    default String type() {
        return "Task";
    }

    @Override
    default Level level() {
        return Level.INSTANCE;
    }

    @Override
    default boolean changes() {
        return true;
    }
}
