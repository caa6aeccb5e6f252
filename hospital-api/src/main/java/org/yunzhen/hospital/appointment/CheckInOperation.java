package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$check-in}: the patient is here. */
@ApplicationScoped
class CheckInOperation implements AppointmentOperation {
    private final CheckInService arrivals;

    CheckInOperation(CheckInService arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String name() {
        return "check-in";
    }

    @Override
    public String description() {
        return "Says that the patient is here; the visit is opened in the waiting room";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.result("Appointment", "Arrived"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return arrivals.checkIn(call, tx).invoke(call.trace()::touched).map(Answer::updated);
    }
}
