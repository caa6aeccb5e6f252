package org.yunzhen.hospital.fhir.bulk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Interaction;
import org.yunzhen.hospital.fhir.Sending;
import org.yunzhen.hospital.store.ExportFiles;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * A file of an export, as NDJSON: stored bytes, a page at a time, never more of it in memory. It is
 * read from the versions themselves, so that any node has it.
 */
@ApplicationScoped
class ExportFileInteraction implements Interaction {
    private static final int OK = 200;
    private static final String NDJSON = "application/fhir+ndjson";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final ExportDoor door;
    private final ExportJobs jobs;
    private final ExportFiles files;

    ExportFileInteraction(ExportDoor door, ExportJobs jobs, ExportFiles files) {
        this.door = door;
        this.jobs = jobs;
        this.files = files;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.EXPORT_FILE;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx)
                .chain(job -> file(call, tx, job))
                .invoke(file -> seen(call, file))
                .map(file -> Answer.sent(OK, new Sending(Map.of(), NDJSON, lines(call, file))));
    }

    private Uni<ExportJobs.File> file(Call call, Tx tx, ExportJob job) {
        if (!job.isComplete() || !NUMBER.matcher(call.version()).matches()) {
            return Uni.createFrom().failure(new RefusedException(Refusal.NOT_FOUND));
        }
        return jobs.files(tx, job.id(), Integer.parseInt(call.version()))
                .map(ExportFileInteraction::only);
    }

    private static ExportJobs.File only(List<ExportJobs.File> files) {
        return files.stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND));
    }

    private static void seen(Call call, ExportJobs.File file) {
        call.trace().lookedAt(file.type(), call.id());
        call.trace().sawPatients(file.patients());
    }

    private Multi<Buffer> lines(Call call, ExportJobs.File file) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicInteger(1), place -> page(call, file, place))
                .whilst(page -> page.next() <= file.count())
                .onItem()
                .transform(ExportFiles.Page::lines);
    }

    private Uni<ExportFiles.Page> page(Call call, ExportJobs.File file, AtomicInteger place) {
        ExportFiles.Name name =
                new ExportFiles.Name(call.id(), file.number(), file.type(), file.deleted());
        return files.page(call.tenant(), name, place.get()).invoke(page -> place.set(page.next()));
    }
}
