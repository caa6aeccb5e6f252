package org.yunzhen.hospital.prescription;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The status of a prescription's Task, and the one table of its moves. */
enum PrescriptionStatus {
    /** Signed by the doctor; waits for a pharmacist. */
    REQUESTED("draft"),
    /** A pharmacist reads it. */
    RECEIVED("draft"),
    /** Approved; circulates until a pharmacy claims it. */
    READY("active"),
    /** One pharmacy holds it. */
    IN_PROGRESS("active"),
    /** Dispensed. */
    COMPLETED("completed"),
    /** Returned by the pharmacist. */
    REJECTED("cancelled"),
    /** Revoked by the prescriber. */
    CANCELLED("cancelled"),
    /** Expired before all of it was dispensed. */
    FAILED("stopped");

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String requestStatus;

    PrescriptionStatus(String requestStatus) {
        this.requestStatus = requestStatus;
    }

    /** As in {@code Task.status}. */
    String code() {
        return code;
    }

    /** What {@code MedicationRequest.status} is meanwhile. */
    String requestStatus() {
        return requestStatus;
    }

    static PrescriptionStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * The status after a step.
     *
     * @throws RefusedException 409 {@code wrong-state} where the table has no such move
     */
    PrescriptionStatus after(Step step) {
        return switch (step) {
            case RECEIVE -> from(RECEIVED, REQUESTED, RECEIVED);
            case APPROVE -> from(READY, REQUESTED, RECEIVED);
            case RETURN -> from(REJECTED, REQUESTED, RECEIVED);
            case CLAIM -> from(IN_PROGRESS, READY);
            case RELEASE -> from(READY, IN_PROGRESS);
            case COMPLETE -> from(COMPLETED, IN_PROGRESS, READY);
            case REVOKE -> from(CANCELLED, REQUESTED, RECEIVED, READY);
            case ACCEPT_REVOCATION -> from(CANCELLED, IN_PROGRESS);
            case EXPIRE -> from(FAILED, REQUESTED, RECEIVED, READY, IN_PROGRESS);
        };
    }

    private PrescriptionStatus from(PrescriptionStatus target, PrescriptionStatus... allowed) {
        if (!List.of(allowed).contains(this)) {
            throw refused(allowed);
        }
        return target;
    }

    /** 409 {@code wrong-state}, with where it would be possible. */
    RefusedException refused(PrescriptionStatus... needed) {
        String codes = Arrays.stream(needed).map(PrescriptionStatus::code).collect(joining(", "));
        return new RefusedException(Refusal.WRONG_STATE, code, codes);
    }
}
