package org.yunzhen.hospital.prescription;

import org.yunzhen.hospital.fhir.Operation;

/** A step of a prescription, called on its Task. */
abstract class TaskOperation implements Operation {
    private final String name;

    TaskOperation(String name) {
        this.name = name;
    }

    @Override
    public String type() {
        return "Task";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public boolean changes() {
        return true;
    }
}
