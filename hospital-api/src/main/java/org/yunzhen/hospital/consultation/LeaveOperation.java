package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Encounter/{id}/$leave}: the patient leaves the waiting room. */
@Singleton
class LeaveOperation extends VisitOperation {
    private final Visits visits;

    LeaveOperation(Visits visits) {
        super(
                "leave",
                Role.PATIENT,
                "The patient leaves the waiting room; what was paid goes back.");
        this.visits = visits;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        return visits.ofPatient(call, tx)
                .chain(locked -> visits.cancel(tx, locked, VisitStep.LEAVE, null, null));
    }
}
