package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * The commands that have begun and not ended, of all nodes. A version carries the instant at which
 * its command began and is seen when it commits: until then whoever reads in the order of instants
 * may see the newer before the older.
 */
@ApplicationScoped
class UnderWay {
    /** A command that has ended by this way of PostgreSQL's clock is seen by what reads after. */
    private static final String OLDEST =
            """
            SELECT least(now(), min(xact_start)) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND application_name = 'yunzhen-commands'""";

    /**
     * Between a command's instant, by its node's clock, and its beginning, by PostgreSQL's, passes
     * less: nodes keep their clocks by NTP.
     */
    private static final Duration BEGINS_WITHIN = Duration.ofMillis(500);

    /** Who asks waits so long for commands under way; a longer one is waited for by nobody. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int LOOK_AGAIN_MILLIS = 20;

    private final Vertx vertx;

    UnderWay(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * When the oldest command began, by PostgreSQL's clock; its present where none is under way.
     */
    Uni<OffsetDateTime> oldest(Tx tx) {
        return tx.run(OLDEST).map(rows -> rows.iterator().next().getOffsetDateTime(0));
    }

    /** The last instant of which no version can appear any more. */
    Uni<OffsetDateTime> settledUntil(Tx tx) {
        return oldest(tx).map(began -> began.minus(BEGINS_WITHIN));
    }

    /**
     * Waits for the commands under way, so that no version can appear any more with the instant of
     * the asking transaction or an older one; gives that instant, or where one of them lasts, an
     * instant before it.
     */
    Uni<OffsetDateTime> settled(Tx tx) {
        return settled(tx, PATIENCE.toMillis() / LOOK_AGAIN_MILLIS);
    }

    private Uni<OffsetDateTime> settled(Tx tx, long looks) {
        return settledUntil(tx)
                .chain(
                        until -> {
                            if (until.isAfter(tx.now())) {
                                return Uni.createFrom().item(tx.now());
                            }
                            return looks == 0
                                    ? Uni.createFrom().item(until)
                                    : pause().chain(() -> settled(tx, looks - 1));
                        });
    }

    private Uni<Void> pause() {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                vertx.setTimer(LOOK_AGAIN_MILLIS, over -> emitter.complete(null)));
    }
}
