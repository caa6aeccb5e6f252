package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.settlement.Moved.LostPenException;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The moves of a bill as a whole, each with its documents and its event in one transaction. The
 * subject is locked first, as by everybody who moves it, in the order of its own room.
 */
@ApplicationScoped
class Closing {
    /** After these, nothing moved: the same quote may be settled again. */
    private static final Set<String> PASSING =
            Set.of(Refusal.INSURANCE_UNAVAILABLE.code(), Refusal.PAYMENT_UNAVAILABLE.code());

    private final Documents documents;
    private final SubjectLock subjects;
    private final Bills bills;
    private final Legs legs;
    private final Registrations registrations;
    private final Events events;

    Closing(
            Documents documents,
            SubjectLock subjects,
            Bills bills,
            Legs legs,
            Registrations registrations,
            Events events) {
        this.documents = documents;
        this.subjects = subjects;
        this.bills = bills;
        this.legs = legs;
        this.registrations = registrations;
        this.events = events;
    }

    /** A leg was refused: the others are to be undone. */
    Uni<Void> revert(Tx tx, BillRow bill) {
        return move(tx, bill.id(), BillStatus.SUBMITTED, BillStatus.REVERTING);
    }

    /** All legs are done: the bill is settled, its papers written, its subject told. */
    Uni<Void> complete(Tx tx, BillRow bill) {
        return locked(tx, bill)
                .call(() -> move(tx, bill.id(), BillStatus.SUBMITTED, BillStatus.SETTLED))
                .call(() -> registered(tx, bill))
                .call(() -> papers(tx, bill))
                .call(subject -> events.tell(tx, Kinds.BILL_SETTLED, subject))
                .chain(
                        subject ->
                                bills.find(tx, bill.id())
                                        .chain(now -> kept(tx, now, Undelivered.is(subject))));
    }

    /** Who finds an appointment on its way to another slot comes again. */
    private Uni<Stored> locked(Tx tx, BillRow bill) {
        return subjects.of(tx, bill)
                .onFailure(RefusedException.class)
                .transform(moved -> new LostPenException(bill.subject()));
    }

    /**
     * The money stays, unless nobody gets anything for it: a visit or a prescription may end after
     * it was last looked at before the payment, or while its bill is held.
     */
    private Uni<Void> kept(Tx tx, BillRow now, boolean undelivered) {
        boolean goesBack =
                now.status() == BillStatus.SETTLED && (now.refundWanted() || undelivered);
        return goesBack
                ? move(tx, now.id(), BillStatus.SETTLED, BillStatus.REFUNDING)
                : Uni.createFrom().voidItem();
    }

    /** What an insured quote registered that was not settled in the end is needed by nobody. */
    private Uni<Void> registered(Tx tx, BillRow bill) {
        return bills.quote(tx, bill)
                .chain(
                        quote ->
                                quote.isInsured()
                                        ? registrations.settled(tx, bill)
                                        : registrations.leave(tx, bill.id()));
    }

    private Uni<Void> papers(Tx tx, BillRow bill) {
        return bills.quote(tx, bill)
                .chain(
                        quote ->
                                Uni.combine()
                                        .all()
                                        .unis(
                                                document(tx, "Claim", quote.claim()),
                                                document(tx, "ClaimResponse", quote.response()),
                                                legs.of(tx, bill.id()))
                                        .asTuple()
                                        .chain(
                                                found ->
                                                        papers(
                                                                tx,
                                                                bill,
                                                                quote,
                                                                found.getItem1(),
                                                                found.getItem2(),
                                                                found.getItem3())));
    }

