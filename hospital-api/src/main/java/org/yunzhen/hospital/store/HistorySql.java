package org.yunzhen.hospital.store;

/**
 * The statements of a history. Keys of versions are found first, ordered and cut to a page; only
 * then are documents fetched.
 */
final class HistorySql {
    /** The column with the number of the version that a PUT made anew. */
    static final String PUT_ANEW = "put_anew";

    private static final String KEYS = "type, id, version, last_updated";
    private static final String VERSION_KEYS = "v.type, v.id, v.version, v.last_updated";
    private static final String NEWEST_FIRST =
            " ORDER BY last_updated DESC, type DESC, id DESC, version DESC LIMIT ";

    private HistorySql() {}

    /** One page and, to tell whether another follows, one version more. */
    static SqlText page(Tx tx, HistoryQuery query) {
        SqlText sql = new SqlText(tx.tenant()).add("WITH k AS MATERIALIZED (");
        keys(sql, query, query.count() + 1);
        sql.add(NEWEST_FIRST).value(query.count() + 1).add(") ");
        documents(sql, "resource");
        sql.add(" UNION ALL ");
        documents(sql, "resource_history");
        return sql.add(" ORDER BY last_updated DESC, type DESC, id DESC, version DESC");
    }

    /** How many versions there are on all pages. */
    static SqlText total(Tx tx, HistoryQuery query) {
        SqlText sql = new SqlText(tx.tenant()).add("SELECT count(*) FROM (");
        keys(sql, query.fromTheStart(), 0);
        return sql.add(") k");
    }

    private static void documents(SqlText sql, String table) {
        sql.add("SELECT " + DocumentSql.COLUMNS + ", " + PUT_ANEW + " FROM " + table)
                .add(" JOIN k USING (type, id, version, last_updated) WHERE tenant = $1");
    }

    /** With a limit of 0 for all of them. */
    private static void keys(SqlText sql, HistoryQuery query, int limit) {
        sql.add("SELECT " + KEYS + " FROM (");
        String between = "";
        for (HistoryQuery.Part part : query.parts()) {
            sql.add(between);
            if (query.id() != null) {
                ofOne(sql, query, part);
            } else if (part.sight().everything()) {
                ofTypes(sql, query, part, limit);
            } else {
                ofSeen(sql, query, part);
            }
            between = " UNION ALL ";
        }
        sql.add(") keys");
    }

    private static void ofOne(SqlText sql, HistoryQuery query, HistoryQuery.Part part) {
        sql.add("SELECT " + VERSION_KEYS + " FROM (");
        sql.add("SELECT * FROM (SELECT ").value(part.types().get(0)).add("::text AS type, ");
        sql.value(query.id()).add("::text AS id) s");
        versions(sql);
        sql.add(") v WHERE true");
        wished(sql, query, "v");
        visible(sql, part.sight());
    }

    /** Each type's newest by the type's own index: as many as a page takes, and no more. */
    private static void ofTypes(
            SqlText sql, HistoryQuery query, HistoryQuery.Part part, int limit) {
        sql.add("SELECT " + VERSION_KEYS + " FROM unnest(")
                .value(part.types().toArray(String[]::new))
                .add("::text[]) t(type) CROSS JOIN LATERAL (");
        newest(sql, query, "resource r WHERE NOT r.deleted", limit);
        sql.add(" UNION ALL ");
        newest(sql, query, "resource r WHERE r.deleted", limit);
        sql.add(" UNION ALL ");
        newest(sql, query, "resource_history r WHERE r.last_updated > '-infinity'", limit);
        sql.add(") v");
    }

    private static void newest(SqlText sql, HistoryQuery query, String from, int limit) {
        sql.add("(SELECT r.type, r.id, r.version, r.last_updated FROM " + from);
        sql.add(" AND r.tenant = $1 AND r.type = t.type");
        wished(sql, query, "r");
        if (limit > 0) {
            sql.add(" ORDER BY r.last_updated DESC, r.id DESC, r.version DESC LIMIT ").value(limit);
        }
        sql.add(")");
    }

    /** All versions of what the caller sees. */
    private static void ofSeen(SqlText sql, HistoryQuery query, HistoryQuery.Part part) {
        String[] types = part.types().toArray(String[]::new);
        sql.add("SELECT " + VERSION_KEYS + " FROM (SELECT * FROM (");
        sql.add("SELECT r.type, r.id FROM resource r WHERE r.tenant = $1 AND r.type = ANY(");
        sql.value(types).add(") AND NOT r.deleted");
        ConditionsSql.narrow(sql, part.sight().narrowing());
        sql.add(" UNION ALL SELECT v.type, v.id FROM resource v WHERE v.tenant = $1");
        sql.add(" AND v.deleted AND v.type = ANY(").value(types).add(")");
        visible(sql, part.sight());
        sql.add(") s");
        versions(sql);
        sql.add(") v WHERE true");
        wished(sql, query, "v");
        visible(sql, part.sight());
    }

    /** Every version of the resources {@code s}. */
    private static void versions(SqlText sql) {
        String columns = "version, last_updated, patients, parties";
        sql.add(" CROSS JOIN LATERAL (SELECT " + columns + " FROM resource r")
                .add(" WHERE r.tenant = $1 AND r.type = s.type AND r.id = s.id")
                .add(" UNION ALL SELECT " + columns + " FROM resource_history r")
                .add(" WHERE r.tenant = $1 AND r.type = s.type AND r.id = s.id) l");
    }

    private static void wished(SqlText sql, HistoryQuery query, String v) {
        if (query.since() != null) {
            sql.add(" AND " + v + ".last_updated >= ").value(query.since());
        }
        if (query.until() != null) {
            sql.add(" AND " + v + ".last_updated <= ").value(query.until());
        }
        if (query.at() != null) {
            current(sql, query.at(), v);
        }
        HistoryQuery.After after = query.after();
        if (after != null) {
            // the first condition says nothing new, but an index can begin with it
            sql.add(" AND " + v + ".last_updated <= ").value(after.lastUpdated());
            sql.add(" AND (%s.last_updated, %s.type, %s.id, %s.version) < (".formatted(v, v, v, v));
            sql.value(after.lastUpdated()).add(", ").value(after.type()).add(", ");
            sql.value(after.id()).add(", ").value(after.version()).add(")");
        }
    }

    /** A version is current until the next one is made. */
    private static void current(SqlText sql, HistoryQuery.During at, String v) {
        sql.add(" AND " + v + ".last_updated < ").value(at.high());
        for (String table : new String[] {"resource", "resource_history"}) {
            sql.add(" AND NOT EXISTS (SELECT 1 FROM " + table + " n WHERE n.tenant = $1")
                    .add(" AND n.type = %s.type AND n.id = %s.id".formatted(v, v))
                    .add(" AND n.version = " + v + ".version + 1 AND n.last_updated <= ")
                    .value(at.low())
                    .add(")");
        }
    }

    private static void visible(SqlText sql, HistoryQuery.Sight sight) {
        if (sight.everything()) {
            return;
        }
        sql.add(" AND (v.parties && ").value(sight.parties().toArray(String[]::new));
        sql.add("::text[] OR v.patients && (");
        sql.value(sight.patients().toArray(String[]::new)).add("::text[]");
        if (!sight.relationsOf().isEmpty()) {
            ConditionsSql.related(sql.add(" || "), "patient", sight.relationsOf());
        }
        sql.add("))");
    }
}
