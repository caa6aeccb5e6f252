package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;

/**
 * Rows of published slots. Locks are taken in this order everywhere: slot rows by id, then
 * appointment documents; a booking takes the slot's row last, so that only winners queue for it.
 */
@ApplicationScoped
class SlotRows {
    private static final String FIND =
            "SELECT "
                    + SlotFacts.COLUMNS
                    + " FROM appointment_slot WHERE tenant = $1 AND slot = ANY($2) ORDER BY slot";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    /** Waits for whoever stops the slot, and sees that it is stopped. */
    private static final String COUNT_TAKEN =
            """
            UPDATE appointment_slot SET free = free - 1
             WHERE tenant = $1 AND slot = $2 AND stopped_by IS NULL
            RETURNING free""";

    private static final String COUNT_FREED =
            """
            UPDATE appointment_slot SET free = free + 1
             WHERE tenant = $1 AND slot = $2
            RETURNING free""";

    private static final String INSERT =
            """
            INSERT INTO appointment_slot (tenant, slot, schedule, department, practitioner,
                                          visit_kind, day, starts_at, ends_at, fee_fen, price_item,
                                          capacity, free)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)""";

    /**
     * Slots of the schedule or of its doctor that share any time with the given ones. A slot begins
     * and ends on one day: those that began a day before a wanted one need not be looked at.
     */
    private static final String TOUCHING =
            """
            WITH wanted AS (SELECT * FROM unnest($4::timestamptz[], $5::timestamptz[]) AS w(low, high))
            SELECT s.schedule, s.starts_at, s.ends_at
              FROM wanted
              JOIN appointment_slot s
                ON s.tenant = $1 AND s.schedule = $2 AND s.starts_at < wanted.high
               AND s.starts_at > wanted.low - interval '1 day' AND s.ends_at > wanted.low
             UNION
            SELECT s.schedule, s.starts_at, s.ends_at
              FROM wanted
              JOIN appointment_slot s
                ON s.tenant = $1 AND s.practitioner = $3 AND s.starts_at < wanted.high
               AND s.starts_at > wanted.low - interval '1 day' AND s.ends_at > wanted.low""";

    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String STOP =
            """
            UPDATE appointment_slot SET stopped_by = $5
             WHERE tenant = $1 AND schedule = $2 AND starts_at < $4 AND ends_at > $3
               AND stopped_by IS NULL
            RETURNING slot""";

    private static final String FREE =
            """
            SELECT slot, CASE WHEN stopped_by IS NULL THEN free ELSE 0 END
              FROM appointment_slot WHERE tenant = $1 AND slot = ANY($2)""";

    /** A slot that lies in the calendar already. */
    record Taken(String schedule, OffsetDateTime start, OffsetDateTime end) {}

    /** The facts of a slot; empty when it was not published here. */
    Uni<Optional<SlotFacts>> find(Tx tx, String slot) {
        return facts(tx, FIND, slot).map(found -> found.stream().findFirst());
    }

    /** The facts of slots, in the order of their ids, locked until the transaction ends. */
    Uni<List<SlotFacts>> lock(Tx tx, String... slots) {
        return facts(tx, LOCK, slots);
    }

    /** One number less is free; how many are left, or empty when the slot was stopped. */
    Uni<Optional<Integer>> countTaken(Tx tx, String slot) {
        return tx.run(COUNT_TAKEN, tx.tenant(), slot)
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(number(rows)));
    }

    /** One number more is free; how many are. */
    Uni<Integer> countFreed(Tx tx, String slot) {
        return tx.run(COUNT_FREED, tx.tenant(), slot).map(SlotRows::number);
    }

    Uni<Void> insert(Tx tx, List<SlotFacts> slots) {
        return tx.batch(INSERT, slots.stream().map(slot -> values(tx, slot)).toList())
                .replaceWithVoid();
    }

    /** Lets publications that could meet in one calendar pass one after the other. */
    Uni<Void> oneAtATime(Tx tx, String calendar) {
        return tx.run(ONE_AT_A_TIME, tx.tenant() + " publish " + calendar).replaceWithVoid();
    }

    /** What lies already where slots are wanted. */
    Uni<List<Taken>> touching(
            Tx tx,
            String schedule,
            String practitioner,
            List<OffsetDateTime> starts,
            List<OffsetDateTime> ends) {
        return tx.run(
                        TOUCHING,
                        Arrays.asList(
                                tx.tenant(),
                                schedule,
                                practitioner,
                                starts.toArray(OffsetDateTime[]::new),
                                ends.toArray(OffsetDateTime[]::new)))
                .map(SlotRows::taken);
    }

    /** Stops the schedule's slots that touch a time; their ids. */
    Uni<List<String>> stop(
            Tx tx, String schedule, OffsetDateTime from, OffsetDateTime until, String task) {
        return tx.run(STOP, tx.tenant(), schedule, from, until, task)
                .map(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    /** Free numbers by slot; slots that were not published here are left out. */
    Uni<Map<String, Integer>> free(Tx tx, List<String> slots) {
        return tx.run(FREE, tx.tenant(), slots.toArray(String[]::new))
                .map(
                        rows -> {
                            Map<String, Integer> bySlot = new LinkedHashMap<>();
                            rows.forEach(row -> bySlot.put(row.getString(0), row.getInteger(1)));
                            return bySlot;
                        });
    }

    private static Uni<List<SlotFacts>> facts(Tx tx, String sql, String... slots) {
        return tx.run(sql, tx.tenant(), slots)
                .map(
                        rows -> {
                            List<SlotFacts> found = new ArrayList<>();
                            rows.forEach(row -> found.add(SlotFacts.of(row)));
                            return found;
                        });
    }

    private static List<Taken> taken(RowSet<Row> rows) {
        List<Taken> found = new ArrayList<>();
        rows.forEach(
                row ->
                        found.add(
                                new Taken(
                                        row.getString(0),
                                        row.getOffsetDateTime(1),
                                        row.getOffsetDateTime(2))));
        return found;
    }

    private static int number(RowSet<Row> rows) {
        return rows.iterator().next().getInteger(0);
    }

    private static List<Object> values(Tx tx, SlotFacts slot) {
        return Arrays.asList(
                tx.tenant(),
                slot.id(),
                slot.schedule(),
                slot.department(),
                slot.practitioner(),
                slot.visitKind(),
                slot.day(),
                slot.start(),
                slot.end(),
                slot.fee().fen(),
                slot.item(),
                slot.capacity());
    }
}
