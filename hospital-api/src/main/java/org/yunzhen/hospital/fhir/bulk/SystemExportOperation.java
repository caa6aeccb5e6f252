package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code $export}: all resources of the tenant that the caller may search without limit. */
@ApplicationScoped
class SystemExportOperation implements ExportOperation {
    private final ExportKickOff kickOff;

    SystemExportOperation(ExportKickOff kickOff) {
        this.kickOff = kickOff;
    }

    @Override
    public String type() {
        return ANY_TYPE;
    }

    @Override
    public boolean appliesTo(String resourceType) {
        return false;
    }

    @Override
    public Level level() {
        return Level.SYSTEM;
    }

    @Override
    public String description() {
        return "Bulk Data export of all resources, as they were at the kick-off: 202 with"
                + " Content-Location; there 202 with X-Progress, then the manifest; DELETE cancels.";
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return kickOff.ofAll(call, tx);
    }
}
