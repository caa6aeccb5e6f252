package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.code.QuotaChannel;

/** The numbers of slots. The database gives each once; nothing here counts in Java. */
@ApplicationScoped
class Tickets {
    private static final String MAKE =
            """
            INSERT INTO slot_ticket (tenant, slot, number, channel)
            SELECT $1, s.slot, n.ordinality, n.channel
              FROM unnest($2::text[]) AS s(slot)
             CROSS JOIN unnest($3::text[]) WITH ORDINALITY AS n(channel, ordinality)""";

    /** Lowest free number; no row when none is free. Nobody waits for another's number. */
    private static final String TAKE =
            """
            UPDATE slot_ticket
               SET appointment = $4, hold_expires = $5,
                   state = CASE WHEN $5::timestamptz IS NULL THEN 'taken' ELSE 'held' END
             WHERE tenant = $1 AND slot = $2
               AND number = (SELECT number FROM slot_ticket
                              WHERE tenant = $1 AND slot = $2 AND channel = $3 AND state = 'free'
                              ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING number, channel, state, hold_expires""";

    private static final String TAKE_AGAIN =
            """
            UPDATE slot_ticket SET appointment = $4, state = 'taken', hold_expires = NULL
             WHERE tenant = $1 AND slot = $2 AND number = $3 AND state = 'free'""";

    private static final String PASS_ON =
            """
            UPDATE slot_ticket
               SET appointment = $4, hold_expires = $5,
                   state = CASE WHEN $5::timestamptz IS NULL THEN 'taken' ELSE 'held' END
             WHERE tenant = $1 AND slot = $2 AND number = $3""";

    private static final String KEEP =
            """
            UPDATE slot_ticket SET state = 'taken', hold_expires = NULL
             WHERE tenant = $1 AND appointment = $2 AND state = 'held'""";

    private static final String FREE =
            """
            UPDATE slot_ticket SET state = 'free', appointment = NULL, hold_expires = NULL
             WHERE tenant = $1 AND slot = $2 AND number = $3""";

    private static final String FINISH =
            """
            UPDATE slot_ticket SET state = 'done', hold_expires = NULL
             WHERE tenant = $1 AND appointment = $2 AND state IN ('held', 'taken', 'arrived')""";

    private static final String ARRIVE =
            """
            UPDATE slot_ticket SET state = 'arrived'
             WHERE tenant = $1 AND appointment = $2 AND state = 'taken'""";

    private static final String FIND =
            """
            SELECT number, channel, state, hold_expires FROM slot_ticket
             WHERE tenant = $1 AND appointment = $2 AND state IN ('held', 'taken', 'arrived')""";

    /** Numbers of the same schedule and day before this one that are still to be served. */
    private static final String AHEAD =
            """
            SELECT count(*)
              FROM slot_ticket mine
              JOIN appointment_slot s ON s.tenant = mine.tenant AND s.slot = mine.slot
              JOIN appointment_slot o
                ON o.tenant = s.tenant AND o.schedule = s.schedule AND o.day = s.day
               AND o.starts_at <= s.starts_at AND (o.ends_at > $3 OR o.slot = s.slot)
              JOIN slot_ticket t ON t.tenant = o.tenant AND t.slot = o.slot
             WHERE mine.tenant = $1 AND mine.appointment = $2 AND mine.state <> 'done'
               AND t.state IN ('held', 'taken', 'arrived')
               AND (o.starts_at < s.starts_at OR t.number < mine.number)""";

    /**
     * A number that was given.
     *
     * @param holdExpires when it returns unless it is paid, or null
     */
    record Ticket(int number, String channel, OffsetDateTime holdExpires) {}

    /** Makes the numbers of new slots, the channels in their order. */
    Uni<Void> make(Tx tx, List<String> slots, Map<QuotaChannel, Integer> quota) {
        String[] channels =
                quota.entrySet().stream()
                        .flatMap(e -> Collections.nCopies(e.getValue(), e.getKey()).stream())
                        .map(QuotaChannel::code)
                        .toArray(String[]::new);
        return tx.run(MAKE, tx.tenant(), slots.toArray(String[]::new), channels).replaceWithVoid();
    }

    /** Takes the lowest free number of a channel; empty when there is none. */
    Uni<Optional<Ticket>> take(
            Tx tx, String slot, String channel, String appointment, OffsetDateTime holdExpires) {
        return tx.run(TAKE, Arrays.asList(tx.tenant(), slot, channel, appointment, holdExpires))
                .map(Tickets::ticket);
    }

    /** Takes one number again if it is still free. */
    Uni<Boolean> takeAgain(Tx tx, String slot, int number, String appointment) {
        return tx.run(TAKE_AGAIN, tx.tenant(), slot, number, appointment)
                .map(rows -> rows.rowCount() == 1);
    }

    /** Gives a number from one appointment to another. */
    Uni<Void> passOn(
            Tx tx, String slot, int number, String appointment, OffsetDateTime holdExpires) {
        return tx.run(PASS_ON, Arrays.asList(tx.tenant(), slot, number, appointment, holdExpires))
                .replaceWithVoid();
    }

    /** What was held is held no more but given. */
    Uni<Void> keep(Tx tx, String appointment) {
        return tx.run(KEEP, tx.tenant(), appointment).replaceWithVoid();
    }

    Uni<Void> free(Tx tx, String slot, int number) {
        return tx.run(FREE, tx.tenant(), slot, number).replaceWithVoid();
    }

    /** Who has the number is here. */
    Uni<Void> arrive(Tx tx, String appointment) {
        return tx.run(ARRIVE, tx.tenant(), appointment).replaceWithVoid();
    }

    /** The number is used up. */
    Uni<Void> finish(Tx tx, String appointment) {
        return tx.run(FINISH, tx.tenant(), appointment).replaceWithVoid();
    }

    /** The number an appointment has now. */
    Uni<Optional<Ticket>> find(Tx tx, String appointment) {
        return tx.run(FIND, tx.tenant(), appointment).map(Tickets::ticket);
    }

    /** How many are to be served before this one. */
    Uni<Long> ahead(Tx tx, String appointment) {
        return tx.run(AHEAD, tx.tenant(), appointment, tx.now())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Optional<Ticket> ticket(RowSet<Row> rows) {
        var found = rows.iterator();
        if (!found.hasNext()) {
            return Optional.empty();
        }
        Row row = found.next();
        return Optional.of(
                new Ticket(row.getInteger(0), row.getString(1), row.getOffsetDateTime(3)));
    }
}
