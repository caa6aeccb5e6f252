package org.yunzhen.hospital.store;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * After the operator has given this server another address, what names the old one or the present
 * one is indexed anew: a reference by the present one leads here, one by the old one no longer.
 * Looked at once after each start, by one node at a time, beside all work; a stop only begins it
 * anew. A demo without an address has no other: each of its nodes goes by its own machine.
 */
@ApplicationScoped
class MovedRoots {
    private static final Logger LOG = Logger.getLogger(MovedRoots.class);
    private static final long TURN_MILLIS = 1000;
    private static final int PAGE = 100;

    /** Part of every address that a release before may have taken for its own. */
    private static final String OF_BEFORE = "/fhir/";

    private static final String MADE_BY = "SELECT index_roots FROM installation";

    private static final String KEEP = "UPDATE installation SET index_roots = $1";

    private static final String NEXT =
            """
            SELECT tenant, type, id,
                   EXISTS (SELECT FROM unnest($4::text[]) address
                            WHERE position(convert_to(address, 'UTF8') IN body) > 0)
              FROM resource
             WHERE (tenant, type, id) > ($1, $2, $3) AND NOT deleted
             ORDER BY tenant, type, id LIMIT $5""";

    /** Stands before every document. */
    private static final Key BEGINNING = new Key("", "", "");

    private final IndexVersion version;
    private final Leases leases;
    private final Transactions transactions;
    private final Indexer indexer;
    private final OwnRoots roots;
    private final String home;
    private volatile boolean settled;
    private List<String> meant = List.of();
    private Key done = BEGINNING;
    private boolean ended;

    private record Key(String tenant, String type, String id) {}

    MovedRoots(
            IndexVersion version,
            Leases leases,
            Transactions transactions,
            Indexer indexer,
            OwnRoots roots,
            YunzhenConfig config) {
        this.version = version;
        this.leases = leases;
        this.transactions = transactions;
        this.indexer = indexer;
        this.roots = roots;
        this.home = config.homeTenant();
    }

    /** Whether the whole index is made by the present addresses, as far as this node looks. */
    boolean isSettled() {
        return settled;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (settled || roots.ofOperator().isEmpty() || !version.isComplete()) {
            return Uni.createFrom().voidItem();
        }
        return madeBy().chain(
                        by -> {
                            settled = by.equals(roots.ofOperator());
                            return settled
                                    ? Uni.createFrom().voidItem()
                                    : leases.whenHeld(Reindexing.JOB, Reindexing.LEASE, this::turn);
                        })
                .onFailure()
                .invoke(failure -> LOG.warnf("after a change of address: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<String>> madeBy() {
        return transactions
                .reading(home)
                .run(MADE_BY)
                .map(rows -> rows.iterator().next().getArrayOfStrings(0))
                .map(by -> by == null ? List.of(OF_BEFORE) : List.of(by));
    }

    /**
     * Asked again under the lease: another node may have done it, or begun with its own address.
     */
    private Uni<Void> turn() {
        long until = System.nanoTime() + Duration.ofMillis(TURN_MILLIS).toNanos();
        return madeBy().chain(by -> by.equals(meant) ? Uni.createFrom().voidItem() : begin(by))
                .chain(() -> pages(until));
    }

    /** Until the end the index is made by the old addresses and the present ones. */
    private Uni<Void> begin(List<String> by) {
        Set<String> all = new LinkedHashSet<>(by);
        all.addAll(roots.ofOperator());
        return keep(List.copyOf(all))
                .invoke(
                        () -> {
                            meant = List.copyOf(all);
                            done = BEGINNING;
                        });
    }

    private Uni<Void> keep(List<String> by) {
        return transactions
                .run(home, tx -> tx.run(KEEP, (Object) by.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> pages(long until) {
        return Uni.createFrom()
                .deferred(this::page)
                .repeat()
                .whilst(full -> full && System.nanoTime() < until)
                .onItem()
                .ignoreAsUni()
                .chain(() -> ended ? end() : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> page() {
        String[] addresses = meant.toArray(String[]::new);
        return transactions
                .reading(home)
                .run(NEXT, done.tenant(), done.type(), done.id(), addresses, PAGE)
                .invoke(rows -> ended = rows.size() < PAGE)
                .chain(rows -> InTurn.each(keys(rows), this::anew))
                .map(nothing -> !ended);
    }

    private Uni<Void> end() {
        LOG.infof("the index is made by %s", roots.ofOperator());
        return keep(roots.ofOperator());
    }

    private record Named(Key key, boolean byAddress) {}

    private static List<Named> keys(RowSet<Row> rows) {
        List<Named> keys = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        keys.add(
                                new Named(
                                        new Key(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getString(2)),
                                        row.getBoolean(3))));
        return keys;
    }

    private Uni<Void> anew(Named named) {
        Uni<Void> work =
                named.byAddress()
                        ? transactions.run(named.key().tenant(), tx -> anew(tx, named.key()))
                        : Uni.createFrom().voidItem();
        return work.invoke(() -> done = named.key());
    }

    private Uni<Void> anew(Tx tx, Key key) {
        return tx.run(DocumentSql.LOCK, key.tenant(), key.type(), key.id())
                .map(rows -> Rows.stored(rows.iterator().next()))
                .chain(
                        stored ->
                                stored.deleted()
                                        ? Uni.createFrom().voidItem()
                                        : anew(tx, key.tenant(), stored));
    }

    /** A document that cannot be read is found as before, and does not hold up the others. */
    private Uni<Void> anew(Tx tx, String tenant, Stored stored) {
        List<Object> rows;
        try {
            rows = indexer.rows(tenant, stored);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s cannot be indexed anew", stored.reference(), tenant);
            return Uni.createFrom().voidItem();
        }
        return indexer.reindex(tx, tenant, stored, rows);
    }
}
