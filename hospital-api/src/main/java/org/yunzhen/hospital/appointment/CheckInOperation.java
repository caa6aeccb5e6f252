package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$check-in}: the patient is here. */
@ApplicationScoped
class CheckInOperation implements Operation {
    private final CheckInService arrivals;

    CheckInOperation(CheckInService arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String type() {
        return "Appointment";
    }

    @Override
    public String name() {
        return "check-in";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PATIENT);
    }

    @Override
    public boolean changes() {
        return true;
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
