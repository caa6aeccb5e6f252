package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Encounter/{id}/$resume}: the doctor goes on with a paused visit. */
@Singleton
class ResumeOperation extends VisitOperation {
    private final Visits visits;

    ResumeOperation(Visits visits) {
        super("resume", Role.DOCTOR, "The doctor goes on with a paused visit.");
        this.visits = visits;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        return visits.ofDoctor(call, tx).chain(locked -> visits.move(tx, locked, VisitStep.RESUME));
    }
}
