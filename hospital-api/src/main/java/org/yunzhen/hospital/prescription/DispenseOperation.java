package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Task/{id}/$dispense}. */
@ApplicationScoped
class DispenseOperation implements TaskOperation {
    private final DispenseService service;

    DispenseOperation(DispenseService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "dispense";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACY);
    }

    @Override
    public String description() {
        return "Reports what was handed over, line by line and never more than was prescribed.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("secret", "string", "from $claim"),
                Parameter.many(
                        "medicationDispense",
                        1,
                        "MedicationDispense",
                        "authorizingPrescription names the line, quantity counts packages"),
                Parameter.result("Task", "the prescription; completed with its last line"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.dispense(call, tx).map(Answer::updated);
    }
}
