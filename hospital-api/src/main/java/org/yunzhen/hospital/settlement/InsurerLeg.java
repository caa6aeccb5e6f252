package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.CANCEL_REGISTRATION;
import static org.yunzhen.insurance.Transactions.CANCEL_SETTLEMENT;
import static org.yunzhen.insurance.Transactions.QUERY_SETTLEMENT;
import static org.yunzhen.insurance.Transactions.REVERSE;
import static org.yunzhen.insurance.Transactions.REVOKE_FEES;
import static org.yunzhen.insurance.Transactions.SETTLE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.CancellationResolution;
import org.yunzhen.insurance.Outcome;
import org.yunzhen.insurance.PreparedCall;
import org.yunzhen.insurance.SettlementResolution;
import org.yunzhen.insurance.message.CancelledSettlement;
import org.yunzhen.insurance.message.FeeRevoke;
import org.yunzhen.insurance.message.FundShare;
import org.yunzhen.insurance.message.PreSettle;
import org.yunzhen.insurance.message.RegistrationCancel;
import org.yunzhen.insurance.message.Reversal;
import org.yunzhen.insurance.message.Settle;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.message.SettlementCancel;
import org.yunzhen.insurance.message.SettlementInfo;
import org.yunzhen.insurance.message.SettlementQuery;
import org.yunzhen.mappings.nhsa.Bill;
import org.yunzhen.mappings.nhsa.Identity;
import org.yunzhen.mappings.nhsa.SettlementFigures;
import org.yunzhen.mappings.nhsa.Violation;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The insurer's leg: 2207 forward, 2208 back. A 2207 without an answer is never sent again: 5203
 * finds its bill, or 2601 makes sure there is none.
 */
@ApplicationScoped
class InsurerLeg implements LegWork {
    private static final int CANCELS_MAX = 6;

    private final Gateway gateway;
    private final Transactions transactions;
    private final Legs legs;
    private final Journal journal;
    private final Landing landing;
    private final Ledger ledger;

    InsurerLeg(
            Gateway gateway,
            Transactions transactions,
            Legs legs,
            Journal journal,
            Landing landing,
            Ledger ledger) {
        this.gateway = gateway;
        this.transactions = transactions;
        this.legs = legs;
        this.journal = journal;
        this.landing = landing;
        this.ledger = ledger;
    }

    @Override
    public Payer payer() {
        return Payer.INSURER;
    }

    @Override
    public Uni<Void> send(Case work) {
        BillRow.Insured insured = work.bill().insured();
        return gateway.prepare(work.tenant(), SETTLE, settle(work), insured.insuplcAdmdvs())
                .onItemOrFailure()
                .transformToUni(
                        (call, failure) ->
                                failure == null ? send(work, call) : notPrepared(work, failure));
    }

    private Uni<Void> notPrepared(Case work, Throwable failure) {
        return failure instanceof RefusedException refused
                ? landing.refused(work, refused.refusal(), refused.getMessage())
                : Uni.createFrom().failure(failure);
    }

    private Uni<Void> send(Case work, PreparedCall<Settlement> call) {
        return transactions
                .run(work.tenant(), tx -> sending(tx, work, call))
                .chain(() -> gateway.send(call))
                .call(outcome -> gateway.answered(work.tenant(), call, outcome))
                .chain(outcome -> landed(work.at(LegStatus.SENT, call.msgid()), outcome));
    }

    private Uni<Void> sending(Tx tx, Case work, PreparedCall<?> call) {
        Numbers numbers = new Numbers(call.msgid(), null, null);
        return legs.move(tx, work.bill().id(), work.leg(), LegStatus.SENT, numbers)
                .chain(() -> journaled(tx, work, call));
    }

    private Uni<Void> journaled(Tx tx, Case work, PreparedCall<?> call) {
        return journal.sending(
                tx, work.bill().id(), call.msgid(), call.transaction().infno(), call.body());
    }

