package org.yunzhen.hospital.store;

import java.util.regex.Pattern;

/** The statements that write documents: document, index rows and outbox in one round trip. */
final class DocumentSql {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\?");

    /**
     * The rows of documents' indexes; the placeholders of their arrays are to be numbered, and it
     * is to be said whose each row is.
     */
    private static final String INDEX_ROWS_FROM =
            """
            dates AS (
                INSERT INTO search_date (tenant, param, id, low, high)
                SELECT $1, u.param, {id}, u.low, u.high
                  FROM unnest($?::smallint[], $?::timestamptz[], $?::timestamptz[]{ids})
                    AS u(param, low, high{as})),
            amounts AS (
                INSERT INTO search_amount (tenant, param, id, low, high, system, code, unit,
                                           base, base_low, base_high)
                SELECT $1, u.param, {id}, u.low, u.high, u.system, u.code, u.unit,
                       u.base, u.base_low, u.base_high
                  FROM unnest($?::smallint[], $?::numeric[], $?::numeric[], $?::text[],
                              $?::text[], $?::text[], $?::text[], $?::numeric[], $?::numeric[]{ids})
                    AS u(param, low, high, system, code, unit, base, base_low, base_high{as})),
            texts AS (
                INSERT INTO search_text (tenant, param, id, folded, exact)
                SELECT $1, u.param, {id}, u.folded, u.exact
                  FROM unnest($?::smallint[], $?::text[], $?::text[]{ids})
                    AS u(param, folded, exact{as}))
            """;

    private static final String INDEX_ROWS = indexRows(11);

    /**
     * {@code param + 0} keeps the deletes to the indexes by id: those that begin with the parameter
     * look as good to a plan that is made while the tables are small.
     */
    private static final String WITHOUT_OLD_ROWS =
            """
            WITH gone_dates AS (
                DELETE FROM search_date
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($%1$d::smallint[])),
            gone_amounts AS (
                DELETE FROM search_amount
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($%1$d::smallint[])),
            gone_texts AS (
                DELETE FROM search_text
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($%1$d::smallint[])),
            """;

    /**
     * Fails by writing nothing where the document was indexed by fewer changes of the tenant's own
     * parameters than there are: {@link Documents} then tries again.
     */
    private static final String INDEXED_BY_ALL =
            """
            NOT EXISTS (SELECT 1 FROM parameter_generation g
                         WHERE g.tenant = $1 AND g.type = $2 AND g.generation > $%d)""";

    private static final String OUTBOX =
            """
            INSERT INTO outbox (tenant, kind, type, id, version, patients, parties)
            """;

    static final String COLUMNS =
            "type, id, version, last_updated, deleted, workflow, patients, parties, body";

    static final String CREATE =
            "WITH "
                    + INDEX_ROWS
                    + """
                    , made AS (
                        INSERT INTO resource (tenant, type, id, version, last_updated, workflow,
                                              patients, parties, terms, date_low, body,
                                              token_texts, index_version, put_anew,
                                              written_by)
                        SELECT $1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $26, %d, $28, $29
                         WHERE %s
                        RETURNING tenant, type, id, version, patients, parties)
                    """
                            .formatted(IndexVersion.CURRENT, INDEXED_BY_ALL.formatted(27))
                    + OUTBOX
                    + "SELECT tenant, 'created', type, id, version, patients, parties FROM made";

    /**
     * New plain records; what is told of them is told in their order. PostgreSQL knows no arrays of
     * arrays of different lengths: of one array each record has a slice. Its executor starts five
     * inserts a statement; for one record {@link #CREATE} is the cheaper.
     */
    static final String CREATE_MANY =
            "WITH "
                    + indexRowsOfMany(14)
                    + """
                    , made AS (
                        INSERT INTO resource (tenant, type, id, version, last_updated, patients,
                                              terms, date_low, body, token_texts, index_version,
                                              written_by)
                        SELECT $1, d.type, d.id, 1, $2,
                               ($8::text[])[d.patients_from:d.patients_to],
                               ($11::bigint[])[d.terms_from:d.terms_to], d.date_low, d.body,
                               ($32::text[])[d.texts_from:d.texts_to], %d, $35
                          FROM unnest($3::text[], $4::text[], $5::int[], $6::timestamptz[],
                                      $7::bytea[], $9::int[], $10::int[], $12::int[], $13::int[],
                                      $33::int[], $34::int[])
                            AS d(type, id, generation, date_low, body, patients_from, patients_to,
                                 terms_from, terms_to, texts_from, texts_to)
                         WHERE NOT EXISTS (
                               SELECT 1 FROM parameter_generation g
                                WHERE g.tenant = $1 AND g.type = d.type
                                  AND g.generation > d.generation)
                        RETURNING tenant, type, id, version, patients, parties)
                    """
                            .formatted(IndexVersion.CURRENT)
                    + OUTBOX
                    + """
                    SELECT tenant, 'created', type, id, version, patients, parties FROM made
                     ORDER BY array_position($4::text[], id)""";

