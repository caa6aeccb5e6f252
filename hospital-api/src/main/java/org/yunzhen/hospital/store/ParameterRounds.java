package org.yunzhen.hospital.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * Indexes in the background what a tenant already had when its search parameters changed: one node
 * at a time, a batch a transaction, for at most half of the time. It begins with a type when nobody
 * works any more who may have begun before the change; from then on every write is indexed by it,
 * so that one way through the ids suffices. How far it is stands in the table, so that it goes on
 * where it was stopped.
 */
@ApplicationScoped
class ParameterRounds {
    private static final Logger LOG = Logger.getLogger(ParameterRounds.class);
    private static final String JOB = "parameter-rounds";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration TURN_MAX = Duration.ofSeconds(1);
    private static final int BATCH = 20;

    private static final String UNSETTLED =
            """
            SELECT tenant, type FROM parameter_generation WHERE settled < generation
             ORDER BY noticed_at NULLS FIRST, tenant, type""";

    private static final String STATE =
            """
            SELECT g.generation, g.after_id, g.noticed_at IS NOT NULL, NOT EXISTS (
                   SELECT 1 FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                      AND application_name LIKE 'yunzhen-%' AND xact_start <= g.noticed_at)
              FROM parameter_generation g
             WHERE g.tenant = $1 AND g.type = $2 AND g.settled < g.generation FOR UPDATE""";

    private static final String NOTICE =
            """
            UPDATE parameter_generation
               SET noticed_at = clock_timestamp(),
                   wanted = (SELECT count(*) FROM resource r
                              WHERE r.tenant = $1 AND r.type = $2 AND NOT r.deleted)
             WHERE tenant = $1 AND type = $2""";

    private static final String NEXT =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + " FROM resource WHERE tenant = $1 AND type = $2 AND id > $3 AND NOT deleted"
                    + " ORDER BY id LIMIT $4 FOR NO KEY UPDATE";

    private static final String COUNT =
            """
            UPDATE parameter_generation SET after_id = $3, done = done + $4, failed = failed + $5
             WHERE tenant = $1 AND type = $2""";

    private static final String SETTLE =
            """
            UPDATE parameter_generation SET settled = generation
             WHERE tenant = $1 AND type = $2""";

    /** Later than any node may still search by it. */
    private static final String FORGET =
            """
            DELETE FROM tenant_parameter p USING parameter_generation g
             WHERE g.tenant = p.tenant AND g.type = p.type AND p.until <= g.settled
               AND p.ended_at < now() - interval '1 minute'""";

    private static final String PROGRESS =
            """
            SELECT coalesce(sum(wanted), 0)::bigint, coalesce(sum(done), 0)::bigint,
                   coalesce(sum(failed), 0)::bigint
              FROM parameter_generation""";

    private final TenantParameters parameters;
    private final Leases leases;
    private final Transactions transactions;
    private final Indexer indexer;
    private final String home;
    private final IndexProgress progress;

    /** Resources of one type of one tenant. */
    private record Type(String tenant, String type) {}

    ParameterRounds(
            TenantParameters parameters,
            Leases leases,
            Transactions transactions,
            Indexer indexer,
            YunzhenConfig config,
            MeterRegistry metrics) {
        this.parameters = parameters;
        this.leases = leases;
        this.transactions = transactions;
        this.indexer = indexer;
        this.home = config.homeTenant();
        this.progress = new IndexProgress(metrics, "yunzhen.parameters");
    }

    /** Every node asks what has changed, for every node searches; one does the work. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return parameters
                .refresh()
                .chain(
                        () ->
                                parameters.haveWork()
                                        ? leases.whenHeld(JOB, LEASE, () -> turn(TURN_MAX))
                                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("indexing by parameters: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Does some of what is to be done, at least a batch of each type.
     *
     * @param length after which no other batch is begun
     */
    Uni<Void> turn(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        Tx reading = transactions.reading(home);
        return reading.run(UNSETTLED)
                .map(ParameterRounds::types)
                .chain(types -> InTurn.each(types, type -> batches(type, until)))
                .chain(() -> reading.run(FORGET))
                .chain(() -> reading.run(PROGRESS))
                .invoke(progress::show)
                .chain(() -> parameters.refresh());
    }

    private static List<Type> types(RowSet<Row> rows) {
        List<Type> types = new ArrayList<>();
        rows.forEach(row -> types.add(new Type(row.getString(0), row.getString(1))));
        return types;
    }

    private Uni<Void> batches(Type type, long until) {
        return transactions
                .run(type.tenant(), tx -> batch(tx, type))
                .repeat()
                .whilst(more -> more && System.nanoTime() < until)
                .onItem()
                .ignoreAsUni();
    }

    /** Whether more is to be done at once. */
    private Uni<Boolean> batch(Tx tx, Type type) {
        return tx.run(STATE, type.tenant(), type.type())
                .chain(
                        rows -> {
                            if (rows.size() == 0) {
                                return Uni.createFrom().item(false);
                            }
                            Row state = rows.iterator().next();
                            if (!state.getBoolean(2)) {
                                return tx.run(NOTICE, type.tenant(), type.type())
                                        .replaceWith(false);
                            }
                            return state.getBoolean(3)
                                    ? after(tx, type, state.getString(1))
                                    : Uni.createFrom().item(false);
                        });
    }

    private Uni<Boolean> after(Tx tx, Type type, String id) {
        return tx.run(NEXT, type.tenant(), type.type(), id, BATCH)
                .chain(
                        rows -> {
                            List<Stored> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(Rows.stored(row)));
                            return indexed(tx, type, id, all);
                        });
    }

    private Uni<Boolean> indexed(Tx tx, Type type, String after, List<Stored> all) {
        int[] left = new int[1];
        String last = all.isEmpty() ? after : all.get(all.size() - 1).id();
        boolean more = all.size() == BATCH;
        return InTurn.each(all, stored -> one(tx, stored, left))
                .chain(
                        () ->
                                tx.run(
                                        COUNT,
                                        type.tenant(),
                                        type.type(),
                                        last,
                                        (long) all.size() - left[0],
                                        (long) left[0]))
                .call(() -> more ? Uni.createFrom().voidItem() : settle(tx, type))
                .replaceWith(more);
    }

    private static Uni<Void> settle(Tx tx, Type type) {
        LOG.infof("%s of %s are indexed by their parameters", type.type(), type.tenant());
        return tx.run(SETTLE, type.tenant(), type.type()).replaceWithVoid();
    }

    /** A document that cannot be indexed does not hold up the others. */
    private Uni<Void> one(Tx tx, Stored stored, int[] left) {
        List<Object> values;
        try {
            values = indexer.rows(tx.tenant(), stored);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s cannot be indexed", stored.reference(), tx.tenant());
            left[0]++;
            return Uni.createFrom().voidItem();
        }
        return indexer.reindex(tx, tx.tenant(), stored, values);
    }
}
