package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.function.Function;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;

/** Writes down how a step outside ended; each in one transaction with its postings. */
@ApplicationScoped
class Landing {
    private static final String FAILURE =
            """
            UPDATE bill SET failure = $3, failure_detail = $4 WHERE tenant = $1 AND id = $2""";

    private final Transactions transactions;
    private final Bills bills;
    private final Legs legs;
    private final Ledger ledger;
    private final HeldBills heldBills;

    Landing(Transactions transactions, Bills bills, Legs legs, Ledger ledger, HeldBills heldBills) {
        this.transactions = transactions;
        this.bills = bills;
        this.legs = legs;
        this.ledger = ledger;
        this.heldBills = heldBills;
    }

    /** The leg brought its money. */
    Uni<Void> done(Case work, String theirNo, Function<Tx, Uni<Void>> posting) {
        return transactions.run(
                work.tenant(),
                tx ->
                        move(tx, work, LegStatus.DONE, new Numbers(null, null, theirNo))
                                .chain(() -> posting.apply(tx)));
    }

    /** The leg brought nothing, and will not. */
    Uni<Void> refused(Case work, Refusal why, String detail) {
        return transactions.run(
                work.tenant(),
                tx ->
                        move(tx, work, LegStatus.REFUSED, Numbers.NONE)
                                .chain(() -> failure(tx, work, why, detail)));
    }

    /** Nobody knows yet. */
    Uni<Void> unknown(Case work) {
        return transactions.run(
                work.tenant(),
                tx ->
                        (work.leg().status() == LegStatus.SENT
                                        ? move(tx, work, LegStatus.UNKNOWN, Numbers.NONE)
                                        : Uni.createFrom().voidItem())
                                .chain(() -> legs.later(tx, work.bill().id(), work.leg())));
    }

    /** To be tried again later, as it stands. */
    Uni<Void> later(Case work) {
        return transactions.run(work.tenant(), tx -> legs.later(tx, work.bill().id(), work.leg()));
    }

    /** What the leg had brought is given back. */
    Uni<Void> undone(Case work) {
        return transactions.run(
                work.tenant(),
                tx ->
                        move(tx, work, LegStatus.UNDONE, Numbers.NONE)
                                .chain(
                                        () ->
                                                ledger.undone(
                                                        tx, work.bill().id(), work.leg().payer())));
    }

    /** A person must look. */
    Uni<Void> held(Case work, String why) {
        return transactions.run(work.tenant(), tx -> held(tx, work, why));
    }

    Uni<Void> held(Tx tx, Case work, String why) {
        return heldBills.hold(tx, work.bill(), work.bill().status(), why).replaceWithVoid();
    }

    /** Turns a submitted bill round, within the landing of a leg. */
    Uni<Void> revert(Tx tx, Case work, Refusal why, String detail) {
        return work.bill().status() == BillStatus.SUBMITTED
                ? bills.move(
                                tx,
                                work.bill().id(),
                                BillStatus.SUBMITTED,
                                BillStatus.REVERTING,
                                why.code(),
                                detail)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> move(Tx tx, Case work, LegStatus to, Numbers numbers) {
        return legs.move(tx, work.bill().id(), work.leg(), to, numbers);
    }

    private static Uni<Void> failure(Tx tx, Case work, Refusal why, String detail) {
        return tx.run(FAILURE, Arrays.asList(tx.tenant(), work.bill().id(), why.code(), detail))
                .replaceWithVoid();
    }
}
