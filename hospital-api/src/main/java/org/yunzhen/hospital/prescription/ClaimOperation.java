package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Task/$claim}. Repeats by itself: its answer holds a secret that is kept sealed only. */
@ApplicationScoped
class ClaimOperation implements TaskOperation {
    private final ClaimService service;

    ClaimOperation(ClaimService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACY);
    }

    @Override
    public boolean repeatsByItself() {
        return true;
    }

    @Override
    public String description() {
        return "Locks the prescription of a pick-up code for one pharmacy. The same pharmacy with"
                + " the same code gets the same secret again.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("code", "string", "the patient's pick-up code"),
                new Parameter("task", "out", 1, "1", "Task", "the prescription"),
                new Parameter("secret", "out", 1, "1", "string", "opens the lock"),
                new Parameter("prescription", "out", 1, "1", "Bundle", "as it was signed"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.claim(call, tx);
    }
}
