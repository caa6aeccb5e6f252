package org.yunzhen.hospital.store;

import java.util.stream.IntStream;

/** The statements that write documents: document, index rows and outbox in one round trip. */
final class DocumentSql {
    /** The rows of a document's index; the placeholders of its arrays are to be numbered. */
    private static final String INDEX_ROWS_FROM =
            """
            dates AS (
                INSERT INTO search_date (tenant, param, id, low, high)
                SELECT $1, u.param, $3, u.low, u.high
                  FROM unnest($%d::smallint[], $%d::timestamptz[], $%d::timestamptz[])
                    AS u(param, low, high)),
            amounts AS (
                INSERT INTO search_amount (tenant, param, id, low, high, system, code, unit,
                                           base, base_low, base_high)
                SELECT $1, u.param, $3, u.low, u.high, u.system, u.code, u.unit,
                       u.base, u.base_low, u.base_high
                  FROM unnest($%d::smallint[], $%d::numeric[], $%d::numeric[], $%d::text[],
                              $%d::text[], $%d::text[], $%d::text[], $%d::numeric[], $%d::numeric[])
                    AS u(param, low, high, system, code, unit, base, base_low, base_high)),
            texts AS (
                INSERT INTO search_text (tenant, param, id, folded, exact)
                SELECT $1, u.param, $3, u.folded, u.exact
                  FROM unnest($%d::smallint[], $%d::text[], $%d::text[]) AS u(param, folded, exact))
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
                                              token_texts, index_version)
                        SELECT $1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $26, %d WHERE %s
                        RETURNING tenant, type, id, version, patients, parties)
                    """
                            .formatted(IndexVersion.CURRENT, INDEXED_BY_ALL.formatted(27))
                    + OUTBOX
                    + "SELECT tenant, 'created', type, id, version, patients, parties FROM made";

    /** The row is locked already; its old version goes to the history, its index is replaced. */
    static final String UPDATE =
            WITHOUT_OLD_ROWS.formatted(29)
                    + INDEX_ROWS
                    + """
                    , superseded AS (
                        INSERT INTO resource_history (tenant, type, id, version, last_updated,
                                        deleted, workflow, patients, parties, body)
                        SELECT tenant, type, id, version, last_updated, deleted, workflow, patients,
                               parties, body
                          FROM resource WHERE tenant = $1 AND type = $2 AND id = $3),
                    made AS (
                        UPDATE resource
                           SET version = version + 1, last_updated = $4, workflow = $5,
                               patients = $6, parties = $7, terms = $8, date_low = $9, body = $10,
                               token_texts = $26, deleted = $27, index_version = %d
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

    /** Only the index; the row is locked already, document and version stay. */
    static final String REINDEX =
            WITHOUT_OLD_ROWS.formatted(4)
                    + indexRows(7)
                    + """
                    UPDATE resource
                       SET terms = $5, date_low = $6, token_texts = $22, index_version = %d
                     WHERE tenant = $1 AND type = $2 AND id = $3 AND %s"""
                            .formatted(IndexVersion.CURRENT, INDEXED_BY_ALL.formatted(23));

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
        return INDEX_ROWS_FROM.formatted(
                IntStream.range(first, first + IndexColumns.COUNT - 1).boxed().toArray());
    }
}
