package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.insurance.PreparedCall;

/** Writes down what is about to be sent: the leg moves and the message is journaled in one. */
@ApplicationScoped
class Departure {
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
                                .chain(() -> journal.sending(tx, bill, messageNo, action, body)));
    }
}