    private static Settle settle(Case work) {
        QuoteRow quote = work.quote();
        PreSettle asked =
                InsuredQuote.preSettle(
                        work.bill().insured(),
                        quote.shares().total(),
                        quote.batch(),
                        quote.useAccount());
        return new Settle(
                asked.psnNo(),
                asked.mdtrtCertType(),
                asked.mdtrtCertNo(),
                asked.medType(),
                asked.medfeeSumamt(),
                asked.psnSetlway(),
                asked.mdtrtId(),
                asked.chrgBchno(),
                asked.acctUsedFlag(),
                asked.insutype(),
                work.bill().number('I', 20),
                quote.split().ownpay().yuan(),
                quote.split().overlmt().yuan(),
                quote.split().preselfpay().yuan(),
                quote.split().inscp().yuan());
    }

    private Uni<Void> landed(Case work, Outcome<Settlement> outcome) {
        if (outcome instanceof Outcome.Done<Settlement> done) {
            return adopt(work, done.output().setlinfo(), done.output().setldetail());
        }
        if (outcome instanceof Outcome.Refused<Settlement>) {
            return landing.refused(work, Refusal.INSURANCE_REFUSED, Gateway.detail(outcome));
        }
        return outcome instanceof Outcome.NotSent<Settlement>
                ? landing.refused(work, Refusal.INSURANCE_UNAVAILABLE, Gateway.detail(outcome))
                : landing.unknown(work);
    }

    /** Books a bill that is in force; one that is not the quoted one is given back at once. */
    private Uni<Void> adopt(Case work, SettlementInfo info, List<FundShare> funds) {
        SettlementFigures figures = Figures.of(info);
        QuoteRow.Shares shares = Figures.shares(figures);
        List<Violation> violations =
                Identity.violations(
                        new Bill(figures, List.of(), Figures.funds(funds)), Figures.PROVINCE);
        boolean asQuoted =
                shares.equals(work.quote().shares())
                        && Figures.split(figures).equals(work.quote().split());
        return landing.done(
                work,
                info.setlId(),
                tx ->
                        ledger.insurerSettled(tx, work.bill().id(), shares.fund(), shares.account())
                                .chain(() -> judged(tx, work, violations, asQuoted)));
    }

    private Uni<Void> judged(Tx tx, Case work, List<Violation> violations, boolean asQuoted) {
        if (!violations.isEmpty()) {
            return landing.held(tx, work, violations.toString());
        }
        return asQuoted
                ? Uni.createFrom().voidItem()
                : landing.revert(tx, work, Refusal.QUOTE_CHANGED, "2207");
    }

    @Override
    public Uni<Void> resolve(Case work) {
        BillRow.Insured insured = work.bill().insured();
        return gateway.ask(
                        work.tenant(),
                        work.bill().id(),
                        QUERY_SETTLEMENT,
                        SettlementQuery.ofVisit(insured.psnNo(), insured.mdtrtId()),
                        insured.insuplcAdmdvs())
                .map(a -> SettlementResolution.afterQuery(a, work.leg().requestNo()))
                .chain(
                        resolution ->
                                resolution instanceof SettlementResolution.Reverse reverse
                                        ? reverse(work, reverse)
                                        : Uni.createFrom().item(resolution))
                .chain(resolution -> resolved(work, resolution))
                .onFailure(RefusedException.class)
                .recoverWithUni(() -> landing.unknown(work));
    }

    private Uni<SettlementResolution> reverse(Case work, SettlementResolution.Reverse reverse) {
        BillRow.Insured insured = work.bill().insured();
        return gateway.ask(
                        work.tenant(),
                        work.bill().id(),
                        REVERSE,
                        new Reversal(insured.psnNo(), reverse.omsgid(), "2207"),
                        insured.insuplcAdmdvs())
                .map(answer -> SettlementResolution.afterReversal(answer, reverse));
    }

