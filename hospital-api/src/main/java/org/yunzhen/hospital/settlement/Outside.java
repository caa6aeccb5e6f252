package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Waiting for the outside without holding a thread, and coming back to the caller's event loop. */
final class Outside {
    private Outside() {}

    static <T> Uni<T> ask(Supplier<CompletionStage<T>> question) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context context = Vertx.currentContext();
                            Uni<T> answer = Uni.createFrom().completionStage(question);
                            return context == null
                                    ? answer
                                    : answer.emitOn(
                                            task -> context.runOnContext(nothing -> task.run()));
                        });
    }
}
