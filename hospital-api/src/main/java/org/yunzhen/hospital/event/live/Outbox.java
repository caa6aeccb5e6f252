package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Database;

/**
 * The outbox as the dispatcher sees it: only rows whose transactions have committed. One statement,
 * and so one transaction, takes rows out, finds their recipients, gives each recipient its next
 * numbers and notifies the nodes.
 */
@ApplicationScoped
class Outbox {
    /** The channel on which the nodes are told that there is something new. */
    static final String CHANNEL = "yunzhen_live";

    private static final String NEXT =
            """
            SELECT seq FROM outbox WHERE retry_at <= now()
             ORDER BY seq LIMIT $1""";

    /**
     * One node at a time, or a recipient's numbers would not follow the order of the rows. Writes
     * of documents have kinds without a dot. What somebody has subscribed to is handed on, and the
     * nodes told of it; other writes are only taken out. A notification longer than a page of
     * PostgreSQL's is sent empty: everybody looks.
     */
    private static final String DISPATCH =
            """
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(7521063) AS mine),
            taken AS (
                DELETE FROM outbox o USING turn WHERE turn.mine AND o.seq = ANY($1)
                RETURNING o.*),
            happened AS (
                SELECT t.*, CASE WHEN kind IN ('created', 'updated') THEN 'written' ELSE kind END
                            AS topic
                  FROM taken t),
            changed AS (
                INSERT INTO subscription_change (seq, tenant, type, id, version, at, kind)
                SELECT seq, tenant, type, id, version, at, topic FROM happened h
                 WHERE EXISTS (SELECT 1 FROM subscription s
                                WHERE s.tenant = h.tenant AND s.type = h.type
                                  AND s.kind = h.topic
                                  AND s.status <> 'off' AND s.created_at <= h.at)
                RETURNING seq),
            told AS (
                SELECT * FROM taken WHERE position('.' IN kind) > 0),
            addressed AS (
                SELECT seq, recipient, bool_or(named) AS named
                  FROM (SELECT t.seq, 'Patient/' || p AS recipient, false AS named
                          FROM told t, unnest(t.patients) p
                        UNION ALL
                        SELECT t.seq, c.actor, false
                          FROM told t
                          JOIN care_relation c ON c.tenant = t.tenant
                                              AND c.patient = ANY(t.patients)
                                              AND c.kind IN ('guardian', 'treating')
                                              AND c.valid_from <= now() AND c.valid_until > now()
                        UNION ALL
                        SELECT t.seq, p, true FROM told t, unnest(t.parties) p
                         WHERE p NOT LIKE 'HealthcareService/%') AS a(seq, recipient, named)
                 GROUP BY seq, recipient),
            numbered AS (
                SELECT t.*, a.recipient, a.named,
                       row_number() OVER (PARTITION BY t.tenant, a.recipient ORDER BY t.seq) AS nth,
                       count(*) OVER (PARTITION BY t.tenant, a.recipient) AS many
                  FROM addressed a JOIN told t ON t.seq = a.seq),
            counted AS (
                INSERT INTO live_counter (tenant, recipient, last)
                SELECT tenant, recipient, many FROM numbered WHERE nth = 1
                 ORDER BY tenant, recipient
                ON CONFLICT (tenant, recipient)
                DO UPDATE SET last = live_counter.last + EXCLUDED.last
                RETURNING tenant, recipient, last),
            kept AS (
                INSERT INTO live_event (tenant, recipient, number, kind, type, id, version,
                                        patients, named, payload, at)
                SELECT n.tenant, n.recipient, c.last - n.many + n.nth, n.kind, n.type, n.id,
                       n.version, n.patients, n.named, COALESCE(n.payload, '{}'), n.at
                  FROM numbered n
                  JOIN counted c ON c.tenant = n.tenant AND c.recipient = n.recipient
                RETURNING tenant, recipient),
            news AS (
                SELECT string_agg(DISTINCT tenant || ' ' || recipient, E'\\n') AS mailboxes
                  FROM kept)
            SELECT (SELECT count(*) FROM taken),
                   (SELECT pg_notify('yunzhen_change', '')::text
                     WHERE EXISTS (SELECT 1 FROM changed)),
                   (SELECT pg_notify('yunzhen_live',
                                     CASE WHEN length(mailboxes) < 7000 THEN mailboxes ELSE '' END)
                           ::text
                      FROM news WHERE mailboxes IS NOT NULL)""";

    private static final String POSTPONE =
            """
            UPDATE outbox
               SET attempts = attempts + 1, problem = left($2, 500),
                   retry_at = now() + least(power(2, attempts), 300) * interval '1 second'
             WHERE seq = $1""";

    private static final String STATE =
            "SELECT count(*), count(*) FILTER (WHERE attempts > 0) FROM outbox";

    private final SqlClient client;

    Outbox(Database database) {
        this.client = database.pipelined("dispatcher", 1);
    }

    /**
     * How much waits.
     *
     * @param waiting rows that are not delivered yet
     * @param stuck those of them that failed at least once
     */
    record State(long waiting, long stuck) {}

    /** The next rows, in the order in which they were written. */
    Uni<List<Long>> next(int limit) {
        return client.preparedQuery(NEXT)
                .execute(Tuple.of(limit))
                .map(
                        rows -> {
                            List<Long> found = new ArrayList<>();
                            rows.forEach(row -> found.add(row.getLong(0)));
                            return found;
                        });
    }

    /** Delivers rows, all or none; those that another node delivers meanwhile are left to it. */
    Uni<Void> dispatch(List<Long> rows) {
        return client.preparedQuery(DISPATCH)
                .execute(Tuple.of(rows.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Leaves a row that cannot be delivered for later, with its reason. */
    Uni<Void> postpone(long row, String problem) {
        return client.preparedQuery(POSTPONE).execute(Tuple.of(row, problem)).replaceWithVoid();
    }

    Uni<State> state() {
        return client.preparedQuery(STATE)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new State(row.getLong(0), row.getLong(1)));
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
