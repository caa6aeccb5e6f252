package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;

/**
 * The rows of what is registered with the insurer. One of a bill stands at most, and its quotes
 * build on it; one that no bill needs any more leaves, and is withdrawn by {@link UnsettledQuotes}.
 */
@ApplicationScoped
class Registrations {
    /** Longer than all messages of one withdrawal take. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final int BACKOFF_SECONDS_MAX = 3600;

    /** Whatever comes of the new one, no quote may be settled that built on the former. */
    private static final String SUPERSEDE =
            """
            WITH former AS (
                UPDATE bill_registration
                   SET status = 'leaving', attempts = 0, next_try = '-infinity'
                 WHERE tenant = $1 AND bill = $2 AND status = 'standing'
                   AND (psn_no, insutype) <> ($3, $4)
                RETURNING tenant, bill)
            UPDATE bill b SET quote = 0, mdtrt_id = NULL
              FROM former f WHERE b.tenant = f.tenant AND b.id = f.bill""";

    private static final String ASK =
            """
            INSERT INTO bill_registration (tenant, bill, no, ipt_otp_no, psn_no, insutype,
                insuplc_admdvs, status, begun_at, asked_at)
            SELECT $1, $2, n.no, $3::text || lpad(n.no::text, 6, '0'), $4, $5, $6, 'standing', $7, $7
              FROM (SELECT COALESCE(max(no), 0) + 1 AS no FROM bill_registration
                     WHERE tenant = $1 AND bill = $2) n
            ON CONFLICT (tenant, bill) WHERE status = 'standing'
                DO UPDATE SET asked_at = EXCLUDED.asked_at
            RETURNING *""";

    private static final String REGISTERED =
            """
            UPDATE bill_registration SET mdtrt_id = $4,
                   status = CASE status WHEN 'gone' THEN 'leaving' ELSE status END
             WHERE tenant = $1 AND bill = $2 AND no = $3""";

    private static final String SETTLED =
            """
            UPDATE bill_registration SET status = CASE WHEN $3 THEN 'tidying' ELSE 'settled' END
             WHERE tenant = $1 AND bill = $2 AND status = 'standing'""";

    private static final String LEAVE =
            """
            UPDATE bill_registration SET status = 'leaving', attempts = 0, next_try = '-infinity'
             WHERE tenant = $1 AND bill = $2 AND status IN ('standing', 'settled', 'tidying')""";

    private static final String KEPT_OUTSIDE =
            """
            UPDATE bill_registration SET status = 'gone'
             WHERE tenant = $1 AND bill = $2 AND status <> 'gone'""";

    /**
     * Decides between the end of a quote and its settlement: by one update of the bill's row, which
     * nobody may be moving. Whoever quotes under a pen that ran out finds the attempt gone.
     */
    private static final String EXPIRE =
            """
            WITH expired AS (
                UPDATE bill SET quote = 0, attempt = attempt + 1, mdtrt_id = NULL,
                                quote_until = 'infinity'
                 WHERE status = 'quoted' AND quote_until <= $1
                   AND pen_until < clock_timestamp()
                   AND (tenant, id) IN (
                       SELECT tenant, id FROM bill
                        WHERE status = 'quoted' AND quote_until <= $1
                          AND pen_until < clock_timestamp()
                        ORDER BY quote_until LIMIT 100)
                RETURNING tenant, id)
            UPDATE bill_registration r
               SET status = 'leaving', attempts = 0, next_try = '-infinity'
              FROM expired e
             WHERE r.tenant = e.tenant AND r.bill = e.id AND r.status = 'standing'""";

    private static final String CLAIM_NEXT =
            """
            UPDATE bill_registration SET attempts = attempts + 1, next_try = $2
             WHERE (tenant, bill, no) = (
                   SELECT tenant, bill, no FROM bill_registration
                    WHERE status IN ('tidying', 'leaving') AND next_try <= $1
                    ORDER BY next_try LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *""";

    /** Only as it was claimed: it may have been marked anew meanwhile. */
    private static final String WITHDRAWN =
            """
            UPDATE bill_registration
               SET status = CASE status WHEN 'leaving' THEN 'gone' ELSE 'settled' END
             WHERE tenant = $1 AND bill = $2 AND no = $3 AND attempts = $4
               AND status = CASE WHEN $5 THEN 'leaving' ELSE 'tidying' END""";