    private Uni<Void> papers(
            Tx tx,
            BillRow bill,
            QuoteRow quote,
            Stored quotedClaim,
            Stored quotedResponse,
            List<LegRow> done) {
        BillRow.Papers papers = new BillRow.Papers(Ids.next(), Ids.next(), Ids.next(), null);
        ObjectNode claim = BillDocuments.claimed(quotedClaim.document(), papers.claim(), tx.now());
        ObjectNode response =
                BillDocuments.settled(
                        quotedResponse.document(),
                        papers.response(),
                        papers.claim(),
                        papers.invoice(),
                        identifiers(bill, done),
                        quote.shares().fund(),
                        tx.now());
        ObjectNode invoice =
                BillDocuments.invoice(
                        papers.invoice(), bill.number('I', 20), claim, quote.shares(), tx.now());
        return documents
                .create(tx, claim, QuoteService.BILL)
                .chain(() -> documents.create(tx, response, QuoteService.BILL))
                .chain(() -> documents.create(tx, invoice, QuoteService.BILL))
                .chain(() -> bills.papers(tx, bill.id(), papers));
    }

    private static Map<String, String> identifiers(BillRow bill, List<LegRow> done) {
        Map<String, String> identifiers = new LinkedHashMap<>();
        for (LegRow leg : done) {
            switch (leg.payer()) {
                case INSURER -> {
                    identifiers.put(Systems.NHSA_SETL_ID, leg.theirNo());
                    identifiers.put(Systems.NHSA_MEDINS_SETL_ID, leg.requestNo());
                    identifiers.put(Systems.NHSA_MDTRT_ID, bill.insured().mdtrtId());
                }
                case CASH -> identifiers.put(Systems.PAYMENT_NO, leg.requestNo());
            }
        }
        return identifiers;
    }

    /** Nothing is charged any more. */
    Uni<Void> close(Tx tx, BillRow bill, List<LegRow> all) {
        return bill.status() == BillStatus.REFUNDING ? refunded(tx, bill) : failed(tx, bill, all);
    }

    private Uni<Void> failed(Tx tx, BillRow bill, List<LegRow> all) {
        boolean nothingMoved = all.stream().noneMatch(l -> l.status() == LegStatus.UNDONE);
        if (nothingMoved && PASSING.contains(bill.failure())) {
            return legs.clear(tx, bill.id())
                    .chain(() -> move(tx, bill.id(), BillStatus.REVERTING, BillStatus.QUOTED));
        }
        return move(tx, bill.id(), BillStatus.REVERTING, BillStatus.FAILED)
                .chain(() -> registrations.leave(tx, bill.id()));
    }

    private Uni<Void> refunded(Tx tx, BillRow bill) {
        BillRow.Papers papers = bill.papers();
        String refund = Ids.next();
        return locked(tx, bill)
                .call(() -> move(tx, bill.id(), BillStatus.REFUNDING, BillStatus.REFUNDED))
                .call(() -> registrations.leave(tx, bill.id()))
                .call(() -> cancelled(tx, "Claim", papers.claim()))
                .call(() -> cancelled(tx, "Invoice", papers.invoice()))
                .call(
                        () ->
                                document(tx, "ClaimResponse", papers.response())
                                        .map(Stored::document)
                                        .map(s -> BillDocuments.refunded(s, refund, tx.now()))
                                        .chain(r -> documents.create(tx, r, QuoteService.BILL)))
                .call(
                        () ->
                                bills.papers(
                                        tx,
                                        bill.id(),
                                        new BillRow.Papers(
                                                papers.claim(),
                                                papers.response(),
                                                papers.invoice(),
                                                refund)))
                .chain(subject -> events.tell(tx, Kinds.BILL_REFUNDED, subject));
    }

    private Uni<Stored> cancelled(Tx tx, String type, String id) {
        return documents
                .lock(tx, type, id)
                .map(Optional::orElseThrow)
                .chain(
                        stored ->
                                documents.update(
                                        tx, stored, stored.document().put("status", "cancelled")));
    }

    private Uni<Stored> document(Tx tx, String type, String id) {
        return documents.find(tx, type, id).map(Optional::orElseThrow);
    }

    private Uni<Void> move(Tx tx, String id, BillStatus from, BillStatus to) {
        return bills.move(tx, id, from, to, null, null)
                .invoke(
                        moved -> {
                            if (!moved) {
                                throw new LostPenException("bill " + id);
                            }
                        })
                .replaceWithVoid();
    }
}
