package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Keeps the count of free numbers, and writes the Slot's document when it flips between free and
 * busy. The slot's row is locked by the count, so flips come one after the other.
 */
@ApplicationScoped
class SlotStatus {
    private final SlotRows slots;
    private final Documents documents;

    SlotStatus(SlotRows slots, Documents documents) {
        this.slots = slots;
        this.documents = documents;
    }

    /** A number was taken; refuses when the slot was stopped meanwhile. */
    Uni<Void> taken(Tx tx, String slot) {
        return slots.countTaken(tx, slot)
                .map(left -> left.orElseThrow(() -> new RefusedException(Refusal.SLOT_CLOSED)))
                .chain(left -> left == 0 ? write(tx, slot, SlotDocument.BUSY, 0) : nothing());
    }

    /** A number came free. */
    Uni<Void> freed(Tx tx, String slot) {
        return slots.countFreed(tx, slot)
                .chain(left -> left == 1 ? write(tx, slot, SlotDocument.FREE, 1) : nothing());
    }

    /** The slot's service is stopped. */
    Uni<Void> stopped(Tx tx, String slot) {
        return write(tx, slot, SlotDocument.STOPPED, 0);
    }

    private Uni<Void> write(Tx tx, String slot, String status, int remaining) {
        return documents
                .lock(tx, "Slot", slot)
                .map(Optional::orElseThrow)
                .chain(stored -> update(tx, stored, status, remaining))
                .replaceWithVoid();
    }

    private Uni<Stored> update(Tx tx, Stored stored, String status, int remaining) {
        ObjectNode moved = SlotDocument.moved(stored.document(), status, remaining);
        return documents.update(tx, stored, moved);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
