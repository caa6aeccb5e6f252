package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.FhirXml;

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
    Uni<Answer> in(Format format, Call call, Answer answer) {
        boolean pretty = Layout.isWished(call);
        if (format == Format.JSON || answer.body() == null) {
            return Uni.createFrom().item(answer);
        }
        if (answer.body().length() <= ON_EVENT_LOOP_BYTES_MAX) {
            return Uni.createFrom().item(() -> answer.withBody(rendered(pretty, answer)));
        }
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(() -> rendered(pretty, answer), false)
                                        .toCompletionStage())
                .map(answer::withBody);
    }

    private static Buffer rendered(boolean pretty, Answer answer) {
        if (answer.xml() != null) {
            return answer.xml().get();
        }
        JsonNode document = FhirJson.reread(answer.body().getBytes());
        return Buffer.buffer(pretty ? FhirXml.writePretty(document) : FhirXml.write(document));
    }
}
