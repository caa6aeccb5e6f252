package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.index.IndexEntries;

/**
 * Tells whether one version meets the conditions of a search, although the index knows only what is
 * current: the version is indexed under a tenant that nobody has, searched, and forgotten before
 * the transaction commits. So it is judged by the very same conditions as a search.
 */
@ApplicationScoped
public class Judgement {
    /** No tenant can be called so. */
    private static final String NOBODY = "~";

    private final Documents documents;
    private final Indexer indexer;

    Judgement(Documents documents, Indexer indexer) {
        this.documents = documents;
        this.indexer = indexer;
    }

    /** Whether a version meets all conditions of one of the filters; within an open transaction. */
    public Uni<Boolean> meets(
            Tx tx, String type, Snapshots.Key key, List<List<Criterion>> filters) {
        return met(tx, type, List.of(key), filters).map(met -> !met.isEmpty());
    }

    /**
     * Which versions meet all conditions of one of the filters; within an open transaction. Those
     * that are current are judged together.
     */
    public Uni<Set<Snapshots.Key>> met(
            Tx tx, String type, List<Snapshots.Key> keys, List<List<Criterion>> filters) {
        String[] ids = keys.stream().map(Snapshots.Key::id).distinct().toArray(String[]::new);
        SqlText sql = question(tx.tenant(), type, ids, filters);
        return tx.run(sql.text(), sql.values())
                .chain(
                        rows -> {
                            Set<Snapshots.Key> met = new HashSet<>();
                            Set<Snapshots.Key> rest = new LinkedHashSet<>(keys);
                            for (Row row : rows) {
                                Snapshots.Key current =
                                        new Snapshots.Key(row.getString(0), row.getInteger(1));
                                if (rest.remove(current) && row.getBoolean(2)) {
                                    met.add(current);
                                }
                            }
                            return InTurn.each(
                                            rest,
                                            key ->
                                                    superseded(tx, type, key, filters)
                                                            .invoke(meets -> add(met, key, meets)))
                                    .replaceWith(met);
                        });
    }

    private static void add(Set<Snapshots.Key> met, Snapshots.Key key, boolean meets) {
        if (meets) {
            met.add(key);
        }
    }

    private Uni<Boolean> superseded(
            Tx tx, String type, Snapshots.Key key, List<List<Criterion>> filters) {
        return documents
                .version(tx, type, key.id(), key.version())
                .chain(
                        version ->
                                version.filter(stored -> !stored.deleted())
                                        .map(stored -> judged(tx, stored, filters))
                                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> judged(Tx tx, Stored version, List<List<Criterion>> filters) {
        String[] ids = {version.id()};
        SqlText sql = question(NOBODY, version.type(), ids, filters);
        return tx.run("SAVEPOINT judged")
                .chain(() -> tx.run(DocumentSql.CREATE, values(tx.tenant(), version)))
                .chain(() -> tx.run(sql.text(), sql.values()))
                .map(rows -> rows.iterator().next().getBoolean(2))
                .call(() -> tx.run("ROLLBACK TO SAVEPOINT judged"))
                // or the next would stand in it, and the one after that in both
                .call(() -> tx.run("RELEASE SAVEPOINT judged"));
    }

    private static SqlText question(
            String tenant, String type, String[] ids, List<List<Criterion>> filters) {
        SqlText sql = new SqlText(tenant).add("SELECT r.id, r.version, (false");
        for (List<Criterion> filter : filters) {
            sql.add(" OR (true");
            ConditionsSql.append(sql, filter, SearchQuery.Narrowing.NONE);
            sql.add(")");
        }
        sql.add(") FROM resource r WHERE r.tenant = $1 AND r.type = ").value(type);
        return sql.add(" AND r.id = ANY(").value(ids).add(")");
    }

    private List<Object> values(String tenant, Stored version) {
        Ownership ownership = new Ownership(version.workflow(), version.parties());
        IndexEntries entries = indexer.entries(tenant, version.document(), ownership);
        Indexed index = indexer.index(tenant, version, entries);
        // nobody asks how it came, nor from whom
        return RowValues.created(NOBODY, version, index, entries.generation(), null, null);
    }
}
