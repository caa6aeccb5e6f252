package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Something that is done whenever somebody wishes for it, on one event loop and never twice at
 * once: of all who wish for it while it is done, it is done once more.
 */
final class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);

    private final String name;
    private final Context context;
    private final Supplier<Uni<Boolean>> turn;
    private final AtomicInteger wishes = new AtomicInteger();

    /**
     * With what a turn does.
     *
     * @param name what is said to wait when a turn fails
     * @param turn answers whether another follows at once
     */
    Turns(String name, Vertx vertx, Supplier<Uni<Boolean>> turn) {
        this.name = name;
        this.context = vertx.getOrCreateContext();
        this.turn = turn;
    }

    /** Has it done as soon as may be; called from anywhere. */
    void wish() {
        if (wishes.getAndIncrement() == 0) {
            context.runOnContext(nothing -> begin());
        }
    }

    /** However many turns follow each other, none grows the stack of the next. */
    private void begin() {
        Uni.createFrom()
                .deferred(this::one)
                .repeat()
                .whilst(again -> again)
                .onItem()
                .ignoreAsUni()
                .subscribe()
                .with(nothing -> {});
    }

    private Uni<Boolean> one() {
        wishes.set(1);
        return Uni.createFrom()
                .deferred(turn::get)
                .onFailure()
                .recoverWithItem(
                        failure -> {
                            LOG.warnf("%s wait: %s", name, failure.toString());
                            return false;
                        })
                .map(more -> more || !wishes.compareAndSet(1, 0));
    }
}
