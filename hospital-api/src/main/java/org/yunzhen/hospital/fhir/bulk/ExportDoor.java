package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Who may look at an export: whoever began it, in the same capacity. */
@ApplicationScoped
class ExportDoor {
    private static final Set<Role> CALLERS = EnumSet.of(Role.INTEGRATION, Role.REGULATOR);

    private final Access access;
    private final ExportJobs jobs;

    ExportDoor(Access access, ExportJobs jobs) {
        this.access = access;
        this.jobs = jobs;
    }

    /** The job; 404 when there is none, another's is meant, or it has expired. */
    Uni<ExportJob> open(Call call, Tx tx) {
        if (!CALLERS.contains(call.caller().role())) {
            return Uni.createFrom().failure(access.denial(call.caller()));
        }
        call.trace().allowedBy(call.caller().role().code() + ":own-export");
        return jobs.find(tx, call.caller(), call.id())
                .map(job -> job.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND)));
    }
}
