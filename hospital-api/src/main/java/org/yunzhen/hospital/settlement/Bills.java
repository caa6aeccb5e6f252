package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yunzhen.hospital.settlement.QuoteRow.Shares;
import org.yunzhen.hospital.settlement.QuoteRow.Split;
import org.yunzhen.hospital.store.Tx;

/** The rows of bills and their quotes. */
@ApplicationScoped
class Bills {
    /**
     * When a pen ends that is taken or renewed now, by the clock that all nodes share. Longer than
     * any single message outside; renewed before each that moves money.
     */
    static final String PEN_END = "clock_timestamp() + interval '20 seconds'";

    private static final String OPEN =
            """
            INSERT INTO bill (tenant, id, subject_type, subject_id, patient, status, created_at)
            VALUES ($1, $2, $3, $4, $5, 'quoted', $6)
            ON CONFLICT (tenant, subject_type, subject_id)
                WHERE status NOT IN ('refunded', 'failed') DO NOTHING""";

    private static final String ACTIVE =
            """
            SELECT * FROM bill WHERE tenant = $1 AND subject_type = $2 AND subject_id = $3
               AND status NOT IN ('refunded', 'failed')""";

    private static final String FIND = "SELECT * FROM bill WHERE tenant = $1 AND id = $2";

    private static final String BY_CLAIM = "SELECT * FROM bill WHERE tenant = $1 AND claim_id = $2";

    private static final String BEGIN_QUOTE =
            """
            UPDATE bill SET attempt = attempt + 1, pen = $3, pen_until = %s
             WHERE tenant = $1 AND id = $2 AND status = 'quoted' AND pen_until < clock_timestamp()
            RETURNING *"""
                    .formatted(PEN_END);

    private static final String TAKE_PEN =
            """
            UPDATE bill SET pen = $3, pen_until = %s
             WHERE tenant = $1 AND id = $2 AND (pen_until < clock_timestamp() OR pen = $3)"""
                    .formatted(PEN_END);

    private static final String DROP_PEN =
            """
            UPDATE bill SET pen = '', pen_until = '-infinity'
             WHERE tenant = $1 AND id = $2 AND pen = $3""";

    private static final String INSURED =
            """
            UPDATE bill SET psn_no = $4, insutype = $5, insuplc_admdvs = $6, mdtrt_id = $7
             WHERE tenant = $1 AND id = $2 AND status = 'quoted' AND attempt = $3""";

    private static final String KEEP_QUOTE =
            """
            UPDATE bill SET quote_until = $4
             WHERE tenant = $1 AND id = $2 AND status = 'quoted' AND attempt = $3""";

    private static final String END_QUOTE =
            """
            UPDATE bill SET quote_until = $4
             WHERE tenant = $1 AND subject_type = $2 AND subject_id = $3
               AND status NOT IN ('refunded', 'failed')
               AND quote_until > $4 AND quote_until < 'infinity'""";

    private static final String QUOTE =
            """
            INSERT INTO bill_quote (tenant, bill, version, claim_id, response_id, lines_print,
                coverage, use_account, chrg_bchno, total_fen, fund_fen, account_fen, cash_fen,
                hospital_fen, ownpay_fen, overlmt_fen, preselfpay_fen, inscp_fen)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                    $18)""";

    private static final String QUOTED =
            """
            UPDATE bill SET quote = $3, total_fen = $4, fund_fen = $5, account_fen = $6,
                            cash_fen = $7, hospital_fen = $8, failure = NULL, failure_detail = NULL,
                            quote_until = CASE WHEN $9 THEN quote_until ELSE 'infinity' END
             WHERE tenant = $1 AND id = $2 AND status = 'quoted' AND attempt = $3""";

    private static final String QUOTE_OF =
            "SELECT * FROM bill_quote WHERE tenant = $1 AND bill = $2 AND version = $3";

    private static final String QUOTE_BY_RESPONSE =
            "SELECT * FROM bill_quote WHERE tenant = $1 AND response_id = $2";

    private static final String MOVE =
            """
            UPDATE bill SET status = $4, failure = COALESCE($5, failure),
                            failure_detail = COALESCE($6, failure_detail)
             WHERE tenant = $1 AND id = $2 AND status = $3""";

    private static final String SUBMIT =
            """
            UPDATE bill SET status = 'submitted', payer = $4, failure = NULL, failure_detail = NULL
             WHERE tenant = $1 AND id = $2 AND status = 'quoted' AND quote = $3""";

    private static final String PAPERS =
            """
            UPDATE bill SET claim_id = $3, response_id = $4, invoice_id = $5, refund_id = $6
             WHERE tenant = $1 AND id = $2""";

    private static final String WANT_REFUND =
            """
            UPDATE bill SET refund_wanted = true
             WHERE tenant = $1 AND id = $2 AND status = 'submitted'""";

    private static final String UNFINISHED =
            """
            SELECT tenant, id FROM bill b
             WHERE status IN ('submitted', 'reverting', 'refunding')
               AND pen_until < clock_timestamp()
               AND NOT EXISTS (SELECT 1 FROM bill_leg l
                                WHERE l.tenant = b.tenant AND l.bill = b.id AND l.next_try > $1)
             ORDER BY failed_at, created_at LIMIT 100""";

    /** A bill by tenant. */
    record Place(String tenant, String bill) {}

    Uni<Void> open(Tx tx, String id, Subject subject) {
        return tx.run(
                        OPEN,
                        tx.tenant(),
                        id,
                        subject.stored().type(),
                        subject.stored().id(),
                        subject.patient(),
                        tx.now())
                .replaceWithVoid();
    }

