package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.hospital.store.SearchQuery.Sort;

/** Runs searches: one statement a page, keyset paging, nothing kept between pages. */
@ApplicationScoped
public class Searcher {
    /** References of more rows than these are not gathered for a search. */
    private static final int REFERRING_ROWS_MAX = 20_000;

    /** A longer page is not asked together with others: it would be held until theirs have come. */
    private static final int COUNT_WITH_OTHERS_MAX = 50;

    private final PerLoop<AlikeSearches> alike;

    Searcher(Database database) {
        this.alike = new PerLoop<>(() -> new AlikeSearches(database));
    }

    /**
     * A page.
     *
     * @param next where the next page begins, or null after the last
     */
    public record Page(List<Stored> matches, After next) {}

    /** The page a query asks for. */
    public Uni<Page> page(Tx tx, SearchQuery query) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT " + DocumentSql.COLUMNS);
        SortSql.keys(sql, query.sort());
        boolean few = ConditionsSql.areFew(query.criteria(), query.narrowing());
        boolean onePlan =
                few
                        && ConditionsSql.areByTermsAlone(query.criteria())
                        && SortSql.isOfTheDocument(query.sort());
        sql.add(few ? " FROM (SELECT * FROM resource r WHERE " : " FROM resource r WHERE ");
        sql.add(onePlan ? ConditionsSql.BY_TERMS_ALONE : ConditionsSql.OF_TYPE);
        sql.value(query.type());
        ConditionsSql.append(sql, query.criteria(), query.narrowing());
        sql.add(few ? ConditionsSql.FENCE : "");
        SortSql.after(sql, query.sort(), query.after());
        SortSql.order(sql, query.sort());
        sql.add(" LIMIT ").value(query.count() + 1);
        return rows(tx, sql, onePlan, query.count())
                .map(found -> page(found, query.sort(), query.count()));
    }

    private Uni<? extends Iterable<Row>> rows(Tx tx, SqlText sql, boolean onePlan, int count) {
        if (!onePlan) {
            return tx.run(sql.text(), sql.values());
        }
        return tx.isOpen() || count > COUNT_WITH_OTHERS_MAX
                ? tx.runByOnePlan(sql.text(), sql.values())
                : alike.mine().rows(sql.text(), sql.values());
    }

    /** How many match in all. */
    public Uni<Long> total(Tx tx, SearchQuery query) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT count(*) FROM resource r WHERE ");
        conditions(sql, query);
        return tx.run(sql.text(), sql.values()).map(rows -> rows.iterator().next().getLong(0));
    }

    /** Ids that match, at most {@code max}, for a chain. */
    public Uni<List<String>> ids(Tx tx, SearchQuery query, int max) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT r.id FROM resource r WHERE ");
        conditions(sql, query);
        sql.add(" LIMIT ").value(max);
        return tx.run(sql.text(), sql.values())
                .map(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    /**
     * Under which addresses those that match are named, at most {@code max}, for a chain over
     * canonicals.
     */
    public Uni<List<Addressed>> addresses(Tx tx, SearchQuery query, int max) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT r.id, d.body ->> 'url', d.body ->> 'version' FROM (")
                .add("SELECT r.id, r.body FROM resource r WHERE ");
        conditions(sql, query);
        sql.add(" LIMIT ").value(max);
        sql.add(") r, LATERAL (SELECT convert_from(r.body, 'UTF8')::jsonb) d(body)");
        return tx.run(sql.text(), sql.values())
                .map(
                        rows -> {
                            List<Addressed> found = new ArrayList<>();
                            rows.forEach(row -> found.add(Addressed.of(row)));
                            return found;
                        });
    }

    /**
     * A resource with its address.
     *
     * @param canonical null where it has none
     */
    public record Addressed(String id, Canonical canonical) {
        private static Addressed of(Row row) {
            String url = row.getString(1);
            return new Addressed(
                    row.getString(0), url == null ? null : new Canonical(url, row.getString(2)));
        }
    }

    /**
     * What those that match refer to, each reference once.
     *
     * @param paths of SQL/JSON to the references
     * @param max references, and one more when there are more
     * @return null when too many match to be looked through
     */
    public Uni<List<String>> references(Tx tx, SearchQuery query, List<String> paths, int max) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("WITH b AS MATERIALIZED (SELECT r.body FROM resource r WHERE ");
        conditions(sql, query);
        sql.add(" LIMIT ").value(REFERRING_ROWS_MAX + 1);
        sql.add(") (SELECT count(*)::text FROM b) UNION ALL (SELECT DISTINCT v #>> '{}'")
                .add(" FROM b, unnest(")
                .value(paths.toArray(String[]::new))
                .add("::text[]) p, jsonb_path_query(convert_from(b.body, 'UTF8')::jsonb,")
                .add(" p::jsonpath) v LIMIT ")
                .value(max + 1)
                .add(")");
        return tx.run(sql.text(), sql.values()).map(Searcher::references);
    }

    private static List<String> references(RowSet<Row> rows) {
        List<String> found = new ArrayList<>();
        rows.forEach(row -> found.add(row.getString(0)));
        int counted = Integer.parseInt(found.remove(0));
        return counted > REFERRING_ROWS_MAX ? null : found;
    }

    private static void conditions(SqlText sql, SearchQuery query) {
        sql.add(ConditionsSql.OF_TYPE).value(query.type());
        ConditionsSql.append(sql, query.criteria(), query.narrowing());
    }

    static Page page(Iterable<Row> rows, List<Sort> sort, int count) {
        List<Stored> matches = new ArrayList<>();
        After last = null;
        for (Row row : rows) {
            if (matches.size() == count) {
                return new Page(matches, last);
            }
            Stored stored = Rows.stored(row);
            matches.add(stored);
            last = new After(SortSql.keysOf(row, sort), stored.id());
        }
        return new Page(matches, null);
    }
}
