package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.yunzhen.hospital.settlement.CashChannel.Outcome;
import org.yunzhen.hospital.settlement.CashChannel.Payment;
import org.yunzhen.hospital.settlement.CashChannel.Refund;
import org.yunzhen.hospital.settlement.CashChannel.Reply;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;

/**
 * The patient's leg. The channel does a number once however often it is asked, so what was lost is
 * queried, and what is not there is asked again under the same number.
 */
@ApplicationScoped
class CashLeg implements LegWork {
    private static final String PAY = "cash/pay";
    private static final String REFUND = "cash/refund";

    private final CashChannel channel;
    private final Transactions transactions;
    private final Departure departure;
    private final Journal journal;
    private final Landing landing;
    private final Ledger ledger;

    CashLeg(
            CashChannel channel,
            Transactions transactions,
            Departure departure,
            Journal journal,
            Landing landing,
            Ledger ledger) {
        this.channel = channel;
        this.transactions = transactions;
        this.departure = departure;
        this.journal = journal;
        this.landing = landing;
        this.ledger = ledger;
    }

    @Override
    public Payer payer() {
        return Payer.CASH;
    }

    @Override
    public Uni<Void> send(Case work) {
        String number = work.bill().number('P', 30) + "-" + work.quote().version();
        Case sent = work.at(LegStatus.SENT, number);
        return departure
                .of(
                        work,
                        LegStatus.SENT,
                        new Numbers(number, null, null),
                        number,
                        PAY,
                        body(work, number))
                .chain(() -> ask(work, number, PAY, () -> channel.pay(payment(sent))))
                .chain(
                        reply ->
                                reply.outcome() == Outcome.NOT_SENT
                                        ? landing.refused(
                                                sent, Refusal.PAYMENT_UNAVAILABLE, reply.detail())
                                        : landed(sent, reply));
    }

    private static Payment payment(Case work) {
        return new Payment(
                work.leg().requestNo(),
                work.leg().amount(),
                work.bill().payer(),
                work.bill().subjectType());
    }

    private Uni<Void> landed(Case work, Reply reply) {
        return switch (reply.outcome()) {
            case DONE ->
                    landing.done(
                            work,
                            reply.theirNo(),
                            tx -> ledger.cashPaid(tx, work.bill().id(), work.leg().amount()));
            case REFUSED -> landing.refused(work, Refusal.PAYMENT_REFUSED, reply.detail());
            case UNKNOWN, NOT_SENT, ABSENT -> landing.unknown(work);
        };
    }

    @Override
    public Uni<Void> resolve(Case work) {
        String number = work.leg().requestNo();
        return Outside.ask(() -> channel.query(number))
                .chain(
                        reply ->
                                reply.outcome() == Outcome.ABSENT
                                        ? transactions
                                                .run(
                                                        work.tenant(),
                                                        tx -> journaled(tx, work, number, PAY))
                                                .chain(
                                                        () ->
                                                                ask(
                                                                        work,
                                                                        number,
                                                                        PAY,
                                                                        () ->
                                                                                channel.pay(
                                                                                        payment(
                                                                                                work))))
                                        : Uni.createFrom().item(reply))
                .chain(reply -> landed(work, reply));
    }

    @Override
    public Uni<Void> undo(Case work) {
        String number = "R" + work.leg().requestNo();
        Case undoing = work.at(LegStatus.UNDOING, work.leg().requestNo());
        return departure
                .of(
                        work,
                        LegStatus.UNDOING,
                        new Numbers(null, number, null),
                        number,
                        REFUND,
                        body(work, number))
                .chain(() -> refund(work, number))
                .chain(reply -> refunded(undoing, reply));
    }

    private Uni<Reply> refund(Case work, String number) {
        Refund refund = new Refund(work.leg().requestNo(), number, work.leg().amount());
        return ask(work, number, REFUND, () -> channel.refund(refund));
    }

    private Uni<Void> refunded(Case work, Reply reply) {
        return switch (reply.outcome()) {
            case DONE -> landing.undone(work);
            case REFUSED -> landing.held(work, "the channel refuses the refund: " + reply.detail());
            case UNKNOWN, NOT_SENT, ABSENT -> landing.later(work);
        };
    }

    @Override
    public Uni<Void> resolveUndo(Case work) {
        String number = work.leg().undoNo();
        return Outside.ask(() -> channel.queryRefund(number))
                .chain(
                        reply ->
                                reply.outcome() == Outcome.ABSENT
                                        ? refund(work, number)
                                        : Uni.createFrom().item(reply))
                .chain(reply -> refunded(work, reply));
    }

    private Uni<Void> journaled(Tx tx, Case work, String number, String action) {
        return departure
                .stillMine(tx, work)
                .chain(
                        () ->
                                journal.sending(
                                        tx, work.bill().id(), number, action, body(work, number)));
    }

    private static String body(Case work, String number) {
        return number + " " + work.leg().amount();
    }

    private Uni<Reply> ask(
            Case work, String number, String action, Supplier<CompletionStage<Reply>> question) {
        return Outside.ask(question)
                .call(
                        reply ->
                                journal.answered(
                                        transactions.reading(work.tenant()),
                                        number,
                                        action,
                                        reply.outcome().name(),
                                        reply.detail()));
    }
}
