package org.yunzhen.hospital.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collections;
import java.util.List;
import org.yunzhen.hospital.store.Gathering;

/**
 * Writes the rows of reads and refusals of one event loop, many in one statement: under load they
 * share one flush to disk.
 */
final class TrailQueue {
    private static final int ROWS_PER_STATEMENT_MAX = 512;
    private static final int ROWS_WAITING_MAX = 20_000;

    private final SqlClient client;
    private final Gathering<TrailEntry, Void> gathering;

    /** With a client of one connection that nobody else uses. */
    TrailQueue(SqlClient client) {
        this.client = client;
        this.gathering =
                new Gathering<>(
                        this::insert,
                        ROWS_PER_STATEMENT_MAX,
                        ROWS_WAITING_MAX,
                        () -> new TrailUnavailableException(null));
    }

    /** Completes when the row is durable; fails when it cannot be written or too many wait. */
    Uni<Void> write(TrailEntry entry) {
        return gathering.ask(entry);
    }

    private Uni<List<Void>> insert(List<TrailEntry> entries) {
        return client.preparedQuery(TrailSql.INSERT_MANY)
                .execute(Tuple.tuple(TrailSql.columns(entries)))
                .map(done -> Collections.<Void>nCopies(entries.size(), null))
                .onFailure()
                .transform(TrailUnavailableException::new);
    }
}
