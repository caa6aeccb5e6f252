package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds which versions make up a type at an instant, while everybody goes on writing. Every
 * transaction carries one instant, so that none is torn apart; and since versions are kept, it does
 * not matter how long the finding takes or how often it is interrupted.
 */
@ApplicationScoped
public class Snapshots {
    /** Clocks of nodes differ by less; a transaction takes its instant just before it begins. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofSeconds(2);

    private final SearchTerms terms;
    private final Judgement judgement;
    private final UnderWay underWay;

    Snapshots(SearchTerms terms, Judgement judgement, UnderWay underWay) {
        this.terms = terms;
        this.judgement = judgement;
        this.underWay = underWay;
    }

    /** The key of a version. */
    public record Key(String id, int version) {}

    /**
     * A stretch of a snapshot.
     *
     * @param keys what belongs to it
     * @param last the last id that was looked at, or null when nothing is left
     */
    public record Stretch(List<Key> keys, String last) {}

    private record Found(Key key, boolean changedSince) {}

    /** Whether no version can appear any more that was made up to an instant. */
    public Uni<Boolean> isSettled(Tx tx, OffsetDateTime asOf) {
        return underWay.oldest(tx).map(began -> began.isAfter(asOf.plus(CLOCKS_DIFFER_MAX)));
    }

    /** The next versions of a snapshot, in the order of their ids. */
    public Uni<Stretch> next(Tx tx, SnapshotQuery query) {
        SqlText sql = statement(tx, query);
        return tx.run(sql.text(), sql.values())
                .map(Snapshots::found)
                .chain(
                        found ->
                                judged(tx, query, found)
                                        .map(keys -> new Stretch(keys, last(query, found))));
    }

    private static String last(SnapshotQuery query, List<Found> found) {
        return found.size() < query.count() ? null : found.get(found.size() - 1).key().id();
    }

    /**
     * The index knows current versions only: what changed after the instant is found whatever it
     * says, and judged by what it said then.
     */
    private Uni<List<Key>> judged(Tx tx, SnapshotQuery query, List<Found> found) {
        List<Key> keys = new ArrayList<>(found.size());
        if (query.filters().isEmpty()) {
            found.forEach(one -> keys.add(one.key()));
            return Uni.createFrom().item(keys);
        }
        return InTurn.each(found, one -> judge(tx, query, one, keys)).replaceWith(keys);
    }

    private Uni<Void> judge(Tx tx, SnapshotQuery query, Found one, List<Key> keys) {
        if (!one.changedSince()) {
            keys.add(one.key());
            return Uni.createFrom().voidItem();
        }
        return judgement
                .meets(tx, query.type(), one.key(), query.filters())
                .invoke(
                        meets -> {
                            if (meets) {
                                keys.add(one.key());
                            }
                        })
                .replaceWithVoid();
    }

    private SqlText statement(Tx tx, SnapshotQuery query) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT r.id, v.version, r.last_updated > ").value(query.asOf());
        sql.add(" FROM resource r CROSS JOIN LATERAL (")
                .add("SELECT r.version, r.last_updated, r.deleted, r.patients")
                .add(" WHERE r.last_updated <= ")
                .value(query.asOf());
        sql.add(" UNION ALL (SELECT h.version, h.last_updated, h.deleted, h.patients")
                .add(" FROM resource_history h WHERE r.last_updated > ")
                .value(query.asOf());
        sql.add(" AND h.tenant = $1 AND h.type = r.type AND h.id = r.id AND h.last_updated <= ")
                .value(query.asOf());
        sql.add(" ORDER BY h.version DESC LIMIT 1)) v WHERE r.tenant = $1 AND r.type = ")
                .value(query.type());
        sql.add(" AND r.id > ").value(query.after()).add(" AND NOT v.deleted");
        if (query.since() != null) {
            // the first condition says nothing new, but an index can begin with it
            sql.add(" AND r.last_updated > ").value(query.since());
            sql.add(" AND v.last_updated > ").value(query.since());
        }
        compartments(sql, tx, query);
        filters(sql, query);
        return sql.add(" ORDER BY r.id LIMIT ").value(query.count());
    }

    private void compartments(SqlText sql, Tx tx, SnapshotQuery query) {
        if (query.members() != null) {
            Long[] compartments =
                    query.members().stream()
                            .map(patient -> terms.compartment(tx.tenant(), patient))
                            .toArray(Long[]::new);
            sql.add(" AND (r.terms && ").value(compartments);
            sql.add("::bigint[] OR r.last_updated > ").value(query.asOf());
            sql.add(") AND v.patients && ").value(query.members().toArray(String[]::new));
            sql.add("::text[]");
        } else if (query.ofPatients()) {
            sql.add(" AND v.patients <> '{}'");
        }
    }

    private static void filters(SqlText sql, SnapshotQuery query) {
        if (query.filters().isEmpty()) {
            return;
        }
        sql.add(" AND (r.last_updated > ").value(query.asOf());
        for (List<Criterion> filter : query.filters()) {
            sql.add(" OR (true");
            ConditionsSql.append(sql, filter, SearchQuery.Narrowing.NONE);
            sql.add(")");
        }
        sql.add(")");
    }

    private static List<Found> found(RowSet<Row> rows) {
        List<Found> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            found.add(new Found(new Key(row.getString(0), row.getInteger(1)), row.getBoolean(2)));
        }
        return found;
    }
}
