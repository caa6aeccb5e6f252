package org.yunzhen.hospital.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;

/**
 * Order and keyset of a search, on the row {@code r} of {@code resource}. No key is null: what has
 * no value has the one that comes last.
 */
final class SortSql {
    private static final int FIRST_KEY_COLUMN = 9;

    /** Longer texts are ordered by their beginning, and by id where that is the same. */
    private static final String TEXT_KEPT = "100";

    private SortSql() {}

    /** The keys as columns behind those of the document. */
    static void keys(SqlText sql, List<Sort> sorts) {
        for (Sort sort : sorts) {
            sql.add(", ");
            key(sql, sort);
            sql.add("::text");
        }
    }

    static List<String> keysOf(Row row, List<Sort> sorts) {
        List<String> keys = new ArrayList<>(sorts.size());
        for (int i = 0; i < sorts.size(); i++) {
            keys.add(row.getString(FIRST_KEY_COLUMN + i));
        }
        return keys;
    }

    /** Only what comes after the last page. */
    static void after(SqlText sql, SearchQuery query) {
        if (query.after() == null) {
            return;
        }
        sql.add(" AND ");
        after(sql, query, 0);
    }

    /** After by this key, or equal in it and after by those that follow, the id being the last. */
    private static void after(SqlText sql, SearchQuery query, int at) {
        Sort sort = query.sort().get(at);
        String than = sort.descending() ? " < " : " > ";
        boolean last = at == query.sort().size() - 1;
        if (sort.key() == SortKey.ID) {
            sql.add("r.id" + than).value(query.after().id());
        } else if (last) {
            sql.add("(");
            key(sql, sort);
            sql.add(", r.id)" + than + "(");
            given(sql, query, at);
            sql.add(", ").value(query.after().id()).add(")");
        } else {
            sql.add("(");
            key(sql, sort);
            sql.add(than);
            given(sql, query, at);
            sql.add(" OR (");
            key(sql, sort);
            sql.add(" = ");
            given(sql, query, at);
            sql.add(" AND ");
            after(sql, query, at + 1);
            sql.add("))");
        }
    }

    private static void given(SqlText sql, SearchQuery query, int at) {
        sql.add("CAST(CAST(").value(query.after().keys().get(at)).add(" AS text) AS ");
        sql.add(
                switch (query.sort().get(at).key()) {
                    case ID, TEXT, DOCUMENT -> "text) COLLATE \"C\"";
                    case AMOUNT -> "numeric)";
                    case LAST_UPDATED, OWN_DATE, DATE -> "timestamptz)";
                });
    }

    static void order(SqlText sql, List<Sort> sorts) {
        sql.add(" ORDER BY ");
        for (Sort sort : sorts) {
            String direction = sort.descending() ? " DESC" : " ASC";
            if (sort.key() == SortKey.ID) {
                sql.add("r.id" + direction);
                return;
            }
            key(sql, sort);
            sql.add(direction + ", ");
        }
        sql.add("r.id" + (sorts.get(sorts.size() - 1).descending() ? " DESC" : " ASC"));
    }

    private static void key(SqlText sql, Sort sort) {
        String least = sort.descending() ? "max(" : "min(";
        String infinity = sort.descending() ? "'-infinity'" : "'infinity'";
        String endOfTexts = sort.descending() ? "''" : "chr(1114111)";
        switch (sort.key()) {
            case ID -> sql.add("r.id");
            case LAST_UPDATED -> sql.add("r.last_updated");
            case OWN_DATE -> sql.add("COALESCE(r.date_low, " + infinity + "::timestamptz)");
            case DATE ->
                    row(sql, least + "d.low)", "search_date", sort, infinity + "::timestamptz");
            case AMOUNT ->
                    row(sql, least + "d.low)", "search_amount", sort, infinity + "::numeric");
            case TEXT -> {
                String kept = least + "left(d.folded, " + TEXT_KEPT + ") COLLATE \"C\")";
                row(sql, kept, "search_text", sort, endOfTexts);
                sql.add(" COLLATE \"C\"");
            }
            case DOCUMENT ->
                    sql.add("COALESCE((SELECT " + least + "left(v #>> '{}', " + TEXT_KEPT)
                            .add(") COLLATE \"C\") FROM unnest(")
                            .value(sort.paths().toArray(String[]::new))
                            .add(
                                    "::text[]) p, jsonb_path_query(convert_from(r.body, 'UTF8')::jsonb,")
                            .add(" p::jsonpath) v), " + endOfTexts + ") COLLATE \"C\"");
        }
    }

    private static void row(SqlText sql, String value, String table, Sort sort, String none) {
        sql.add("COALESCE((SELECT " + value + " FROM " + table + " d WHERE d.tenant = r.tenant")
                .add(" AND d.id = r.id AND d.param = ")
                .value(sort.param())
                .add("), " + none + ")");
    }
}
