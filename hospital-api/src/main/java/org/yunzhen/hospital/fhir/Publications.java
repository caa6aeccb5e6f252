package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.yunzhen.mappings.definition.Published;

/**
 * What HL7 publishes with R4, asked away from the event loop: the first question reads the index,
 * and each resource is a file.
 */
@ApplicationScoped
public class Publications {
    private final Vertx vertx;

    Publications(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers a question on a worker, and comes back. */
    public <T> Uni<T> ask(Function<Published, T> question) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(() -> question.apply(Published.r4()), false)
                                        .toCompletionStage());
    }
}