    private Uni<Void> resolved(Case work, SettlementResolution resolution) {
        if (resolution instanceof SettlementResolution.Adopt adopt) {
            return adopt(work, adopt.bill(), List.of());
        }
        if (resolution instanceof SettlementResolution.NothingInForce) {
            return landing.refused(work, Refusal.INSURANCE_UNAVAILABLE, "reversed by 2601");
        }
        return resolution instanceof SettlementResolution.StillUnknown still && still.forPerson()
                ? landing.held(work, still.why())
                : landing.unknown(work);
    }

    @Override
    public Uni<Void> undo(Case work) {
        BillRow.Insured insured = work.bill().insured();
        SettlementCancel cancel =
                new SettlementCancel(work.leg().theirNo(), insured.mdtrtId(), insured.psnNo());
        return gateway.prepare(work.tenant(), CANCEL_SETTLEMENT, cancel, insured.insuplcAdmdvs())
                .chain(call -> undo(work, call))
                .onFailure(RefusedException.class)
                .recoverWithUni(() -> landing.later(work));
    }

    private Uni<Void> undo(Case work, PreparedCall<CancelledSettlement> call) {
        Numbers numbers = new Numbers(null, call.msgid(), null);
        Case undoing = work.at(LegStatus.UNDOING, work.leg().requestNo());
        return transactions
                .run(
                        work.tenant(),
                        tx ->
                                legs.move(
                                                tx,
                                                work.bill().id(),
                                                work.leg(),
                                                LegStatus.UNDOING,
                                                numbers)
                                        .chain(() -> journaled(tx, work, call)))
                .chain(() -> gateway.send(call))
                .call(outcome -> gateway.answered(work.tenant(), call, outcome))
                .chain(
                        outcome ->
                                outcome instanceof Outcome.Done<CancelledSettlement>
                                        ? undone(undoing)
                                        : landing.later(undoing));
    }

    /**
     * The fee lines and the registration go too, if the platform lets them; no money hangs on it.
     */
    private Uni<Void> undone(Case work) {
        BillRow.Insured insured = work.bill().insured();
        String bill = work.bill().id();
        return landing.undone(work)
                .chain(
                        () ->
                                gateway.ask(
                                        work.tenant(),
                                        bill,
                                        REVOKE_FEES,
                                        new FeeRevoke(
                                                insured.mdtrtId(),
                                                FeeRevoke.ALL_BATCHES,
                                                insured.psnNo()),
                                        insured.insuplcAdmdvs()))
                .chain(
                        () ->
                                gateway.ask(
                                        work.tenant(),
                                        bill,
                                        CANCEL_REGISTRATION,
                                        new RegistrationCancel(
                                                insured.psnNo(),
                                                insured.mdtrtId(),
                                                work.bill().number('V', 30)),
                                        insured.insuplcAdmdvs()))
                .onFailure(RefusedException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> resolveUndo(Case work) {
        BillRow.Insured insured = work.bill().insured();
        String setlId = work.leg().theirNo();
        return gateway.ask(
                        work.tenant(),
                        work.bill().id(),
                        QUERY_SETTLEMENT,
                        new SettlementQuery(insured.psnNo(), setlId, insured.mdtrtId()),
                        insured.insuplcAdmdvs())
                .map(answer -> CancellationResolution.afterQuery(answer, setlId))
                .chain(resolution -> undoResolved(work, resolution))
                .onFailure(RefusedException.class)
                .recoverWithUni(() -> landing.later(work));
    }

    private Uni<Void> undoResolved(Case work, CancellationResolution resolution) {
        if (resolution instanceof CancellationResolution.Cancelled) {
            return undone(work);
        }
        boolean hopeless =
                work.leg().attempts() >= CANCELS_MAX
                        || (resolution instanceof CancellationResolution.StillUnknown still
                                && still.forPerson());
        if (hopeless) {
            return landing.held(work, "2208 does not take effect");
        }
        return resolution instanceof CancellationResolution.CancelAgain
                ? undo(work)
                : landing.later(work);
    }
}
