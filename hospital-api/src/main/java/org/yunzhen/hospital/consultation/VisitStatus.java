package org.yunzhen.hospital.consultation;

import java.util.List;
import java.util.stream.Collectors;
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

    private static final List<VisitStatus> UNDER_WAY = List.of(IN_PROGRESS, ONLEAVE);
    private static final List<VisitStatus> OPEN = List.of(ARRIVED, IN_PROGRESS, ONLEAVE);

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
            case ACCEPT -> from(List.of(ARRIVED), IN_PROGRESS);
            case PAUSE -> from(List.of(IN_PROGRESS), ONLEAVE);
            case RESUME -> from(List.of(ONLEAVE), IN_PROGRESS);
            case FINISH -> from(UNDER_WAY, FINISHED);
            case END_UNSUITABLE -> from(OPEN, CANCELLED);
            case LEAVE, LAPSE -> from(List.of(ARRIVED), CANCELLED);
        };
    }

    /**
     * Requires that doctor and patient are, or will be, in touch.
     *
     * @throws RefusedException 409 {@code wrong-state}
     */
    void requireOpen() {
        require(OPEN);
    }

    /**
     * Requires that a doctor has accepted it and it has not ended.
     *
     * @throws RefusedException 409 {@code wrong-state}
     */
    void requireUnderWay() {
        require(UNDER_WAY);
    }

    /** Whether a doctor has accepted it and it has not ended. */
    boolean isUnderWay() {
        return UNDER_WAY.contains(this);
    }

    boolean hasEnded() {
        return this == FINISHED || this == CANCELLED;
    }

    private VisitStatus from(List<VisitStatus> before, VisitStatus next) {
        require(before);
        return next;
    }

    private void require(List<VisitStatus> needed) {
        if (!needed.contains(this)) {
            String codes = needed.stream().map(VisitStatus::code).collect(Collectors.joining(", "));
            throw new RefusedException(Refusal.WRONG_STATE, code, codes).at("Encounter.status");
        }
    }
}