    /**
     * The row is locked already; its old version goes to the history, its index is replaced. Only a
     * PUT brings back what was deleted.
     */
    static final String UPDATE =
            WITHOUT_OLD_ROWS.formatted(29)
                    + INDEX_ROWS
                    + """
                    , superseded AS (
                        INSERT INTO resource_history (tenant, type, id, version, last_updated,
                                        deleted, workflow, patients, parties, body, put_anew,
                                        written_by)
                        SELECT tenant, type, id, version, last_updated, deleted, workflow, patients,
                               parties, body, put_anew, written_by
                          FROM resource WHERE tenant = $1 AND type = $2 AND id = $3),
                    made AS (
                        UPDATE resource
                           SET version = version + 1, last_updated = $4, workflow = $5,
                               patients = $6, parties = $7, terms = $8, date_low = $9, body = $10,
                               token_texts = $26, deleted = $27, index_version = %d,
                               written_by = $31,
                               put_anew = CASE WHEN deleted AND NOT $27 THEN version + 1 END
                         WHERE tenant = $1 AND type = $2 AND id = $3 AND version = $28 AND %s
                        RETURNING tenant, type, id, version, deleted, patients, parties)
                    """
                            .formatted(IndexVersion.CURRENT, INDEXED_BY_ALL.formatted(30))
                    + OUTBOX
                    + """
                    SELECT tenant, CASE WHEN deleted THEN 'deleted' ELSE 'updated' END, type, id,
                           version, patients, parties
                      FROM made
                    RETURNING version""";

    /** Only the index, compartments included; the row is locked already, the document stays. */
    static final String REINDEX =
            WITHOUT_OLD_ROWS.formatted(4)
                    + indexRows(7)
                    + """
                    UPDATE resource
                       SET terms = $5, date_low = $6, token_texts = $22, patients = $23,
                           index_version = %d
                     WHERE tenant = $1 AND type = $2 AND id = $3 AND %s"""
                            .formatted(IndexVersion.CURRENT, INDEXED_BY_ALL.formatted(24));

    static final String FIND =
            "SELECT " + COLUMNS + " FROM resource WHERE tenant = $1 AND type = $2 AND id = $3";

    static final String LOCK = FIND + " FOR NO KEY UPDATE";

    static final String VERSION =
            "SELECT "
                    + COLUMNS
                    + " FROM resource WHERE tenant = $1 AND type = $2 AND id = $3 AND version = $4"
                    + " UNION ALL SELECT "
                    + COLUMNS
                    + " FROM resource_history WHERE tenant = $1 AND type = $2 AND id = $3"
                    + " AND version = $4";

    static final String FORGET_VERSIONS =
            "DELETE FROM resource_history WHERE tenant = $1 AND type = $2 AND id = $3";

    /**
     * Kept answers that told of the resource: those made of its versions, and whole answers, as of
     * a transaction. Their keys stay taken, or a repeat would write anew what was erased.
     */
    static final String FORGET_ANSWERS =
            """
            UPDATE idempotency
               SET status = 410, type = NULL, resource_id = NULL, version = NULL, body = $4
             WHERE tenant = $1 AND (type = $2 AND resource_id = $3 OR type IS NULL
               AND (position(convert_to($2 || '/' || $3 || '/_history/', 'UTF8') IN body) > 0
                    OR position(convert_to('"id":"' || $3 || '"', 'UTF8') IN body) > 0
                       AND position(convert_to('"resourceType":"' || $2 || '"', 'UTF8') IN body) > 0))""";

    private DocumentSql() {}

    private static String indexRows(int first) {
        return numbered(
                first, INDEX_ROWS_FROM.replace("{id}", "$3").replaceAll("\\{(ids|as)}", ""));
    }

    private static String indexRowsOfMany(int first) {
        String rows =
                INDEX_ROWS_FROM
                        .replace("{id}", "u.id")
                        .replace("{ids}", ", $?::text[]")
                        .replace("{as}", ", id");
        return numbered(first, rows);
    }

    private static String numbered(int first, String sql) {
        int[] next = {first};
        return PLACEHOLDER.matcher(sql).replaceAll(mark -> "\\$" + next[0]++);
    }
}
