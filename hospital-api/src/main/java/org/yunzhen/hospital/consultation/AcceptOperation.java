package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Encounter/{id}/$accept}: a doctor takes the visit. */
@Singleton
class AcceptOperation extends VisitOperation {
    private final Acceptance acceptance;

    AcceptOperation(Acceptance acceptance) {
        super("accept", Role.DOCTOR, "A doctor takes the visit out of the waiting room.");
        this.acceptance = acceptance;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        return acceptance.accept(call, tx);
    }
}
