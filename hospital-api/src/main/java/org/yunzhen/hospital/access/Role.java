package org.yunzhen.hospital.access;

import java.util.Locale;
import java.util.Optional;

/** In which capacity somebody calls; a token names exactly one. */
public enum Role {
    /** No token: only what needs none. */
    ANONYMOUS,
    /** A patient, for themselves and for children whose guardian they are. */
    PATIENT,
    /** A doctor, for the patients of a care relation. */
    DOCTOR,
    /** A pharmacist of the hospital, for what is to be reviewed. */
    PHARMACIST,
    /** A pharmacy's system, for what it has claimed. */
    PHARMACY,
    /** A system that exchanges records: plain reads and writes of all types of its tenant. */
    INTEGRATION,
    /** Runs schedules and reference data, without clinical content. */
    OPERATOR,
    /** Sees the trail, not the content. */
    COMPLIANCE,
    /** Sees qualifications, services and traces. */
    REGULATOR;

    /** As it stands in tokens, the trail and rule names. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role a token names; empty for none that can be given by a token. */
    public static Optional<Role> of(String code) {
        for (Role role : values()) {
            if (role != ANONYMOUS && role.code().equals(code)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
