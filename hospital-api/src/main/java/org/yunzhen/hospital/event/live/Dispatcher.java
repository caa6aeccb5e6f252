package org.yunzhen.hospital.event.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * Empties the outbox, on every node: a batch after the other while there is something, then a short
 * rest. Of several nodes one at a time delivers. When a batch fails, its rows are tried one by one,
 * and the one that fails is left for later, so that it does not keep the others.
 */
@ApplicationScoped
class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int AFTER_EVERYTHING = 3000;
    private static final int BATCH = 500;
    private static final long LOOKS_PER_REPORT = 25;

    private final Vertx vertx;
    private final Outbox outbox;
    private final long restMillis;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong stuck = new AtomicLong();
    private long looks;
    private volatile boolean stopped;

    Dispatcher(Vertx vertx, Outbox outbox, YunzhenConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.restMillis = config.live().dispatchEvery().toMillis();
        metrics.gauge("yunzhen.outbox.waiting", waiting);
        metrics.gauge("yunzhen.outbox.stuck", stuck);
    }

    void start(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) {
        look();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void look() {
        if (stopped) {
            return;
        }
        round().call(this::report)
                .subscribe()
                .with(
                        taken -> again(taken == BATCH ? 1 : restMillis),
                        failure -> {
                            LOG.warnf("the outbox waits: %s", failure.toString());
                            again(restMillis);
                        });
    }

    private void again(long millis) {
        if (!stopped) {
            vertx.setTimer(millis, timer -> look());
        }
    }

    /** Delivers one batch; answers how many rows it was. */
    Uni<Integer> round() {
        return outbox.next(BATCH)
                .call(rows -> rows.isEmpty() ? Uni.createFrom().voidItem() : deliver(rows))
                .map(List::size);
    }

    private Uni<Void> deliver(List<Long> rows) {
        return outbox.dispatch(rows)
                .onFailure(PgException.class)
                .recoverWithUni(
                        failure ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .onItem()
                                        .transformToUniAndConcatenate(this::deliverOne)
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }

    private Uni<Void> deliverOne(Long row) {
        return outbox.dispatch(List.of(row))
                .onFailure(PgException.class)
                .recoverWithUni(
                        failure -> {
                            LOG.errorf("event %d cannot be delivered: %s", row, failure.toString());
                            return outbox.postpone(row, failure.toString());
                        });
    }

    private Uni<Void> report() {
        if (looks++ % LOOKS_PER_REPORT != 0) {
            return Uni.createFrom().voidItem();
        }
        return outbox.state()
                .invoke(
                        state -> {
                            waiting.set(state.waiting());
                            stuck.set(state.stuck());
                        })
                .replaceWithVoid();
    }
}
