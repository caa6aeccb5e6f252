package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Appointment/{id}/$queue}: where the patient stands, at this moment. */
@ApplicationScoped
class QueueOperation implements AppointmentOperation {
    private final QueueService queue;

    QueueOperation(QueueService queue) {
        this.queue = queue;
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "Number, how many are before it, and an estimate of the wait";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("status", "out", 1, "1", "code", "Status of the appointment"),
                new Parameter("number", "out", 0, "1", "positiveInt", "Number within the slot"),
                new Parameter("place", "out", 0, "1", "positiveInt", "Place on the waiting list"),
                new Parameter(
                        "ahead",
                        "out",
                        0,
                        "1",
                        "integer",
                        "How many are served, or called, before"),
                new Parameter(
                        "estimatedWaitMinutes",
                        "out",
                        0,
                        "1",
                        "integer",
                        "Estimated minutes until the visit"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return queue.position(call, tx).map(found -> Answer.document(200, found));
    }
}
