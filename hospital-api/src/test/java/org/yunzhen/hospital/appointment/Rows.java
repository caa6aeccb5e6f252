package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.store.Database;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** What a test looks at, or moves, behind the door. */
@ApplicationScoped
class Rows {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Database database;
    private final Transactions transactions;
    private final Documents documents;
    private final Events events;

    Rows(Database database, Transactions transactions, Documents documents, Events events) {
        this.database = database;
        this.transactions = transactions;
        this.documents = documents;
        this.events = events;
    }

    void change(String sql, Object... values) {
        database.commands()
                .preparedQuery(sql)
                .execute(Tuple.tuple(List.of(values)))
                .await()
                .atMost(LONG);
    }

    long count(String sql, Object... values) {
        for (Row row :
                database.commands()
                        .preparedQuery(sql)
                        .execute(Tuple.tuple(List.of(values)))
                        .await()
                        .atMost(LONG)) {
            return row.getLong(0);
        }
        throw new AssertionError("no row");
    }

    /** The first column of the only row. */
    String text(String sql, Object... values) {
        for (Row row :
                database.commands()
                        .preparedQuery(sql)
                        .execute(Tuple.tuple(List.of(values)))
                        .await()
                        .atMost(LONG)) {
            return row.getString(0);
        }
        throw new AssertionError("no row");
    }

    <T> T within(Function<Tx, Uni<T>> work) {
        return transactions.run("home", work).await().atMost(LONG);
    }

    /** Tells an event of a resource as another room would. */
    void tell(String kind, String type, String id) {
        within(
                tx ->
                        documents
                                .find(tx, type, id)
                                .chain(found -> events.tell(tx, kind, found.orElseThrow())));
    }

    /** How often the patient is told: what waits in the outbox and what was delivered. */
    long told(String kind, String appointment) {
        return count(
                """
                SELECT (SELECT count(*) FROM outbox
                         WHERE tenant = 'home' AND kind = $1 AND id = $2)
                     + (SELECT count(*) FROM live_event
                         WHERE tenant = 'home' AND kind = $1 AND id = $2
                           AND recipient LIKE 'Patient/%')""",
                kind, appointment);
    }

    /** Whether count and tickets of a slot agree. */
    long miscounted(String slot) {
        return count(
                """
                SELECT count(*) FROM appointment_slot s
                 WHERE slot = $1 AND free <> (SELECT count(*) FROM slot_ticket t
                        WHERE t.tenant = s.tenant AND t.slot = s.slot AND state = 'free')""",
                slot);
    }

    void expireHold(String appointment) {
        change(
                """
                UPDATE slot_ticket SET hold_expires = now() - interval '1 second'
                 WHERE appointment = $1 AND state = 'held'""",
                appointment);
    }
}
