package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Bills that a person must look at. Holding one makes a Task for the operators in the same
 * transaction, one a hold; the decision that ends the hold completes it.
 */
@ApplicationScoped
class HeldBills {
    private static final Ownership OPERATORS =
            Ownership.of(QuoteService.BILL.workflow(), Caller.queue(Role.OPERATOR));

    private static final String HOLD =
            """
            UPDATE bill SET status = 'held', held_from = $3, held_task = $4, failure = $5,
                            failure_detail = $6
             WHERE tenant = $1 AND id = $2 AND status = $3 AND attempt = $7""";

    private static final String HELD =
            "SELECT * FROM bill WHERE tenant = $1 AND held_task = $2 FOR UPDATE";

    private static final String LET_GO =
            """
            UPDATE bill SET status = $3, held_from = NULL, held_task = NULL
             WHERE tenant = $1 AND id = $2 AND status = 'held'""";

    private final Documents documents;
    private final Legs legs;
    private final Ledger ledger;
    private final Registrations registrations;
    private final Events events;

    HeldBills(
            Documents documents,
            Legs legs,
            Ledger ledger,
            Registrations registrations,
            Events events) {
        this.documents = documents;
        this.legs = legs;
        this.ledger = ledger;
        this.registrations = registrations;
        this.events = events;
    }

    /** A bill that is held, and where it stood before. */
    record Held(BillRow bill, BillStatus from) {
        static Held of(Row row) {
            return new Held(BillRow.of(row), BillStatus.of(row.getString("held_from")));
        }
    }

    /**
     * Holds a bill.
     *
     * @param bill as it was last seen: one that is quoted anew since then is not held
     * @param from where it is thought to stand; where it stands elsewhere nothing happens
     * @param why for the person who looks; no personal data
     * @return whether it is held now by this
     */
    Uni<Boolean> hold(Tx tx, BillRow bill, BillStatus from, String why) {
        if (!from.next().contains(BillStatus.HELD)) {
            throw new IllegalStateException("no bill is held from " + from);
        }
        String task = Ids.next();
        return tx.run(
                        HOLD,
                        Arrays.asList(
                                tx.tenant(),
                                bill.id(),
                                from.code(),
                                task,
                                Refusal.BILL_HELD.code(),
                                why,
                                bill.attempt()))
                .map(rows -> rows.rowCount() == 1)
                .call(held -> held ? ask(tx, bill, from, why, task) : Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(Tx tx, BillRow bill, BillStatus from, String why, String task) {
        return legs.of(tx, bill.id())
                .map(all -> HeldTask.of(task, bill, from, all, why, tx.now()))
                .chain(document -> documents.create(tx, document, OPERATORS))
                .chain(stored -> events.tell(tx, Kinds.BILL_HELD, stored));
    }

    /** Whether a Task is one that asks, or asked, to look at a bill. */
    static boolean asks(Stored task) {
        return !task.deleted() && QuoteService.BILL.workflow().equals(task.workflow());
    }

    /** The bill for which a Task asks, locked; empty when that Task asks for none any more. */
    Uni<Optional<Held>> of(Tx tx, String task) {
        return tx.run(HELD, tx.tenant(), task)
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(Held.of(rows.iterator().next())));
    }

    /**
     * Ends a hold; the job that moves bills goes on from there.
     *
     * @param by who decided, as {@code Type/id}
     * @param note in their words, or null
     */
    Uni<Stored> resolve(Tx tx, Held held, Stored task, Decision decision, String by, String note) {
        BillStatus to = decision.from(held.from());
        return tx.run(LET_GO, tx.tenant(), held.bill().id(), to.code())
                .chain(() -> legs.again(tx, held.bill().id()))
                .chain(
                        () ->
                                decision == Decision.PAID_BACK
                                        ? paidBack(tx, held)
                                        : Uni.createFrom().voidItem())
                .chain(
                        () ->
                                to == BillStatus.FAILED
                                        ? registrations.leave(tx, held.bill().id())
                                        : Uni.createFrom().voidItem())
                .chain(
                        () ->
                                documents.update(
                                        tx,
                                        task,
                                        HeldTask.resolved(
                                                task.document(), decision, by, note, tx.now())))
                .call(stored -> events.tell(tx, Kinds.BILL_RELEASED, stored));
    }

    /** The leg that the other side does not give back is the one whose undoing was begun. */
    private Uni<Void> paidBack(Tx tx, Held held) {
        String bill = held.bill().id();
        return legs.of(tx, bill)
                .map(all -> all.stream().filter(l -> l.status() == LegStatus.UNDOING).findFirst())
                .map(found -> found.orElseThrow(() -> nothingIsOwed(held)))
                .chain(
                        leg ->
                                legs.move(tx, bill, leg, LegStatus.UNDONE, Legs.Numbers.NONE)
                                        .chain(() -> ledger.paidBackOutside(tx, bill, leg.payer()))
                                        .chain(
                                                () ->
                                                        leg.payer() == Payer.INSURER
                                                                ? registrations.keptOutside(
                                                                        tx, bill)
                                                                : Uni.createFrom().voidItem()));
    }

    private static RefusedException nothingIsOwed(Held held) {
        return new RefusedException(
                Refusal.WRONG_STATE,
                held.from().code(),
                BillStatus.REVERTING.code() + ", " + BillStatus.REFUNDING.code());
    }
}
