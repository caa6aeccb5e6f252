package org.yunzhen.hospital.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.SearchQuery.SortKey;

/** Runs searches among several types: one statement a page, as {@link Searcher} does for one. */
@ApplicationScoped
public class TypesSearcher {
    /** The page a query asks for: its keys first, so that only the page's documents are read. */
    public Uni<Searcher.Page> page(Tx tx, TypesQuery query) {
        SqlText sql = new SqlText(tx.tenant());
        sql.add("SELECT r.type, r.id, r.version, r.last_updated, r.deleted, r.workflow,")
                .add(" r.patients, r.parties, r.body");
        SortSql.keys(sql, query.sort());
        sql.add(" FROM (SELECT r.type AS found_type, r.id AS found_id FROM (");
        String union = "";
        for (TypesQuery.Part part : query.parts()) {
            sql.add(union);
            first(sql, query, part);
            union = " UNION ALL ";
        }
        sql.add(") r");
        SortSql.order(sql, query.sort());
        sql.add(" LIMIT ").value(query.count() + 1);
        sql.add(") f JOIN resource r ON r.tenant = $1 AND r.type = f.found_type")
                .add(" AND r.id = f.found_id");
        SortSql.order(sql, query.sort());
        return tx.run(sql.text(), sql.values())
                .map(rows -> Searcher.page(rows, query.sort(), query.count()));
    }

    /** How many match in all. */
    public Uni<Long> total(Tx tx, TypesQuery query) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT ");
        String plus = "";
        for (TypesQuery.Part part : query.parts()) {
            sql.add(plus).add("(SELECT count(*) FROM resource r WHERE ");
            ofTypes(sql, query, part);
            sql.add(")");
            plus = " + ";
        }
        return tx.run(sql.text(), sql.values()).map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * The first of a part. In an order that only an index of each type has, each type gives its
     * first ones; in the order of the types themselves the key is walked until the page is full.
     */
    private static void first(SqlText sql, TypesQuery query, TypesQuery.Part part) {
        boolean few = ConditionsSql.areFew(query.criteria(), part.narrowing());
        boolean eachType = !few && query.sort().get(0).key() != SortKey.TYPE;
        if (eachType) {
            sql.add("(SELECT r.* FROM unnest(").value(part.types().toArray(String[]::new));
            sql.add("::text[]) t(name) CROSS JOIN LATERAL ");
        }
        sql.add("(SELECT r.type, r.id, r.last_updated FROM ");
        if (few) {
            sql.add("(SELECT * FROM resource r WHERE ");
            ofTypes(sql, query, part);
            sql.add(ConditionsSql.FENCE);
        } else {
            sql.add("resource r WHERE ");
            if (eachType) {
                sql.add("r.tenant = $1 AND r.type = t.name");
                ConditionsSql.append(sql, query.criteria(), part.narrowing());
            } else {
                ofTypes(sql, query, part);
            }
        }
        SortSql.after(sql, query.sort(), query.after());
        SortSql.order(sql, query.sort());
        sql.add(" LIMIT ").value(query.count() + 1);
        sql.add(eachType ? ") r)" : ")");
    }

    private static void ofTypes(SqlText sql, TypesQuery query, TypesQuery.Part part) {
        sql.add("r.tenant = $1 AND r.type = ANY(").value(part.types().toArray(String[]::new));
        sql.add(")");
        ConditionsSql.append(sql, query.criteria(), part.narrowing());
    }
}
