package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$reschedule}: another slot, or nothing changes. */
@ApplicationScoped
class RescheduleOperation implements AppointmentOperation {
    private final RescheduleService moves;

    RescheduleOperation(RescheduleService moves) {
        this.moves = moves;
    }

    @Override
    public String name() {
        return "reschedule";
    }

    @Override
    public String description() {
        return "Moves an appointment to another slot of the same fee, or leaves it as it is";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("slot", "Reference", "The new slot"),
                Parameter.result("Appointment", "With its new number"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        String slot = Inputs.of(call).requiredReference("slot", "Slot");
        return moves.reschedule(call, tx, slot).invoke(call.trace()::touched).map(Answer::updated);
    }
}
