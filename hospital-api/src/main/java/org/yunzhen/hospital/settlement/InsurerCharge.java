package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.QUERY_SETTLEMENT;
import static org.yunzhen.insurance.Transactions.REVERSE;
import static org.yunzhen.insurance.Transactions.SETTLE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.Outcome;
import org.yunzhen.insurance.PreparedCall;
import org.yunzhen.insurance.SettlementResolution;
import org.yunzhen.insurance.message.FundShare;
import org.yunzhen.insurance.message.PreSettle;
import org.yunzhen.insurance.message.Reversal;
import org.yunzhen.insurance.message.Settle;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.message.SettlementInfo;
import org.yunzhen.insurance.message.SettlementQuery;
import org.yunzhen.mappings.nhsa.Bill;
import org.yunzhen.mappings.nhsa.Identity;
import org.yunzhen.mappings.nhsa.SettlementFigures;
import org.yunzhen.mappings.nhsa.Violation;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The insurer's leg forward: 2207. One without an answer is never sent again: 5203 finds its bill,
 * or 2601 makes sure there is none.
 */
@ApplicationScoped
class InsurerCharge {
    private final Gateway gateway;
    private final Departure departure;
    private final Landing landing;
    private final Ledger ledger;

    InsurerCharge(Gateway gateway, Departure departure, Landing landing, Ledger ledger) {
        this.gateway = gateway;
        this.departure = departure;
        this.landing = landing;
        this.ledger = ledger;
    }

    Uni<Void> send(Case work) {
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
        return departure
                .of(work, LegStatus.SENT, new Numbers(call.msgid(), null, null), call)
                .chain(() -> gateway.send(call))
                .call(outcome -> gateway.answered(work.tenant(), call, outcome))
                .chain(outcome -> landed(work.at(LegStatus.SENT, call.msgid()), outcome));
    }

    private static Settle settle(Case work) {
        QuoteRow quote = work.quote();
        PreSettle asked =
                InsuredQuote.preSettle(
                        work.bill().insured(),
                        quote.shares().total(),
                        quote.batch(),
                        quote.useAccount());
        return Settle.of(
                asked,
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

    Uni<Void> resolve(Case work) {
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
        return departure
                .stillMine(work)
                .chain(
                        () ->
                                gateway.ask(
                                        work.tenant(),
                                        work.bill().id(),
                                        REVERSE,
                                        new Reversal(insured.psnNo(), reverse.omsgid(), "2207"),
                                        insured.insuplcAdmdvs()))
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
}
