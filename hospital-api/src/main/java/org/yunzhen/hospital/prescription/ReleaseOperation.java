package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code Task/{id}/$release}: the pharmacy gives back what it has not dispensed. The patient gets a
 * new code; a revocation that waits is thereby accepted.
 */
@ApplicationScoped
class ReleaseOperation implements TaskOperation {
    private final Locks locks;
    private final PickupCodes codes;
    private final Moves moves;

    ReleaseOperation(Locks locks, PickupCodes codes, Moves moves) {
        this.locks = locks;
        this.codes = codes;
        this.moves = moves;
    }

    @Override
    public String name() {
        return "release";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACY);
    }

    @Override
    public String description() {
        return "Gives back the lines that are not dispensed, so that another pharmacy may claim.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("secret", "string", "from $claim"),
                Parameter.result("Task", "the prescription"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        String secret = Inputs.of(call).requiredText("secret");
        return locks.held(call, tx, secret)
                .chain(row -> released(tx, row))
                .invoke(call.trace()::touched)
                .map(Answer::updated);
    }

    private Uni<Stored> released(Tx tx, Prescription row) {
        boolean wantedBack = row.revocation() != null;
        Prescription after =
                wantedBack
                        ? row.after(Step.ACCEPT_REVOCATION).heldByNobody()
                        : row.after(Step.RELEASE).heldByNobody().withCode(codes.fresh(tx.tenant()));
        return moves.apply(tx, row, after, Kinds.PRESCRIPTION_MOVED, task -> {});
    }
}
