package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The insurer's leg: forward by {@link InsurerCharge}, back by {@link InsurerRefund}. */
@ApplicationScoped
class InsurerLeg implements LegWork {
    private final InsurerCharge charge;
    private final InsurerRefund refund;

    InsurerLeg(InsurerCharge charge, InsurerRefund refund) {
        this.charge = charge;
        this.refund = refund;
    }

    @Override
    public Payer payer() {
        return Payer.INSURER;
    }

    @Override
    public Uni<Void> send(Case work) {
        return charge.send(work);
    }

    @Override
    public Uni<Void> resolve(Case work) {
        return charge.resolve(work);
    }

    @Override
    public Uni<Void> undo(Case work) {
        return refund.undo(work);
    }

    @Override
    public Uni<Void> resolveUndo(Case work) {
        return refund.resolve(work);
    }
}
