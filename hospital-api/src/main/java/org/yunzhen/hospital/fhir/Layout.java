package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.mappings.json.JsonLayout;

/**
 * {@code _pretty} (R4 section 3.1.0.1.12) of JSON; what is large is laid out on a worker. XML is
 * written so from the beginning.
 */
@ApplicationScoped
class Layout {
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;

    Layout(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The answer, for a reader's eyes where the caller wishes that. */
    Uni<Answer> of(Call call, Answer answer, Format format) {
        Buffer body = answer.body();
        if (body == null || format != Format.JSON || !isWished(call)) {
            return Uni.createFrom().item(answer);
        }
        if (body.length() <= ON_EVENT_LOOP_BYTES_MAX) {
            return Uni.createFrom().item(answer.withBody(pretty(body)));
        }
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> pretty(body), false).toCompletionStage())
                .map(answer::withBody);
    }

    static boolean isWished(Call call) {
        return "true".equals(call.parameter("_pretty"));
    }

    private static Buffer pretty(Buffer body) {
        return Buffer.buffer(JsonLayout.pretty(body.getBytes()));
    }
}
