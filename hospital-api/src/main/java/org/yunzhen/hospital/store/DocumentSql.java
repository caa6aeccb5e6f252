package org.yunzhen.hospital.store;

/** The statements that write documents: document, index rows and outbox in one round trip. */
final class DocumentSql {
    private static final String INDEX_ROWS =
            """
            dates AS (
                INSERT INTO search_date (tenant, param, id, low, high)
                SELECT $1, u.param, $3, u.low, u.high
                  FROM unnest($11::smallint[], $12::timestamptz[], $13::timestamptz[])
                    AS u(param, low, high)),
            amounts AS (
                INSERT INTO search_amount (tenant, param, id, low, high, system, code, unit)
                SELECT $1, u.param, $3, u.low, u.high, u.system, u.code, u.unit
                  FROM unnest($14::smallint[], $15::numeric[], $16::numeric[], $17::text[],
                              $18::text[], $19::text[]) AS u(param, low, high, system, code, unit)),
            texts AS (
                INSERT INTO search_text (tenant, param, id, folded, exact)
                SELECT $1, u.param, $3, u.folded, u.exact
                  FROM unnest($20::smallint[], $21::text[], $22::text[]) AS u(param, folded, exact))
            """;

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
                                              patients, parties, terms, date_low, body)
                        VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)
                        RETURNING tenant, type, id, version, patients, parties)
                    """
                    + OUTBOX
                    + "SELECT tenant, 'created', type, id, version, patients, parties FROM made";

    /**
     * The row is locked already; its old version goes to the history, its index rows are replaced.
     * {@code param + 0} keeps the deletes to the indexes by id: those that begin with the parameter
     * look as good to a plan that is made while the tables are small.
     */
    static final String UPDATE =
            """
            WITH gone_dates AS (
                DELETE FROM search_date
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($25::smallint[])),
            gone_amounts AS (
                DELETE FROM search_amount
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($25::smallint[])),
            gone_texts AS (
                DELETE FROM search_text
                 WHERE tenant = $1 AND id = $3 AND param + 0 = ANY($25::smallint[])),
            """
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
                               deleted = $23
                         WHERE tenant = $1 AND type = $2 AND id = $3 AND version = $24
                        RETURNING tenant, type, id, version, deleted, patients, parties)
                    """
                    + OUTBOX
                    + """
                    SELECT tenant, CASE WHEN deleted THEN 'deleted' ELSE 'updated' END, type, id,
                           version, patients, parties
                      FROM made
                    RETURNING version""";

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

    private DocumentSql() {}
}
