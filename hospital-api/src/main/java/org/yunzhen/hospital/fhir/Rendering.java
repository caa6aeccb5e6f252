package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.mappings.json.FhirJson;

/** Makes XML of answers, which are JSON as they are stored; large ones on a worker. */
@ApplicationScoped
class Rendering {
    /** About a millisecond of work. */
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;

    Rendering(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The answer in the format the caller wants. */
    Uni<Answer> in(Format format, Answer answer) {
        if (format == Format.JSON || answer.body() == null) {
            return Uni.createFrom().item(answer);
        }
        if (answer.body().length() <= ON_EVENT_LOOP_BYTES_MAX) {
            return Uni.createFrom().item(() -> answer.withBody(rendered(format, answer)));
        }
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(() -> rendered(format, answer), false)
                                        .toCompletionStage())
                .map(answer::withBody);
    }

    private static Buffer rendered(Format format, Answer answer) {
        if (answer.xml() != null) {
            return answer.xml().get();
        }
        return format.write(FhirJson.reread(answer.body().getBytes()));
    }
}
