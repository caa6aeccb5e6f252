package org.yunzhen.hospital.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.SearchQuery.After;
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

    private static final Set<SortKey> OF_THE_DOCUMENT =
            EnumSet.of(SortKey.ID, SortKey.TYPE, SortKey.LAST_UPDATED, SortKey.OWN_DATE);

    private SortSql() {}

    /** The keys as columns behind those of the document. */
    static void keys(SqlText sql, List<Sort> sorts) {
        for (Sort sort : sorts) {
            sql.add(", ");
            key(sql, sort);
            sql.add("::text");
        }
    }

    /** Whether all keys are columns of the document's own row. */
    static boolean isOfTheDocument(List<Sort> sorts) {
        return sorts.stream().allMatch(sort -> OF_THE_DOCUMENT.contains(sort.key()));
    }

    static List<String> keysOf(Row row, List<Sort> sorts) {
        List<String> keys = new ArrayList<>(sorts.size());
        for (int i = 0; i < sorts.size(); i++) {
            keys.add(row.getString(FIRST_KEY_COLUMN + i));
        }
        return keys;
    }

    /** Only what comes after the last page, which may be null. */
    static void after(SqlText sql, List<Sort> sorts, After after) {
        if (after == null) {
            return;
        }
        sql.add(" AND ");
        boolean oneWay = sorts.stream().map(Sort::descending).distinct().count() == 1;
        boolean byId = sorts.stream().anyMatch(sort -> sort.key() == SortKey.ID);
        if (oneWay && !byId) {
            behind(sql, sorts, after);
        } else {
            after(sql, sorts, after, 0);
        }
    }

    /** All keys at once, which an index can begin at. */
    private static void behind(SqlText sql, List<Sort> sorts, After after) {
        sql.add("(");
        for (Sort sort : sorts) {
            key(sql, sort);
            sql.add(", ");
        }
        sql.add(sorts.get(0).descending() ? "r.id) < (" : "r.id) > (");
        for (int i = 0; i < sorts.size(); i++) {
            given(sql, sorts.get(i), after.keys().get(i));
            sql.add(", ");
        }
        sql.value(after.id()).add(")");
    }

    /** After by this key, or equal in it and after by those that follow, the id being the last. */
    private static void after(SqlText sql, List<Sort> sorts, After after, int at) {
        Sort sort = sorts.get(at);
        String than = sort.descending() ? " < " : " > ";
        if (sort.key() == SortKey.ID) {
            sql.add("r.id" + than).value(after.id());
            return;
        }
        sql.add("(");
        key(sql, sort);
        sql.add(than);
        given(sql, sort, after.keys().get(at));
        sql.add(" OR (");
        key(sql, sort);
        sql.add(" = ");
        given(sql, sort, after.keys().get(at));
        sql.add(" AND ");
        if (at == sorts.size() - 1) {
            sql.add("r.id" + than).value(after.id());
        } else {
            after(sql, sorts, after, at + 1);
        }
        sql.add("))");
    }

    private static void given(SqlText sql, Sort sort, String key) {
        sql.add("CAST(CAST(").value(key).add(" AS text) AS ");
        sql.add(
                switch (sort.key()) {
                    case ID, TYPE -> "text)";
                    case TEXT, DOCUMENT -> "text) COLLATE \"C\"";
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
            case TYPE -> sql.add("r.type");
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
