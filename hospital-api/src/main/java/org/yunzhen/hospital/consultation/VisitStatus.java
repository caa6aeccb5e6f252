package org.yunzhen.hospital.consultation;

import java.util.Set;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Where a visit stands (Encounter.status), and the one table of its moves. */
enum VisitStatus {
    PLANNED("planned"),
    ARRIVED("arrived"),
    IN_PROGRESS("in-progress"),
    ONLEAVE("onleave"),
    FINISHED("finished"),
    CANCELLED("cancelled");

    private final String code;

    VisitStatus(String code) {
        this.code = code;
    }

    /** As FHIR writes it. */
    String code() {
        return code;
    }

    static VisitStatus of(String code) {
        for (VisitStatus status : values()) {
            if (status.code.equals(code)) {
                return status;
            }
        }
        throw new IllegalStateException("no status of a visit: " + code);
    }

    /**
     * Where a step leads from here.
     *
     * @throws RefusedException 409 {@code wrong-state} when the step is not possible here
     */
    VisitStatus after(VisitStep step) {
        return switch (step) {
            case ACCEPT -> from(Set.of(ARRIVED), IN_PROGRESS);
            case PAUSE -> from(Set.of(IN_PROGRESS), ONLEAVE);
            case RESUME -> from(Set.of(ONLEAVE), IN_PROGRESS);
            case FINISH -> from(Set.of(IN_PROGRESS, ONLEAVE), FINISHED);
            case END_UNSUITABLE -> from(Set.of(ARRIVED, IN_PROGRESS, ONLEAVE), CANCELLED);
            case LEAVE, LAPSE -> from(Set.of(ARRIVED), CANCELLED);
        };
    }

    /** Whether doctor and patient are, or will be, in touch: messages may be sent. */
    boolean isOpen() {
        return this == ARRIVED || isUnderWay();
    }

    /** Whether a doctor has accepted it and it has not ended. */
    boolean isUnderWay() {
        return this == IN_PROGRESS || this == ONLEAVE;
    }

    boolean hasEnded() {
        return this == FINISHED || this == CANCELLED;
    }

    private VisitStatus from(Set<VisitStatus> before, VisitStatus next) {
        if (!before.contains(this)) {
            throw refused();
        }
        return next;
    }

    /** 409 {@code wrong-state}. */
    RefusedException refused() {
        return new RefusedException(Refusal.WRONG_STATE, code).at("Encounter.status");
    }
}