    Uni<Optional<BillRow>> active(Tx tx, String type, String id) {
        return tx.run(ACTIVE, tx.tenant(), type, id).map(Bills::bill);
    }

    Uni<BillRow> find(Tx tx, String id) {
        return tx.run(FIND, tx.tenant(), id).map(Bills::bill).map(Optional::orElseThrow);
    }

    Uni<Optional<BillRow>> byClaim(Tx tx, String claim) {
        return tx.run(BY_CLAIM, tx.tenant(), claim).map(Bills::bill);
    }

    /** Takes the pen for a new quote; empty while somebody else moves the bill. */
    Uni<Optional<BillRow>> beginQuote(Tx tx, String id, String pen) {
        return tx.run(BEGIN_QUOTE, tx.tenant(), id, pen).map(Bills::bill);
    }

    /** Takes or renews the pen. */
    Uni<Boolean> takePen(Tx tx, String id, String pen) {
        return tx.run(TAKE_PEN, tx.tenant(), id, pen).map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> dropPen(Tx tx, String id, String pen) {
        return tx.run(DROP_PEN, tx.tenant(), id, pen).replaceWithVoid();
    }

    /** Keeps the platform's numbers; fails when the bill moved since its quote was begun. */
    Uni<Void> insured(Tx tx, BillRow bill, BillRow.Insured insured) {
        return tx.run(
                        INSURED,
                        Arrays.asList(
                                tx.tenant(),
                                bill.id(),
                                bill.attempt(),
                                insured.psnNo(),
                                insured.insutype(),
                                insured.insuplcAdmdvs(),
                                insured.mdtrtId()))
                .invoke(rows -> Moved.require(rows, "bill " + bill.id()))
                .replaceWithVoid();
    }

    /** Sets the end of an insured quote; fails when the bill moved since it was begun. */
    Uni<Void> keepQuote(Tx tx, BillRow bill, OffsetDateTime until) {
        return tx.run(KEEP_QUOTE, tx.tenant(), bill.id(), bill.attempt(), until)
                .invoke(rows -> Moved.require(rows, "bill " + bill.id()))
                .replaceWithVoid();
    }

    /** The insured quote of a subject, if there is one, is over unless it is being settled. */
    Uni<Void> endQuote(Tx tx, String type, String id) {
        return tx.run(END_QUOTE, tx.tenant(), type, id, tx.now()).replaceWithVoid();
    }

    /** Keeps a quote and makes it the bill's current one; fails when the bill moved meanwhile. */
    Uni<Void> quoted(Tx tx, QuoteRow quote) {
        Shares shares = quote.shares();
        Split split = quote.split();
        List<Object> values =
                Arrays.asList(
                        tx.tenant(),
                        quote.bill(),
                        quote.version(),
                        quote.claim(),
                        quote.response(),
                        quote.linesPrint(),
                        quote.coverage(),
                        quote.useAccount(),
                        quote.batch(),
                        shares.total().fen(),
                        shares.fund().fen(),
                        shares.account().fen(),
                        shares.cash().fen(),
                        shares.hospital().fen(),
                        split.ownpay().fen(),
                        split.overlmt().fen(),
                        split.preselfpay().fen(),
                        split.inscp().fen());
        return tx.run(QUOTE, values)
                .chain(
                        () ->
                                tx.run(
                                        QUOTED,
                                        tx.tenant(),
                                        quote.bill(),
                                        quote.version(),
                                        shares.total().fen(),
                                        shares.fund().fen(),
                                        shares.account().fen(),
                                        shares.cash().fen(),
                                        shares.hospital().fen(),
                                        quote.isInsured()))
                .invoke(rows -> Moved.require(rows, "bill " + quote.bill()))
                .replaceWithVoid();
    }

    Uni<QuoteRow> quote(Tx tx, BillRow bill) {
        return tx.run(QUOTE_OF, tx.tenant(), bill.id(), bill.quote())
                .map(rows -> QuoteRow.of(rows.iterator().next()));
    }

    Uni<Optional<QuoteRow>> quoteByResponse(Tx tx, String response) {
        return tx.run(QUOTE_BY_RESPONSE, tx.tenant(), response)
                .map(rows -> stream(rows).map(QuoteRow::of).findFirst());
    }

    /** Moves a bill; false when it stood elsewhere. */
    Uni<Boolean> move(
            Tx tx, String id, BillStatus from, BillStatus to, String failure, String detail) {
        if (!from.next().contains(to)) {
            throw new IllegalStateException("no bill goes from " + from + " to " + to);
        }
        return tx.run(MOVE, Arrays.asList(tx.tenant(), id, from.code(), to.code(), failure, detail))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> submit(Tx tx, QuoteRow quote, String payer) {
        return tx.run(SUBMIT, tx.tenant(), quote.bill(), quote.version(), payer)
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> papers(Tx tx, String id, BillRow.Papers papers) {
        return tx.run(
                        PAPERS,
                        Arrays.asList(
                                tx.tenant(),
                                id,
                                papers.claim(),
                                papers.response(),
                                papers.invoice(),
                                papers.refund()))
                .replaceWithVoid();
    }

    Uni<Void> wantRefund(Tx tx, String id) {
        return tx.run(WANT_REFUND, tx.tenant(), id).replaceWithVoid();
    }

    /** Bills of all tenants that nobody moves although they are not at rest. */
    Uni<List<Place>> unfinished(Tx tx, OffsetDateTime now) {
        return tx.run(UNFINISHED, now)
                .map(
                        rows ->
                                stream(rows)
                                        .map(r -> new Place(r.getString(0), r.getString(1)))
                                        .toList());
    }

    private static Optional<BillRow> bill(RowSet<Row> rows) {
        return stream(rows).map(BillRow::of).findFirst();
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
