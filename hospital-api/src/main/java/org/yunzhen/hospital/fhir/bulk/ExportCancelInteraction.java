package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Interaction;
import org.yunzhen.hospital.fhir.Sending;
import org.yunzhen.hospital.store.Tx;

/** Ends an export, or takes the files of a complete one away. */
@ApplicationScoped
class ExportCancelInteraction implements Interaction {
    private static final int ACCEPTED = 202;

    private final ExportDoor door;
    private final ExportJobs jobs;

    ExportCancelInteraction(ExportDoor door, ExportJobs jobs) {
        this.door = door;
        this.jobs = jobs;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.EXPORT_CANCEL;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx)
                .chain(job -> jobs.cancel(tx, job.id()))
                .replaceWith(() -> Answer.sent(ACCEPTED, Sending.headers(Map.of())));
    }
}
