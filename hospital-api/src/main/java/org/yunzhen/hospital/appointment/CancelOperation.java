package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$cancel}: the patient gives the number back. */
@ApplicationScoped
class CancelOperation implements AppointmentOperation {
    private final CancelService cancellations;

    CancelOperation(CancelService cancellations) {
        this.cancellations = cancellations;
    }

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public String description() {
        return "Cancels an appointment before the visit; what was paid goes back";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("reason", "string", "Why"),
                Parameter.result("Appointment", "Cancelled"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        String words = Inputs.of(call).text("reason").filter(r -> !r.isBlank()).orElse(null);
        return cancellations
                .byPatient(call, tx, words)
                .invoke(call.trace()::touched)
                .map(Answer::updated);
    }
}
