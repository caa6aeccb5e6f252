package org.yunzhen.hospital.access;

import java.util.Locale;

/** What is done to a type: the FHIR interactions, and operations. */
public enum Action {
    READ,
    SEARCH,
    HISTORY,
    CREATE,
    UPDATE,
    DELETE,
    OPERATION;

    /** As it stands in the trail and in rule names. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it leaves everything as it was. */
    public boolean onlyReads() {
        return this == READ || this == SEARCH || this == HISTORY;
    }
}
