package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Database;

/** The events that wait for sockets, read on a connection that no command and no read waits for. */
@ApplicationScoped
class LiveEvents {
    /** How many events are fetched for a socket at once. */
    static final int PAGE = 100;

    /**
     * Rights are asked now and not when it happened: a patient is told of their own; a relation
     * must still hold; whom the event named must not have been taken off the resource since.
     */
    private static final String AFTER =
            """
            SELECT e.number, e.kind, e.type || '/' || e.id, e.version, e.payload, e.at,
                   e.recipient = ANY(SELECT 'Patient/' || p FROM unnest(e.patients) p)
                   OR EXISTS (SELECT 1 FROM care_relation c
                               WHERE c.tenant = e.tenant AND c.actor = e.recipient
                                 AND c.patient = ANY(e.patients)
                                 AND c.valid_from <= now() AND c.valid_until > now())
                   OR (e.named AND (h.parties IS NULL OR e.recipient <> ALL(h.parties)
                                    OR e.recipient = ANY(r.parties)))
              FROM live_event e
              LEFT JOIN resource r ON r.tenant = e.tenant AND r.type = e.type AND r.id = e.id
              LEFT JOIN resource_history h ON h.tenant = e.tenant AND h.type = e.type
                                          AND h.id = e.id AND h.version = e.version
             WHERE e.tenant = $1 AND e.recipient = $2 AND e.number > $3
             ORDER BY e.number LIMIT $4""";

    private static final String ENDS =
            """
            SELECT COALESCE((SELECT last FROM live_counter WHERE tenant = $1 AND recipient = $2), 0),
                   (SELECT min(number) FROM live_event WHERE tenant = $1 AND recipient = $2)""";

    private static final String FORGET = "DELETE FROM live_event WHERE at < $1";

    private final SqlClient client;

    LiveEvents(Database database) {
        this.client = database.pipelined("live", 1);
    }

    /**
     * First and last event of a mailbox.
     *
     * @param last the last number allotted; 0 for none
     * @param oldest the oldest number that is still kept, or null for none
     */
    record Ends(long last, Long oldest) {
        /** Whether everything after a number can still be had. */
        boolean reachBackTo(long since) {
            boolean nothingMissed = since == last;
            boolean kept = since < last && oldest != null && oldest <= since + 1;
            return nothingMissed || kept;
        }

        /** The number from which a mailbox goes on after a gap. */
        long resumeAfterGap() {
            return oldest == null ? last : oldest - 1;
        }
    }

    /** First and last event of a mailbox. */
    Uni<Ends> ends(Mailbox mailbox) {
        return client.preparedQuery(ENDS)
                .execute(Tuple.of(mailbox.tenant(), mailbox.recipient()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Ends(row.getLong(0), row.getLong(1)));
    }

    /** The next events after a number, those included that may no longer be told. */
    Uni<List<LiveEvent>> after(Mailbox mailbox, long number) {
        return client.preparedQuery(AFTER)
                .execute(Tuple.of(mailbox.tenant(), mailbox.recipient(), number, PAGE))
                .map(
                        rows -> {
                            List<LiveEvent> found = new ArrayList<>();
                            rows.forEach(row -> found.add(event(row)));
                            return found;
                        });
    }

    /** Forgets what happened before an instant. */
    Uni<Void> forget(OffsetDateTime before) {
        return client.preparedQuery(FORGET).execute(Tuple.of(before)).replaceWithVoid();
    }

    private static LiveEvent event(Row row) {
        return new LiveEvent(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getInteger(3),
                (JsonObject) row.getValue(4),
                row.getOffsetDateTime(5),
                Boolean.TRUE.equals(row.getBoolean(6)));
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
