package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Encounter/{id}/$finish}: the doctor finishes the visit. */
@Singleton
class FinishOperation extends VisitOperation {
    private final Visits visits;

    FinishOperation(Visits visits) {
        super("finish", Role.DOCTOR, "The doctor finishes the visit.");
        this.visits = visits;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        return visits.ofDoctor(call, tx).chain(locked -> visits.finish(tx, locked));
    }
}
