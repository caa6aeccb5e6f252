package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;

/** {@code Claim/{id}/$refund}. */
@ApplicationScoped
class RefundOperation implements BillOperation {
    private final RefundService refunds;

    RefundOperation(RefundService refunds) {
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return "refund";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PATIENT, Role.OPERATOR);
    }

    @Override
    public String description() {
        return "Gives a settled bill back in full, to the insurer and to the patient. A booked"
                + " appointment or a waiting visit that it paid for is cancelled with it; one that"
                + " was used is refunded by the hospital only";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.result("ClaimResponse", "The bill's figures negated, naming its Claim"));
    }

    @Override
    public Uni<Answer> run(Call call) {
        return refunds.refund(call, call.id()).map(Answer::created);
    }
}
