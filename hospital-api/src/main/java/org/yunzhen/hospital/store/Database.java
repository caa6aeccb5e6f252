package org.yunzhen.hospital.store;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * The ways to PostgreSQL: a bounded pool for commands, pipelined connections for reads, and single
 * connections for those that must never wait for either (the trail, health, the dispatcher).
 */
@ApplicationScoped
public class Database {
    private static final int STATEMENTS_KEPT = 512;

    /**
     * In characters. The client's own limit of 2,048 left the update of a document out: parsed and
     * planned anew each time it cost PostgreSQL 3 ms.
     */
    private static final int LONGEST_STATEMENT_KEPT = 16_384;

    private static final int PIPELINED_AT_ONCE = 256;

    /** So long what was sent may be without the other machine's receipt before it is given up. */
    private static final int UNACKNOWLEDGED_MILLIS = 10_000;

    /** How long after the longest statement an answer may still be on its way. */
    private static final long ON_ITS_WAY_MILLIS = 5_000;

    /**
     * A connection keeps the plans it made; none keeps them after its tables have grown out of
     * them.
     */
    private static final int CONNECTION_MINUTES_MAX = 15;

    /**
     * A plan is made once: planning took two thirds of what a search cost. Only for statements
     * whose text leaves one way to the rows.
     */
    private static final Map<String, String> ONE_PLAN =
            Map.of("plan_cache_mode", "force_generic_plan", "enable_seqscan", "off");

    /**
     * A plan is made for the values of each question. One for any values takes tenants and types
     * for equally large, and where there are many of them it walks all of a type for a term that it
     * could look up.
     */
    private static final Map<String, String> PLAN_EACH =
            Map.of("plan_cache_mode", "force_custom_plan");

    private static final Map<String, String> ONE_PROBE_EACH =
            Map.of(
                    "plan_cache_mode", "force_generic_plan",
                    "enable_seqscan", "off",
                    "enable_hashjoin", "off",
                    "enable_mergejoin", "off");

    private final Vertx vertx;
    private final YunzhenConfig config;
    private final Pool commands;
    private final PerLoop<SqlClient> reads;
    private final PerLoop<SqlClient> searches;

    Database(Vertx vertx, YunzhenConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.commands =
                Pool.newInstance(
                        PgBuilder.pool()
                                .connectingTo(options("commands"))
                                .with(ofCommands(config.database().commandConnections()))
                                .using(vertx)
                                .build());
        int connections = config.database().readConnections();
        this.reads = new PerLoop<>(() -> pipelined("reads", connections, PLAN_EACH));
        this.searches = new PerLoop<>(() -> pipelined("searches", connections, ONE_PLAN));
    }

    /** Connections for transactions. */
    public Pool commands() {
        return commands;
    }

    /**
     * Pipelined statements that stand for themselves, on connections of the caller's event loop;
     * nothing here may open a transaction.
     */
    public SqlClient reads() {
        return reads.mine();
    }

    /** The same for statements that keep one plan, whatever their values. */
    SqlClient searches() {
        return searches.mine();
    }

    /** A client of its own, whose statements share {@code connections} pipelined connections. */
    public SqlClient pipelined(String name, int connections) {
        return pipelined(name, connections, Map.of());
    }

    private SqlClient pipelined(String name, int connections, Map<String, String> settings) {
        PgConnectOptions options = options(name);
        settings.forEach(options::addProperty);
        return statements(name, connections, options);
    }

    private SqlClient statements(String name, int connections, PgConnectOptions options) {
        return SqlClient.newInstance(
                PgBuilder.client()
                        .connectingTo(options)
                        .with(ofStatements(name, connections))
                        .using(vertx)
                        .build());
    }

    /**
     * The same for a statement that probes a primary key for each of many wanted rows. How many
     * rows an array will have, a planner cannot know: the plan is made once and holds however the
     * tables grow.
     */
    public SqlClient probing(String name, int connections) {
        return pipelined(name, connections, ONE_PROBE_EACH);
    }

    /**
     * For the one who looks whether PostgreSQL answers. Its connection is given up last: when it
     * has made another, nobody waits any more on one that will never be answered.
     */
    SqlClient watching() {
        return statements("watch", 1, options("watch").setIdleTimeout(patience(2)));
    }

    /** Listens for notifications on a connection of its own; not connected yet. */
    PgSubscriber subscriber(String name) {
        return PgSubscriber.subscriber(vertx, options(name));
    }

    private PgConnectOptions options(String name) {
        YunzhenConfig.Database database = config.database();
        PgConnectOptions options = PgConnectOptions.fromUri(database.url().orElseThrow());
        options.setUser(database.username());
        database.password().ifPresent(options::setPassword);
        options.setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
        options.setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENTS_KEPT)
                .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT_KEPT)
                .setPipeliningLimit(PIPELINED_AT_ONCE)
                .setConnectTimeout((int) database.acquireTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(patience(1))
                .addProperty("application_name", "yunzhen-" + name)
                .addProperty(
                        "statement_timeout", Long.toString(database.statementTimeout().toMillis()))
                .addProperty("search_path", "public");
        return options;
    }

    /**
     * In milliseconds, how long a connection may be still. PostgreSQL ends a statement that lasts
     * too long and says so: from whom nothing has come for longer, nothing will. A connection that
     * was only idle is made again.
     */
    private int patience(int times) {
        return (int) (config.database().statementTimeout().toMillis() + times * ON_ITS_WAY_MILLIS);
    }

    private PoolOptions ofCommands(int size) {
        return pool("commands", size)
                .setConnectionTimeout((int) config.database().acquireTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(size * config.database().commandsPerConnection());
    }

    /**
     * Who is inside may wait for a pipelined connection. A time to wait would be a timer for each
     * statement, which the client leaves behind when it cannot connect: it goes off after the
     * answer, and is logged as an error.
     */
    private PoolOptions ofStatements(String name, int size) {
        return pool(name, size)
                .setConnectionTimeout(0)
                .setMaxWaitQueueSize(config.database().readsAtOnce());
    }

    private static PoolOptions pool(String name, int size) {
        return new PoolOptions()
                .setName(name)
                .setMaxSize(size)
                .setShared(false)
                .setEventLoopSize(0)
                .setMaxLifetime(CONNECTION_MINUTES_MAX)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
    }

    @PreDestroy
    void close() {
        commands.closeAndForget();
    }
}
