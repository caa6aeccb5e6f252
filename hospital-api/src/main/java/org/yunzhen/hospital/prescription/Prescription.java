package org.yunzhen.hospital.prescription;

import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Role;

/**
 * The row behind a prescription's Task: what must never be two things at once.
 *
 * @param id of the Task
 * @param prescriber {@code Practitioner/x}
 * @param bundle id of the signed document
 * @param reviewer the pharmacist, or null before the review
 * @param holders pharmacies that hold or dispensed a line of it, each {@code Organization/x}
 * @param revocation that it is wanted back from those who hold it, or null
 */
record Prescription(
        String id,
        PrescriptionStatus status,
        String patient,
        String encounter,
        String prescriber,
        String bundle,
        OffsetDateTime validUntil,
        String reviewer,
        PickupCode code,
        List<String> holders,
        Revocation revocation) {

    /** A pick-up code as it is kept: a keyed hash to find it by and its sealed form. */
    record PickupCode(Buffer hash, Buffer sealed) {}

    /** Whom the documents name besides those of the patient's compartment. */
    List<String> parties() {
        List<String> parties = new ArrayList<>();
        parties.add("Patient/" + patient);
        parties.add(prescriber);
        boolean decided = reviewer != null && status != PrescriptionStatus.RECEIVED;
        parties.add(decided ? reviewer : Caller.queue(Role.PHARMACIST));
        parties.addAll(holders);
        return List.copyOf(parties);
    }

    boolean expired(OffsetDateTime at) {
        return !at.isBefore(validUntil);
    }

    /** Whether anything may still happen to it. */
    boolean isOpen() {
        return switch (status) {
            case REQUESTED, RECEIVED, READY, IN_PROGRESS -> true;
            case COMPLETED, REJECTED, CANCELLED, FAILED -> false;
        };
    }

    Prescription after(Step step) {
        return new Prescription(
                id,
                status.after(step),
                patient,
                encounter,
                prescriber,
                bundle,
                validUntil,
                reviewer,
                code,
                holders,
                null);
    }

    /** The same when the last line that was wanted back is held no more. */
    Prescription revoked(List<Line> lines) {
        return after(Line.someDispensed(lines) ? Step.COMPLETE : Step.ACCEPT_REVOCATION);
    }

    Prescription reviewedBy(String pharmacist) {
        return with(pharmacist, code, holders, revocation);
    }

    Prescription withCode(PickupCode fresh) {
        return with(reviewer, fresh, holders, revocation);
    }

    /** The same with its lines held as they are now. */
    Prescription heldAs(List<Line> lines) {
        return with(reviewer, code, Line.holders(lines), revocation);
    }

    Prescription wantedBack(Revocation asked) {
        return with(reviewer, code, holders, asked);
    }

    private Prescription with(
            String newReviewer,
            PickupCode newCode,
            List<String> newHolders,
            Revocation newRevocation) {
        return new Prescription(
                id,
                status,
                patient,
                encounter,
                prescriber,
                bundle,
                validUntil,
                newReviewer,
                newCode,
                newHolders,
                newRevocation);
    }
}
