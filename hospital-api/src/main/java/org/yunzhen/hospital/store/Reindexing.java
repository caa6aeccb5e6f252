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
 * Indexes anew, in the background, what an earlier release has indexed: one node at a time, a batch
 * a transaction, for at most half of the time. Nobody waits for it but who writes a row of the
 * batch. What is left stands in the rows themselves, so that it goes on where it was stopped.
 */
@ApplicationScoped
class Reindexing {
    private static final Logger LOG = Logger.getLogger(Reindexing.class);
    static final String JOB = "reindexing";
    static final Duration LEASE = Duration.ofSeconds(30);
    private static final long TURN_MILLIS = 1000;
    private static final int BATCH = 20;

    private static final String BEGIN =
            """
            INSERT INTO reindexing (index_version, wanted)
            SELECT %d, count(*) FROM resource WHERE %s
            ON CONFLICT (index_version) DO NOTHING"""
                    .formatted(IndexVersion.CURRENT, IndexVersion.OUTDATED);

    private static final String NEXT =
            "SELECT "
                    + DocumentSql.COLUMNS
                    + ", tenant FROM resource WHERE "
                    + IndexVersion.OUTDATED
                    + " ORDER BY index_version, tenant, type, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED";

    private static final String LEAVE =
            "UPDATE resource SET index_version = "
                    + IndexVersion.CURRENT
                    + " WHERE tenant = $1 AND type = $2 AND id = $3";

    private static final String COUNT =
            "UPDATE reindexing SET done = done + $1, failed = failed + $2 WHERE index_version = "
                    + IndexVersion.CURRENT;

    private static final String END =
            "UPDATE reindexing SET ended_at = now() WHERE ended_at IS NULL AND index_version = "
                    + IndexVersion.CURRENT;

    private static final String PROGRESS =
            "SELECT wanted, done, failed FROM reindexing WHERE index_version = "
                    + IndexVersion.CURRENT;

    private static final int TENANT_COLUMN = 9;

    private final IndexVersion version;
    private final Leases leases;
    private final Transactions transactions;
    private final Indexer indexer;
    private final String home;
    private final IndexProgress progress;

    Reindexing(
            IndexVersion version,
            Leases leases,
            Transactions transactions,
            Indexer indexer,
            YunzhenConfig config,
            MeterRegistry metrics) {
        this.version = version;
        this.leases = leases;
        this.transactions = transactions;
        this.indexer = indexer;
        this.home = config.homeTenant();
        this.progress = new IndexProgress(metrics, "yunzhen.reindexing");
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return isComplete()
                .chain(
                        complete ->
                                complete
                                        ? Uni.createFrom().voidItem()
                                        : leases.whenHeld(JOB, LEASE, this::turn))
                .onFailure()
                .invoke(failure -> LOG.warnf("indexing anew: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Asked by every node, for every node searches. */
    private Uni<Boolean> isComplete() {
        return transactions
                .reading(home)
                .run(IndexVersion.LEAST)
                .invoke(rows -> version.isNow(rows.iterator().next().getShort(0)))
                .map(rows -> version.isComplete());
    }

    private Uni<Void> turn() {
        long until = System.nanoTime() + Duration.ofMillis(TURN_MILLIS).toNanos();
        return transactions
                .reading(home)
                .run(BEGIN)
                .chain(() -> batches(until))
                .chain(() -> transactions.reading(home).run(PROGRESS))
                .invoke(progress::show)
                .chain(this::isComplete)
                .chain(complete -> complete ? end() : Uni.createFrom().voidItem());
    }

    private Uni<Void> batches(long until) {
        return transactions
                .run(home, this::batch)
                .repeat()
                .whilst(count -> count == BATCH && System.nanoTime() < until)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> batch(Tx tx) {
        return tx.run(NEXT, BATCH).chain(rows -> batch(tx, rows));
    }

    private Uni<Integer> batch(Tx tx, RowSet<Row> rows) {
        List<Row> all = new ArrayList<>(rows.size());
        rows.forEach(all::add);
        int[] left = new int[1];
        return InTurn.each(all, row -> one(tx, row, left))
                .chain(() -> tx.run(COUNT, all.size() - left[0], left[0]))
                .replaceWith(all.size());
    }

    /**
     * A document that cannot be indexed anew is found as before, and does not hold up the others.
     */
    private Uni<Void> one(Tx tx, Row row, int[] left) {
        String tenant = row.getString(TENANT_COLUMN);
        Stored stored = Rows.stored(row);
        List<Object> values;
        try {
            values = indexer.rows(tenant, stored);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s cannot be indexed anew", stored.reference(), tenant);
            left[0]++;
            return tx.run(LEAVE, tenant, stored.type(), stored.id()).replaceWithVoid();
        }
        return indexer.reindex(tx, tenant, stored, values);
    }

    private Uni<Void> end() {
        LOG.infof("indexed anew: %s", progress);
        return transactions.reading(home).run(END).replaceWithVoid();
    }
}
