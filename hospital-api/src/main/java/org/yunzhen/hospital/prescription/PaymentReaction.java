package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Tx;

/**
 * The pharmacy reads in the prescription's Task whether it is paid for. A refund that is asked for
 * leaves the prescription valid: the patient may still buy the medicine with their own money. One
 * that follows from its end is told when it is done.
 */
@ApplicationScoped
class PaymentReaction implements Reaction {
    private final PrescriptionRows rows;
    private final Moves moves;

    PaymentReaction(PrescriptionRows rows, Moves moves) {
        this.rows = rows;
        this.moves = moves;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.BILL_SETTLED, Kinds.BILL_REFUNDING, Kinds.BILL_REFUNDED);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        if (!event.subject().type().equals("Task")) {
            return Uni.createFrom().voidItem();
        }
        String state = event.kind().equals(Kinds.BILL_SETTLED) ? "paid" : "refunded";
        if (TaskDocument.isPayment(event.subject().document(), state)) {
            return Uni.createFrom().voidItem();
        }
        return rows.lock(tx, event.subject().id())
                .chain(
                        found ->
                                found.map(row -> noted(tx, row, state))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> noted(Tx tx, Prescription row, String state) {
        return moves.note(tx, row, task -> TaskDocument.payment(task, state)).replaceWithVoid();
    }
}
