package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.PreparedCall;

/**
 * Writes down what is about to be sent: the leg moves and the message is journaled in one. Who lost
 * the pen meanwhile sends nothing.
 */
@ApplicationScoped
class Departure {
    /** Renews the pen as well: what is sent now is answered before it ends. */
    private static final String STILL_MINE =
            """
            UPDATE bill SET pen_until = %s WHERE tenant = $1 AND id = $2 AND pen = $3"""
                    .formatted(Bills.PEN_END);

    private final Transactions transactions;
    private final Legs legs;
    private final Journal journal;

    Departure(Transactions transactions, Legs legs, Journal journal) {
        this.transactions = transactions;
        this.legs = legs;
        this.journal = journal;
    }

    /** A message to the platform leaves. */
    Uni<Void> of(Case work, LegStatus to, Numbers numbers, PreparedCall<?> call) {
        return of(work, to, numbers, call.msgid(), call.transaction().infno(), call.body());
    }

    /**
     * A message leaves.
     *
     * @param action as in {@link Journal#sending}
     */
    Uni<Void> of(
            Case work,
            LegStatus to,
            Numbers numbers,
            String messageNo,
            String action,
            String body) {
        String bill = work.bill().id();
        return transactions.run(
                work.tenant(),
                tx ->
                        legs.move(tx, bill, work.leg(), to, numbers)
                                .chain(() -> stillMine(tx, work))
                                .chain(() -> journal.sending(tx, bill, messageNo, action, body)));
    }

    /** The same of a message for which no leg moves: fails when another works on the bill. */
    Uni<Void> stillMine(Case work) {
        return stillMine(transactions.reading(work.tenant()), work);
    }

    /** The same within the transaction that writes the message down. */
    Uni<Void> stillMine(Tx tx, Case work) {
        String bill = work.bill().id();
        return tx.run(STILL_MINE, tx.tenant(), bill, work.pen())
                .invoke(rows -> Moved.require(rows, "bill " + bill))
                .replaceWithVoid();
    }
}