    private static final String LATER =
            """
            UPDATE bill_registration SET next_try = $6
             WHERE tenant = $1 AND bill = $2 AND no = $3 AND attempts = $4
               AND status = CASE WHEN $5 THEN 'leaving' ELSE 'tidying' END""";

    private static final String LEFT =
            """
            SELECT count(*), count(*) FILTER (WHERE attempts > 6) FROM bill_registration
             WHERE status IN ('tidying', 'leaving')""";

    /**
     * How many registrations wait to be withdrawn.
     *
     * @param stuck of them, those that were tried in vain again and again
     */
    record Left(long waiting, long stuck) {}

    /**
     * The registration on which a quote builds, written down before it is asked for. One of another
     * person or insurance leaves.
     */
    Uni<RegistrationRow> ask(Tx tx, BillRow bill, BillRow.Insured insured) {
        return tx.run(SUPERSEDE, tx.tenant(), bill.id(), insured.psnNo(), insured.insutype())
                .chain(
                        () ->
                                tx.run(
                                        ASK,
                                        Arrays.asList(
                                                tx.tenant(),
                                                bill.id(),
                                                bill.number('V', 24),
                                                insured.psnNo(),
                                                insured.insutype(),
                                                insured.insuplcAdmdvs(),
                                                tx.now())))
                .map(rows -> RegistrationRow.of(rows.iterator().next()));
    }

    /** The platform has told its number; one that was given up meanwhile is withdrawn. */
    Uni<Void> registered(Tx tx, RegistrationRow row, String mdtrtId) {
        return tx.run(REGISTERED, row.tenant(), row.bill(), row.no(), mdtrtId).replaceWithVoid();
    }

    /** Its bill is settled; lines that earlier quotes uploaded are not needed. */
    Uni<Void> settled(Tx tx, BillRow bill) {
        return tx.run(SETTLED, tx.tenant(), bill.id(), bill.attempt() > 1).replaceWithVoid();
    }

    /** The bill needs none any more. */
    Uni<Void> leave(Tx tx, String bill) {
        return tx.run(LEAVE, tx.tenant(), bill).replaceWithVoid();
    }

    /** Its settlement stands at the insurer for good: nothing of it can be withdrawn. */
    Uni<Void> keptOutside(Tx tx, String bill) {
        return tx.run(KEPT_OUTSIDE, tx.tenant(), bill).replaceWithVoid();
    }

    /** Ends the quotes of all tenants that were not settled in time and that nobody moves. */
    Uni<Void> expire(Tx tx) {
        return tx.run(EXPIRE, tx.now()).replaceWithVoid();
    }

    /** Takes the next one that is to be withdrawn; no other node takes it for a while. */
    Uni<Optional<RegistrationRow>> claim(Tx tx) {
        return tx.run(CLAIM_NEXT, tx.now(), tx.now().plus(CLAIM)).map(Registrations::first);
    }

    private static Optional<RegistrationRow> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(RegistrationRow.of(rows.iterator().next()));
    }

    Uni<Void> withdrawn(Tx tx, RegistrationRow row) {
        return tx.run(
                        WITHDRAWN,
                        row.tenant(),
                        row.bill(),
                        row.no(),
                        row.attempts(),
                        row.isLeaving())
                .replaceWithVoid();
    }

    /** To be tried again, later and later. */
    Uni<Void> later(Tx tx, RegistrationRow row) {
        long seconds = Math.min(BACKOFF_SECONDS_MAX, 1L << Math.min(row.attempts(), 12));
        OffsetDateTime next = tx.now().plusSeconds(seconds);
        return tx.run(
                        LATER,
                        row.tenant(),
                        row.bill(),
                        row.no(),
                        row.attempts(),
                        row.isLeaving(),
                        next)
                .replaceWithVoid();
    }

    Uni<Left> left(Tx tx) {
        return tx.run(LEFT)
                .map(rows -> rows.iterator().next())
                .map(row -> new Left(row.getLong(0), row.getLong(1)));
    }
}
