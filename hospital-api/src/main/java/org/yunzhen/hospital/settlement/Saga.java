package org.yunzhen.hospital.settlement;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.settlement.Moved.LostPenException;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Moves a bill, step by step, until it is at rest or must wait. One mover at a time holds its pen;
 * whoever finds the pen free goes on from the rows, so a crash at any point changes nothing.
 */
@ApplicationScoped
class Saga {
    private final Transactions transactions;
    private final Bills bills;
    private final Legs legs;
    private final Closing closing;
    private final Map<Payer, LegWork> work = new EnumMap<>(Payer.class);

    Saga(
            Transactions transactions,
            Bills bills,
            Legs legs,
            Closing closing,
            @All List<LegWork> all) {
        this.transactions = transactions;
        this.bills = bills;
        this.legs = legs;
        this.closing = closing;
        all.forEach(one -> work.put(one.payer(), one));
    }

    /** Moves the bill on if nobody else does. */
    Uni<Void> drive(String tenant, String bill) {
        return drive(tenant, bill, Ids.next());
    }

    /** The same under a pen that may be held already; it is put down in the end. */
    Uni<Void> drive(String tenant, String bill, String pen) {
        return steps(tenant, bill, pen)
                .onFailure(LostPenException.class)
                .recoverWithNull()
                .eventually(() -> bills.dropPen(reading(tenant), bill, pen));
    }

    private Uni<Void> steps(String tenant, String bill, String pen) {
        return bills.takePen(reading(tenant), bill, pen)
                .chain(taken -> taken ? step(tenant, bill, pen) : Uni.createFrom().voidItem());
    }

    private Uni<Void> step(String tenant, String id, String pen) {
        Tx tx = reading(tenant);
        return Uni.combine()
                .all()
                .unis(bills.find(tx, id), legs.of(tx, id))
                .asTuple()
                .chain(found -> step(tenant, found.getItem1(), found.getItem2(), pen));
    }

    private Uni<Void> step(String tenant, BillRow bill, List<LegRow> all, String pen) {
        Optional<Step> next = Step.next(bill, all, reading(tenant).now());
        return next.isEmpty()
                ? Uni.createFrom().voidItem()
                : perform(tenant, bill, all, next.get(), pen)
                        .chain(() -> steps(tenant, bill.id(), pen));
    }

    private Uni<Void> perform(
            String tenant, BillRow bill, List<LegRow> all, Step step, String pen) {
        return switch (step.act()) {
            case REVERT -> transactions.run(tenant, tx -> closing.revert(tx, bill));
            case COMPLETE -> transactions.run(tenant, tx -> closing.complete(tx, bill));
            case CLOSE -> transactions.run(tenant, tx -> closing.close(tx, bill, all));
            case SEND, RESOLVE, UNDO, RESOLVE_UNDO ->
                    bills.quote(reading(tenant), bill)
                            .map(quote -> new Case(tenant, bill, quote, step.leg(), pen))
                            .chain(found -> outside(found, step.act()));
        };
    }

    private Uni<Void> outside(Case found, Step.Act act) {
        LegWork side = work.get(found.leg().payer());
        return switch (act) {
            case SEND -> side.send(found);
            case RESOLVE -> side.resolve(found);
            case UNDO -> side.undo(found);
            case RESOLVE_UNDO -> side.resolveUndo(found);
            case REVERT, COMPLETE, CLOSE ->
                    throw new IllegalStateException(act + " is nothing to do outside");
        };
    }

    private Tx reading(String tenant) {
        return transactions.reading(tenant);
    }
}
