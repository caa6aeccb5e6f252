package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$no-show}: the patient did not come. */
@ApplicationScoped
class NoShowOperation implements AppointmentOperation {
    private final CancelService cancellations;

    NoShowOperation(CancelService cancellations) {
        this.cancellations = cancellations;
    }

    @Override
    public String name() {
        return "no-show";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.DOCTOR, Role.OPERATOR);
    }

    @Override
    public String description() {
        return "Says that the patient did not come; while the slot lasts the number returns";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.result("Appointment", "Not shown to operators, who see no reasons"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return cancellations
                .noShow(call, tx)
                .invoke(call.trace()::touched)
                .map(Answer::updated)
                .map(answer -> call.caller().role() == Role.OPERATOR ? answer.minimal() : answer);
    }
}
