package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Gives a settled bill back in full, once, however often it is asked.
 *
 * <p>What was paid for and is not yet used does not take place any more: a booked Appointment is
 * cancelled (its number returns, to the waiting list first) and a waiting visit ends, in the
 * transaction that marks the bill. So a refund and a {@code $cancel} come to the same, and of a
 * refund and a {@code $check-in} at once exactly one happens. What is used already is refused to
 * the patient, with the operation that is left to them; the hospital may still give the money back,
 * and the appointment or visit goes on.
 */
@ApplicationScoped
class RefundService {
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    /** Once it was begun or used, only the hospital gives it back. */
    private static final Set<String> USED =
            Set.of(
                    "Appointment/arrived",
                    "Appointment/checked-in",
                    "Appointment/fulfilled",
                    "Appointment/noshow",
                    "Encounter/in-progress",
                    "Encounter/onleave",
                    "Encounter/finished",
                    "Task/in-progress",
                    "Task/completed");

    /** Who waits for the doctor leaves the waiting room, and is thereby refunded. */
    private static final Map<String, String> INSTEAD =
            Map.of("Appointment/arrived", "Encounter/$leave");

    private final Transactions transactions;
    private final Documents documents;
    private final SubjectLock subjects;
    private final Access access;
    private final Events events;
    private final Bills bills;
    private final Saga saga;

    RefundService(
            Transactions transactions,
            Documents documents,
            SubjectLock subjects,
            Access access,
            Events events,
            Bills bills,
            Saga saga) {
        this.transactions = transactions;
        this.documents = documents;
        this.subjects = subjects;
        this.access = access;
        this.events = events;
        this.bills = bills;
        this.saga = saga;
    }

    /** The ClaimResponse with the negated figures. */
    Uni<Stored> refund(Call call, String claim) {
        return transactions
                .run(call.tenant(), tx -> begun(tx, call, claim))
                .chain(bill -> ended(call, bill, Instant.now().plus(WAIT_MAX)))
                .invoke(call.trace()::touched);
    }

    private Uni<String> begun(Tx tx, Call call, String claim) {
        return bills.byClaim(tx, claim)
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .call(bill -> relation(tx, call, bill).invoke(call.trace()::through))
                .call(bill -> begun(tx, call, bill))
                .map(BillRow::id);
    }

    private Uni<String> relation(Tx tx, Call call, BillRow bill) {
        return call.caller().role() == Role.OPERATOR
                ? Uni.createFrom().item("operator")
                : access.actFor(tx, call.caller(), bill.patient());
    }

    private Uni<Void> begun(Tx tx, Call call, BillRow bill) {
        return switch (bill.status()) {
            case SETTLED -> withdrawn(tx, call, bill);
            case REFUNDING, REFUNDED -> Uni.createFrom().voidItem();
            case HELD -> Uni.createFrom().failure(new RefusedException(Refusal.BILL_HELD));
            case QUOTED, SUBMITTED, REVERTING, FAILED ->
                    Uni.createFrom().failure(new RefusedException(Refusal.REFUND_NOT_ALLOWED));
        };
    }

    /**
     * Under the lock of the subject the bill is looked at again: of many that ask at once, or
     * beside a cancellation, one gives it back.
     */
    private Uni<Void> withdrawn(Tx tx, Call call, BillRow bill) {
        return subjects.of(tx, bill)
                .invoke(subject -> requireUnused(call, subject))
                .chain(
                        subject ->
                                bills.find(tx, bill.id())
                                        .chain(
                                                now ->
                                                        now.status() == BillStatus.SETTLED
                                                                ? givenBack(tx, bill.id(), subject)
                                                                : begun(tx, call, now)));
    }

    /** What its own room cancels now may move the bill already. */
    private Uni<Void> givenBack(Tx tx, String bill, Stored subject) {
        return events.tell(tx, Kinds.BILL_REFUNDING, subject)
                .chain(
                        () ->
                                bills.move(
                                        tx,
                                        bill,
                                        BillStatus.SETTLED,
                                        BillStatus.REFUNDING,
                                        null,
                                        null))
                .replaceWithVoid();
    }

    private static void requireUnused(Call call, Stored subject) {
        String status = subject.document().path("status").asText();
        String state = subject.type() + "/" + status;
        boolean used = USED.contains(state) || Undelivered.isHandedOver(subject);
        if (call.caller().role() == Role.PATIENT && used) {
            RefusedException refused =
                    new RefusedException(Refusal.REFUND_NOT_ALLOWED).with("status", status);
            throw INSTEAD.containsKey(state)
                    ? refused.with("operation", INSTEAD.get(state))
                    : refused;
        }
    }

    private Uni<Stored> ended(Call call, String id, Instant until) {
        Tx tx = transactions.reading(call.tenant());
        return saga.drive(call.tenant(), id)
                .chain(() -> bills.find(tx, id))
                .chain(bill -> ended(call, bill, until));
    }

    private Uni<Stored> ended(Call call, BillRow bill, Instant until) {
        if (bill.status() == BillStatus.REFUNDED) {
            return documents
                    .find(
                            transactions.reading(call.tenant()),
                            "ClaimResponse",
                            bill.papers().refund())
                    .map(Optional::orElseThrow);
        }
        if (bill.status() == BillStatus.HELD) {
            return Uni.createFrom().failure(new RefusedException(Refusal.BILL_HELD));
        }
        return Instant.now().isAfter(until)
                ? Uni.createFrom().failure(new RefusedException(Refusal.IN_PROGRESS))
                : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(LOOK_AGAIN)
                        .chain(() -> ended(call, bill.id(), until));
    }
}
