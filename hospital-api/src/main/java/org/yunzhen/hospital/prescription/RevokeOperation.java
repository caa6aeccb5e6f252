package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Task/{id}/$revoke}. */
@ApplicationScoped
class RevokeOperation implements TaskOperation {
    private final RevocationService service;

    RevokeOperation(RevocationService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "revoke";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.DOCTOR);
    }

    @Override
    public String description() {
        return "The prescriber takes a prescription back: at once while no pharmacy holds it, else"
                + " the holder is asked.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("reason", "string", "why"),
                Parameter.result("Task", "cancelled, or in-progress with the request in it"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.revoke(call, tx).map(Answer::updated);
    }
}
