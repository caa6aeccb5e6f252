package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Encounter/{id}/$pause}: the doctor pauses the visit. */
@Singleton
class PauseOperation extends VisitOperation {
    private final Visits visits;

    PauseOperation(Visits visits) {
        super("pause", Role.DOCTOR, "The doctor pauses the visit.");
        this.visits = visits;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        return visits.ofDoctor(call, tx).chain(locked -> visits.move(tx, locked, VisitStep.PAUSE));
    }
}
