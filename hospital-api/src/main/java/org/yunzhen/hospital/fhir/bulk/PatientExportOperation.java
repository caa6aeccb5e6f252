package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Patient/$export}: what stands in the compartments of all patients. */
@ApplicationScoped
class PatientExportOperation implements ExportOperation {
    private final ExportKickOff kickOff;

    PatientExportOperation(ExportKickOff kickOff) {
        this.kickOff = kickOff;
    }

    @Override
    public String type() {
        return "Patient";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.INTEGRATION);
    }

    @Override
    public String description() {
        return "Bulk Data export of the records of all patients, as they were at the kick-off.";
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return kickOff.ofPatients(call, tx, null);
    }
}
