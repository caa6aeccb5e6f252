package org.yunzhen.hospital.settlement;

import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.yunzhen.mappings.money.Money;

/**
 * A row of {@code bill_leg}.
 *
 * @param requestNo what it was asked under: msgid or out_trade_no
 * @param undoNo what its undoing was asked under
 * @param theirNo the other side's number: setl_id or trade_no
 */
record LegRow(
        Payer payer,
        LegStatus status,
        Money amount,
        String requestNo,
        String undoNo,
        String theirNo,
        int attempts,
        OffsetDateTime nextTry) {
    static LegRow of(Row row) {
        return new LegRow(
                Payer.valueOf(row.getString("leg").toUpperCase(Locale.ROOT)),
                LegStatus.of(row.getString("status")),
                Money.ofFen(row.getLong("amount_fen")),
                row.getString("request_no"),
                row.getString("undo_no"),
                row.getString("their_no"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("next_try"));
    }
}
