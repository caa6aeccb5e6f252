package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.access.ConsentNeeds;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$check-in}: the patient is here. */
@ApplicationScoped
class CheckInOperation implements AppointmentOperation {
    private final CheckInService arrivals;
    private final ConsentNeeds consents;

    CheckInOperation(CheckInService arrivals, ConsentNeeds consents) {
        this.arrivals = arrivals;
        this.consents = consents;
    }

    @Override
    public String name() {
        return "check-in";
    }

    @Override
    public String description() {
        return "Says that the patient is here; the visit is opened in the waiting room. What is not"
                + " signed yet and a doctor will ask for is named in patientInstruction and in the"
                + " extension consent-needed of the answer.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.result("Appointment", "Arrived"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return arrivals.checkIn(call, tx)
                .invoke(call.trace()::touched)
                .chain(stored -> answer(call, tx, stored));
    }

    /** Who lacks a consent keeps their place, and is told while there is time to sign. */
    private Uni<Answer> answer(Call call, Tx tx, Stored stored) {
        AppointmentDocument document = AppointmentDocument.of(stored);
        return consents.of(tx, document.patient())
                .map(
                        need ->
                                need.map(n -> document.needing(n, call.language()))
                                        .map(told -> Answer.updated(stored, told.tree()))
                                        .orElseGet(() -> Answer.updated(stored)));
    }
}
