package org.yunzhen.hospital.settlement;

import io.vertx.mutiny.sqlclient.Row;
import org.yunzhen.mappings.money.Money;

/**
 * A row of {@code bill_quote}: what was promised, to the fen.
 *
 * @param linesPrint the priced lines as text, to see whether they changed since
 * @param coverage id of the Coverage, or null for a self-payer
 * @param batch the charging batch its lines were uploaded in, or null
 */
record QuoteRow(
        String bill,
        int version,
        String claim,
        String response,
        String linesPrint,
        String coverage,
        boolean useAccount,
        String batch,
        Shares shares,
        Split split) {

    /** Who pays. */
    record Shares(Money total, Money fund, Money account, Money cash, Money hospital) {
        /** What the insurer's leg brings. */
        Money insurer() {
            return fund.plus(account);
        }
    }

    /** The four parts of the fee. */
    record Split(Money ownpay, Money overlmt, Money preselfpay, Money inscp) {}

    boolean isInsured() {
        return coverage != null;
    }

    static QuoteRow of(Row row) {
        return new QuoteRow(
                row.getString("bill"),
                row.getInteger("version"),
                row.getString("claim_id"),
                row.getString("response_id"),
                row.getString("lines_print"),
                row.getString("coverage"),
                row.getBoolean("use_account"),
                row.getString("chrg_bchno"),
                new Shares(
                        fen(row, "total_fen"),
                        fen(row, "fund_fen"),
                        fen(row, "account_fen"),
                        fen(row, "cash_fen"),
                        fen(row, "hospital_fen")),
                new Split(
                        fen(row, "ownpay_fen"),
                        fen(row, "overlmt_fen"),
                        fen(row, "preselfpay_fen"),
                        fen(row, "inscp_fen")));
    }

    private static Money fen(Row row, String column) {
        return Money.ofFen(row.getLong(column));
    }
}
