package org.yunzhen.hospital.fhir;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.DatabaseWatch;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The calls that are being served. While PostgreSQL is silent none comes in, and those inside are
 * told so instead of waiting for as long as it hangs; what they began goes on, and may still be
 * done.
 */
@ApplicationScoped
class Inside {
    private record Waiting(Context context, String requestId) {}

    private final Map<RoutingContext, Waiting> calls = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final DatabaseWatch watch;
    private final int max;

    Inside(DatabaseWatch watch, YunzhenConfig config) {
        this.watch = watch;
        this.max = config.database().readsAtOnce();
        watch.whileSilent(this::tellAll);
    }

    /** Lets a call in, which must leave; or says why not. */
    Optional<Refusal> enter(RoutingContext http, String requestId) {
        if (watch.isSilent()) {
            return Optional.of(Refusal.DATABASE_UNAVAILABLE);
        }
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return Optional.of(Refusal.OVERLOADED);
        }
        calls.put(http, new Waiting(Vertx.currentContext(), requestId));
        return Optional.empty();
    }

    void leave(RoutingContext http) {
        calls.remove(http);
        count.decrementAndGet();
    }

    private void tellAll() {
        calls.forEach(
                (http, waiting) ->
                        waiting.context().runOnContext(turn -> tell(http, waiting.requestId())));
    }

    /** An answer whose beginning is sent cannot be taken back: only its end tells. */
    private static void tell(RoutingContext http, String requestId) {
        if (!http.response().headWritten()) {
            Responses.refuse(http, requestId, new RefusedException(Refusal.DATABASE_UNAVAILABLE));
        } else if (!http.response().ended()) {
            http.response().reset();
        }
    }
}
