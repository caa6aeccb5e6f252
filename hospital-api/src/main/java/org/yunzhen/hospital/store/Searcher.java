package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;

/** Runs searches: one statement a page, keyset paging, nothing kept between pages. */
@ApplicationScoped
public class Searcher {
    private static final int KEY_COLUMN = 9;

    /**
     * A page.
     *
     * @param next where the next page begins, or null after the last
     */
    public record Page(List<Stored> matches, After next) {}

    /** The page a query asks for. */
    public Uni<Page> page(Tx tx, SearchQuery query) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT " + DocumentSql.COLUMNS + ", ");
        key(sql, query.sort());
        sql.add("::text FROM resource r WHERE ");
        conditions(sql, tx, query);
        after(sql, query);
        order(sql, query.sort());
        sql.add(" LIMIT ").value(query.count() + 1);
        return tx.run(sql.text(), sql.values()).map(rows -> page(rows, query));
    }

    /** How many match in all. */
    public Uni<Long> total(Tx tx, SearchQuery query) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT count(*) FROM resource r WHERE ");
        conditions(sql, tx, query);
        return tx.run(sql.text(), sql.values()).map(rows -> rows.iterator().next().getLong(0));
    }

    /** Ids that match, at most {@code max}, for a chain. */
    public Uni<List<String>> ids(Tx tx, SearchQuery query, int max) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT r.id FROM resource r WHERE ");
        conditions(sql, tx, query);
        sql.add(" LIMIT ").value(max);
        return tx.run(sql.text(), sql.values())
                .map(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    private static void conditions(SqlText sql, Tx tx, SearchQuery query) {
        sql.add("r.tenant = $1 AND r.type = ").value(query.type());
        sql.add(" AND NOT r.deleted");
        List<Long> every = new ArrayList<>();
        for (Criterion criterion : query.criteria()) {
            if (criterion instanceof Criterion.AnyTerm any && any.terms().size() == 1) {
                every.addAll(any.terms());
            } else {
                sql.add(" AND ");
                CriterionSql.append(sql, criterion);
            }
        }
        if (!every.isEmpty()) {
            sql.add(" AND r.terms @> ").value(every.toArray(Long[]::new));
        }
        narrow(sql, tx, query.narrowing());
    }

    private static void narrow(SqlText sql, Tx tx, Narrowing narrowing) {
        if (narrowing.everything()) {
            return;
        }
        sql.add(" AND r.terms && (").value(narrowing.terms().toArray(Long[]::new));
        sql.add("::bigint[]");
        if (!narrowing.relationsOf().isEmpty()) {
            sql.add(
                            " || ARRAY(SELECT c.term FROM care_relation c WHERE c.tenant = $1 AND c.actor = ANY(")
                    .value(narrowing.relationsOf().toArray(String[]::new))
                    .add(") AND c.valid_from <= ")
                    .value(tx.now())
                    .add(" AND c.valid_until > ")
                    .value(tx.now())
                    .add(")");
        }
        sql.add(")");
    }

    private static void key(SqlText sql, Sort sort) {
        String none = sort.descending() ? "'-infinity'" : "'infinity'";
        switch (sort.key()) {
            case ID -> sql.add("r.id");
            case LAST_UPDATED -> sql.add("r.last_updated");
            case OWN_DATE -> sql.add("COALESCE(r.date_low, " + none + "::timestamptz)");
            case DATE ->
                    sql.add(
                                    "COALESCE((SELECT min(d.low) FROM search_date d WHERE d.tenant = r.tenant"
                                            + " AND d.id = r.id AND d.param = ")
                            .value(sort.param())
                            .add("), " + none + "::timestamptz)");
        }
    }

    private static void after(SqlText sql, SearchQuery query) {
        if (query.after() == null) {
            return;
        }
        String than = query.sort().descending() ? " < " : " > ";
        if (query.sort().key() == SortKey.ID) {
            sql.add(" AND r.id" + than).value(query.after().id());
            return;
        }
        sql.add(" AND (");
        key(sql, query.sort());
        sql.add(", r.id)" + than + "(CAST(CAST(").value(query.after().key());
        sql.add(" AS text) AS timestamptz), ").value(query.after().id()).add(")");
    }

    private static void order(SqlText sql, Sort sort) {
        String direction = sort.descending() ? " DESC" : " ASC";
        sql.add(" ORDER BY ");
        if (sort.key() != SortKey.ID) {
            key(sql, sort);
            sql.add(direction + ", ");
        }
        sql.add("r.id" + direction);
    }

    private static Page page(RowSet<Row> rows, SearchQuery query) {
        List<Stored> matches = new ArrayList<>(rows.size());
        After last = null;
        for (Row row : rows) {
            if (matches.size() == query.count()) {
                return new Page(matches, last);
            }
            Stored stored = Rows.stored(row);
            matches.add(stored);
            last = new After(row.getString(KEY_COLUMN), stored.id());
        }
        return new Page(matches, null);
    }
}
