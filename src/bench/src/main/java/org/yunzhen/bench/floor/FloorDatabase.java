package org.yunzhen.bench.floor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * The floor's tables, in a schema of their own that is dropped on closing: one of the same
 * resources with its key and one index on patient and code, one that takes inserts.
 */
public final class FloorDatabase implements AutoCloseable {
    static final String READ =
            "SELECT body FROM bench_floor.floor_resource WHERE type = $1 AND id = $2";
    static final String SEARCH =
            "SELECT body FROM bench_floor.floor_resource WHERE patient = $1 AND code = $2";
    static final String INSERT =
            "INSERT INTO bench_floor.floor_created (type, id, body) VALUES ($1, $2, $3)";

    private static final String DROP = "DROP SCHEMA IF EXISTS bench_floor CASCADE";
    private static final List<String> CREATE =
            List.of(
                    DROP,
                    "CREATE SCHEMA bench_floor",
                    """
                    CREATE TABLE bench_floor.floor_resource (
                        type text, id text, patient text NOT NULL, code text NOT NULL,
                        body bytea NOT NULL, PRIMARY KEY (type, id))""",
                    """
                    CREATE INDEX floor_resource_patient_code
                        ON bench_floor.floor_resource (patient, code)""",
                    """
                    CREATE TABLE bench_floor.floor_created (
                        type text, id text, body bytea NOT NULL, PRIMARY KEY (type, id))""");
    private static final String SEED =
            "INSERT INTO bench_floor.floor_resource VALUES ($1, $2, $3, $4, $5)";
    private static final int BATCH = 500;

    /** Settings without which an insert's speed says nothing. */
    private static final List<String> DURABILITY =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private boolean created;

    /**
     * One row.
     *
     * @param patient the reference searched for
     * @param code the token searched for, as {@code system|code}
     * @param body the resource's bytes
     */
    public record FloorRow(String id, String patient, String code, byte[] body) {}

    /**
     * @param uri {@code postgresql://user:password@host:port/database}
     */
    public FloorDatabase(String uri) {
        pool =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(1))
                        .connectingTo(options(uri))
                        .using(vertx)
                        .build();
    }

    private static PgConnectOptions options(String uri) {
        return PgConnectOptions.fromUri(uri).addProperty("client_min_messages", "warning");
    }

    /** The settings on which durability hangs, as the server says them. */
    public Map<String, String> durability() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : DURABILITY) {
            values.put(
                    name,
                    await(pool.query("SHOW " + name).execute()).iterator().next().getString(0));
        }
        return values;
    }

    /** Makes the tables anew and fills them. */
    public void create(List<FloorRow> rows) {
        created = true;
        CREATE.forEach(this::run);
        for (int from = 0; from < rows.size(); from += BATCH) {
            insert(rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
        run("VACUUM ANALYZE bench_floor.floor_resource");
    }

    private void insert(List<FloorRow> rows) {
        List<Tuple> batch = new ArrayList<>();
        for (FloorRow row : rows) {
            batch.add(
                    Tuple.of(
                            "Observation",
                            row.id(),
                            row.patient(),
                            row.code(),
                            Buffer.buffer(row.body())));
        }
        await(pool.preparedQuery(SEED).executeBatch(batch));
    }

    private void run(String sql) {
        await(pool.query(sql).execute());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw new UnfitFloorException(
                    "the floor's database: " + failed.getCause().getMessage(), failed);
        }
    }

    /** Drops the schema, if it was made. */
    @Override
    public void close() {
        try {
            if (created) {
                run(DROP);
            }
        } finally {
            await(vertx.close());
        }
    }
}
