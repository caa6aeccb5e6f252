package org.yunzhen.hospital.appointment;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.yunzhen.mappings.money.Money;

/**
 * What the workflow knows of a published slot without reading its document.
 *
 * @param practitioner whose slot it is, or null when the department shares it
 * @param visitKind code of {@code VisitKind}
 * @param day business day, Asia/Shanghai
 * @param item code of the price item, or null
 * @param free numbers that are free, in all channels
 * @param stoppedBy id of the Task that stopped it, or null
 */
record SlotFacts(
        String id,
        String schedule,
        String department,
        String practitioner,
        String visitKind,
        LocalDate day,
        OffsetDateTime start,
        OffsetDateTime end,
        Money fee,
        String item,
        int capacity,
        int free,
        String stoppedBy) {

    static final String COLUMNS =
            "slot, schedule, department, practitioner, visit_kind, day, starts_at, ends_at,"
                    + " fee_fen, price_item, capacity, free, stopped_by";

    static SlotFacts of(Row row) {
        return new SlotFacts(
                row.getString("slot"),
                row.getString("schedule"),
                row.getString("department"),
                row.getString("practitioner"),
                row.getString("visit_kind"),
                row.getLocalDate("day"),
                row.getOffsetDateTime("starts_at"),
                row.getOffsetDateTime("ends_at"),
                Money.ofFen(row.getLong("fee_fen")),
                row.getString("price_item"),
                row.getInteger("capacity"),
                row.getInteger("free"),
                row.getString("stopped_by"));
    }

    /** Whether its numbers can still be given to somebody. */
    boolean isOpen(OffsetDateTime now) {
        return stoppedBy == null && end.isAfter(now);
    }

    /** Minutes that one number has on average, at least one. */
    long minutesEach() {
        return Math.max(1, Duration.between(start, end).toMinutes() / capacity);
    }
}
