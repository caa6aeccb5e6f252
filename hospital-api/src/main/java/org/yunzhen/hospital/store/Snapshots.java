package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
     * @param gone what was deleted since the instant that was asked for
     * @param last the last id that was looked at, or null when nothing is left
     */
    public record Stretch(List<Key> keys, List<Key> gone, String last) {}

    private record Found(Key key, boolean changedSince, boolean deleted, boolean expunged) {}

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
                                        .map(met -> stretch(met, last(query, found))));
    }

    private static Stretch stretch(List<Found> found, String last) {
        Map<Boolean, List<Key>> keys =
                found.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        Found::deleted,
                                        Collectors.mapping(Found::key, Collectors.toList())));
        return new Stretch(keys.get(false), keys.get(true), last);
    }

    private static String last(SnapshotQuery query, List<Found> found) {
        return found.size() < query.count() ? null : found.get(found.size() - 1).key().id();
    }

    /**
     * The index knows current versions only: what changed after the instant is found whatever it
     * says, and judged by what it said then; what was deleted, by what it had said last. What was
     * expunged nobody can judge any more: it is named, or who has it would keep what is erased.
     */
    private Uni<List<Found>> judged(Tx tx, SnapshotQuery query, List<Found> found) {
        if (query.filters().isEmpty()) {
            return Uni.createFrom().item(found);
        }
        List<Found> met = new ArrayList<>(found.size());
        return InTurn.each(found, one -> judge(tx, query, one, met)).replaceWith(met);
    }

    private Uni<Void> judge(Tx tx, SnapshotQuery query, Found one, List<Found> met) {
        boolean asIndexed = !one.changedSince() && !one.deleted();
        if (asIndexed || one.expunged()) {
            met.add(one);
            return Uni.createFrom().voidItem();
        }
        Key said = one.deleted() ? new Key(one.key().id(), one.key().version() - 1) : one.key();
        return judgement
                .meets(tx, query.type(), said, query.filters())
                .invoke(
                        meets -> {
                            if (meets) {
                                met.add(one);
                            }
                        })
                .replaceWithVoid();
    }

    private SqlText statement(Tx tx, SnapshotQuery query) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT r.id, v.version, r.last_updated > ").value(query.asOf());
        sql.add(", v.deleted, v.deleted AND r.workflow IS NOT DISTINCT FROM ")
                .value(Ownership.EXPUNGED);
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
        sql.add(" AND r.id > ").value(query.after());
        if (query.since() == null) {
            sql.add(" AND NOT v.deleted");
        } else {
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
            sql.add("::bigint[] OR ");
            notIndexed(sql, query);
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
        sql.add(" AND (");
        notIndexed(sql, query);
        for (List<Criterion> filter : query.filters()) {
            sql.add(" OR (true");
            ConditionsSql.append(sql, filter, SearchQuery.Narrowing.NONE);
            sql.add(")");
        }
        sql.add(")");
    }

    /** What the index says nothing of: what changed after the instant, and what is deleted. */
    private static void notIndexed(SqlText sql, SnapshotQuery query) {
        sql.add("r.last_updated > ").value(query.asOf());
        if (query.since() != null) {
            sql.add(" OR r.deleted");
        }
    }

    private static List<Found> found(RowSet<Row> rows) {
        List<Found> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Key key = new Key(row.getString(0), row.getInteger(1));
            found.add(new Found(key, row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)));
        }
        return found;
    }
}
