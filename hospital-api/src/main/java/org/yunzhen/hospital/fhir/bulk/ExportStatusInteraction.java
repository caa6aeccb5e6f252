package org.yunzhen.hospital.fhir.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Interaction;
import org.yunzhen.hospital.fhir.Sending;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** How far an export is, or its manifest (Bulk Data Access 2.0, section "Bulk Data Status"). */
@ApplicationScoped
class ExportStatusInteraction implements Interaction {
    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final String ASK_AGAIN_SECONDS = "2";

    private final ExportDoor door;
    private final ExportJobs jobs;

    ExportStatusInteraction(ExportDoor door, ExportJobs jobs) {
        this.door = door;
        this.jobs = jobs;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.EXPORT_STATUS;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx).chain(job -> answer(call, tx, job));
    }

    private Uni<Answer> answer(Call call, Tx tx, ExportJob job) {
        if (job.isGivenUp()) {
            return Uni.createFrom().failure(new RefusedException(Refusal.INTERNAL_ERROR));
        }
        return job.isComplete()
                ? jobs.files(tx, job.id(), 0).map(files -> manifest(call, job, files))
                : Uni.createFrom().item(() -> underWay(job));
    }

    private static Answer underWay(ExportJob job) {
        String progress =
                job.typeAt() == 0 && job.files() == 0
                        ? "waiting"
                        : "%d of %d types, %d resources"
                                .formatted(job.typeAt(), job.types().size(), job.resources());
        return Answer.sent(
                ACCEPTED,
                Sending.headers(Map.of("X-Progress", progress, "Retry-After", ASK_AGAIN_SECONDS)));
    }

    private static Answer manifest(Call call, ExportJob job, List<ExportJobs.File> files) {
        ObjectNode manifest = FhirJson.object();
        manifest.put("transactionTime", Stamp.instant(job.asOf()));
        manifest.put("request", job.request());
        manifest.put("requiresAccessToken", true);
        ArrayNode output = manifest.putArray("output");
        ArrayNode deleted = manifest.putArray("deleted");
        String address = call.site().base() + "/$export/" + job.id() + "/";
        for (ExportJobs.File file : files) {
            (file.deleted() ? deleted : output)
                    .addObject()
                    .put("type", file.deleted() ? "Bundle" : file.type())
                    .put("url", address + file.number())
                    .put("count", file.count());
        }
        manifest.putArray("error");
        return Answer.sent(OK, Sending.json(manifest, Map.of("Expires", httpDate(job.expires()))));
    }

    private static String httpDate(OffsetDateTime instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                instant.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
