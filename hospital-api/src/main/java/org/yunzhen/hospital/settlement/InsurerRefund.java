package org.yunzhen.hospital.settlement;

import static org.yunzhen.insurance.Transactions.CANCEL_SETTLEMENT;
import static org.yunzhen.insurance.Transactions.QUERY_SETTLEMENT;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.settlement.Legs.Numbers;
import org.yunzhen.insurance.CancellationResolution;
import org.yunzhen.insurance.Outcome;
import org.yunzhen.insurance.PreparedCall;
import org.yunzhen.insurance.message.CancelledSettlement;
import org.yunzhen.insurance.message.SettlementCancel;
import org.yunzhen.insurance.message.SettlementQuery;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The insurer's leg back: 2208, which is asked for with 5203 until it has taken effect. One that
 * never does is held for a person. Fee lines and registration leave when the bill is closed.
 */
@ApplicationScoped
class InsurerRefund {
    private static final int CANCELS_MAX = 6;

    private final Gateway gateway;
    private final Departure departure;
    private final Landing landing;

    InsurerRefund(Gateway gateway, Departure departure, Landing landing) {
        this.gateway = gateway;
        this.departure = departure;
        this.landing = landing;
    }

    Uni<Void> undo(Case work) {
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
        return departure
                .of(work, LegStatus.UNDOING, numbers, call)
                .chain(() -> gateway.send(call))
                .call(outcome -> gateway.answered(work.tenant(), call, outcome))
                .chain(
                        outcome ->
                                outcome instanceof Outcome.Done<CancelledSettlement>
                                        ? landing.undone(undoing)
                                        : landing.later(undoing));
    }

    Uni<Void> resolve(Case work) {
        BillRow.Insured insured = work.bill().insured();
        String setlId = work.leg().theirNo();
        return gateway.ask(
                        work.tenant(),
                        work.bill().id(),
                        QUERY_SETTLEMENT,
                        new SettlementQuery(insured.psnNo(), setlId, insured.mdtrtId()),
                        insured.insuplcAdmdvs())
                .map(answer -> CancellationResolution.afterQuery(answer, setlId))
                .chain(resolution -> resolved(work, resolution))
                .onFailure(RefusedException.class)
                .recoverWithUni(() -> landing.later(work));
    }

    private Uni<Void> resolved(Case work, CancellationResolution resolution) {
        if (resolution instanceof CancellationResolution.Cancelled) {
            return landing.undone(work);
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
