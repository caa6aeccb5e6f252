package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Finds slots that can be booked, and says why one cannot. */
@ApplicationScoped
class SlotFinder {
    private final SlotRows slots;
    private final Documents documents;

    SlotFinder(SlotRows slots, Documents documents) {
        this.slots = slots;
        this.documents = documents;
    }

    /** The facts of an open slot. */
    Uni<SlotFacts> open(Tx tx, String slot) {
        return slots.find(tx, slot)
                .chain(
                        found ->
                                found.map(facts -> Uni.createFrom().item(facts))
                                        .orElseGet(() -> notPublished(tx, slot)))
                .invoke(facts -> refuseClosed(tx, facts));
    }

    /** Refuses a slot that was stopped or is over. */
    void refuseClosed(Tx tx, SlotFacts slot) {
        if (slot.stoppedBy() != null) {
            throw new RefusedException(Refusal.SLOT_CLOSED);
        }
        if (!slot.end().isAfter(tx.now())) {
            throw new RefusedException(Refusal.TOO_LATE);
        }
    }

    /** Refuses with the reason why there are no facts: no such Slot, or one without numbers. */
    <T> Uni<T> notPublished(Tx tx, String slot) {
        return documents
                .find(tx, "Slot", slot)
                .map(
                        found -> {
                            throw found.isPresent()
                                    ? new RefusedException(Refusal.NOT_PUBLISHED)
                                    : new RefusedException(Refusal.NOT_FOUND, "Slot", slot);
                        });
    }
}
