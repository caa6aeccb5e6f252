package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Runs a command in one READ COMMITTED transaction on one connection. Admission stands before the
 * pool: what would wait too long is told so at once. A serialization failure or deadlock is tried
 * again from the start after a short pause, at most three times; success is answered only after the
 * commit.
 */
@ApplicationScoped
public class Transactions {
    private static final int ATTEMPTS_MAX = 4;

    /** Serialization failure, deadlock. */
    private static final Set<String> MET_ANOTHER = Set.of("40001", "40P01");

    private static final String UNIQUE_VIOLATION = "23505";

    /** Before the first repeat; before the second twice as many, and so on. */
    private static final int PAUSE_MILLIS_MAX = 50;

    private final Database database;
    private final Vertx vertx;
    private final AtomicInteger admitted = new AtomicInteger();
    private final int admittedMax;

    Transactions(Database database, Vertx vertx, YunzhenConfig config) {
        this.database = database;
        this.vertx = vertx;
        this.admittedMax =
                config.database().commandConnections() * config.database().commandsPerConnection();
    }

    /**
     * Runs the work and commits. The work may run several times, each time on a new {@link Tx}; it
     * must build all its state anew.
     */
    public <T> Uni<T> run(String tenant, Function<Tx, Uni<T>> work) {
        return run(tenant, work, done -> tx -> Uni.createFrom().voidItem());
    }

    /**
     * Runs the work, then the last statements (trail, kept answer) in one round trip with the
     * commit.
     */
    public <T> Uni<T> run(
            String tenant,
            Function<Tx, Uni<T>> work,
            Function<T, Function<Tx, Uni<Void>>> lastStatements) {
        return Uni.createFrom().deferred(() -> admitted(tenant, work, lastStatements));
    }

    private <T> Uni<T> admitted(
            String tenant,
            Function<Tx, Uni<T>> work,
            Function<T, Function<Tx, Uni<Void>>> lastStatements) {
        if (admitted.incrementAndGet() > admittedMax) {
            admitted.decrementAndGet();
            return Uni.createFrom().failure(new RefusedException(Refusal.OVERLOADED));
        }
        return attempt(tenant, work, lastStatements, 1)
                .onTermination()
                .invoke(admitted::decrementAndGet);
    }

    /** Statements that stand for themselves, for reads. */
    public Tx reading(String tenant) {
        return new Tx(database.reads(), database.searches(), tenant, false);
    }

    private <T> Uni<T> attempt(
            String tenant,
            Function<Tx, Uni<T>> work,
            Function<T, Function<Tx, Uni<Void>>> lastStatements,
            int number) {
        return database.commands()
                .getConnection()
                .chain(connection -> onConnection(connection, tenant, work, lastStatements))
                .onFailure(failure -> number < ATTEMPTS_MAX && isWorthAnotherTry(failure))
                .recoverWithUni(
                        failure ->
                                pause(failure, number)
                                        .chain(
                                                () ->
                                                        attempt(
                                                                tenant,
                                                                work,
                                                                lastStatements,
                                                                number + 1)));
    }

    /** Two that stood in each other's way would meet again if both came back at once. */
    private Uni<Void> pause(Throwable failure, int number) {
        if (!hasMetAnother(failure)) {
            return Uni.createFrom().voidItem();
        }
        long millis = ThreadLocalRandom.current().nextInt(1, PAUSE_MILLIS_MAX * number);
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(millis, over -> emitter.complete(null)));
    }

    private static <T> Uni<T> onConnection(
            SqlConnection connection,
            String tenant,
            Function<Tx, Uni<T>> work,
            Function<T, Function<Tx, Uni<Void>>> lastStatements) {
        CompletionStage<RowSet<Row>> begun = send(connection, "BEGIN");
        Tx tx = new Tx(connection, connection, tenant, true);
        return guarded(work, tx)
                .chain(result -> commit(connection, tx, lastStatements.apply(result), result))
                .call(() -> Uni.createFrom().completionStage(begun))
                .onFailure()
                .call(() -> rollback(connection, tx))
                .call(connection::close);
    }

    private static <T> Uni<T> guarded(Function<Tx, Uni<T>> work, Tx tx) {
        try {
            return work.apply(tx);
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /**
     * COMMIT shares the round trip with the last statements. Where one of them failed before it was
     * sent, PostgreSQL would not know, and commit without it: then no COMMIT is sent.
     */
    private static <T> Uni<T> commit(
            SqlConnection connection, Tx tx, Function<Tx, Uni<Void>> lastStatements, T result) {
        CompletableFuture<Void> last = lastStatements.apply(tx).subscribeAsCompletionStage();
        tx.end();
        if (last.isCompletedExceptionally()) {
            return Uni.createFrom().completionStage(last).replaceWith(result);
        }
        CompletionStage<RowSet<Row>> committed = send(connection, "COMMIT");
        return Uni.createFrom()
                .completionStage(last)
                .chain(() -> Uni.createFrom().completionStage(committed))
                .replaceWith(result);
    }

    /** Ends the transaction and gives the connection back, whatever state it is in. */
    private static Uni<Void> rollback(SqlConnection connection, Tx tx) {
        tx.end();
        return connection
                .query("ROLLBACK")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull()
                .call(connection::close)
                .onFailure()
                .recoverWithNull();
    }

    /** Sends at once, so that what follows shares the round trip. */
    private static CompletionStage<RowSet<Row>> send(SqlConnection connection, String statement) {
        return connection.query(statement).execute().subscribeAsCompletionStage();
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        boolean sameIdAtOnce =
                failure instanceof PgException pg
                        && UNIQUE_VIOLATION.equals(pg.getSqlState())
                        && "resource_pkey".equals(pg.getConstraint());
        return hasMetAnother(failure)
                || sameIdAtOnce
                || failure instanceof ParametersChangedException;
    }

    private static boolean hasMetAnother(Throwable failure) {
        return failure instanceof PgException pg && MET_ANOTHER.contains(pg.getSqlState());
    }
}
