package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * A pharmacy gives lines back. What is free may be claimed by another under a new code; while the
 * prescriber wants the prescription back nothing is, and with the last line held it is revoked, as
 * far as it was not dispensed.
 */
@ApplicationScoped
class ReleaseService {
    private final PrescriptionRows rows;
    private final PickupCodes codes;
    private final Moves moves;

    ReleaseService(PrescriptionRows rows, PickupCodes codes, Moves moves) {
        this.rows = rows;
        this.codes = codes;
        this.moves = moves;
    }

    /**
     * Gives lines back.
     *
     * @param lines open lines of the pharmacy
     * @param more what else changes in the Task
     */
    Uni<Stored> release(Tx tx, Held held, List<Line> lines, Consumer<ObjectNode> more) {
        String id = held.row().id();
        List<Integer> numbers = lines.stream().map(Line::number).toList();
        return rows.giveBack(tx, id, held.pharmacy(), numbers)
                .chain(() -> rows.lines(tx, id))
                .map(left -> after(tx, held.row(), left).heldAs(left))
                .chain(after -> moves.apply(tx, held.row(), after, Kinds.PRESCRIPTION_MOVED, more));
    }

    private Prescription after(Tx tx, Prescription row, List<Line> left) {
        boolean stillHeld = left.stream().anyMatch(Line::isOpen);
        if (row.revocation() != null) {
            return stillHeld ? row : row.revoked(left);
        }
        Prescription after = stillHeld ? row : row.after(Step.RELEASE);
        return after.withCode(codes.fresh(tx.tenant()));
    }
}
