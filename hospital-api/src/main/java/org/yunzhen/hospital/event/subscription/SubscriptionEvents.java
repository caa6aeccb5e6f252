package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Tx;

/** The rows of what happened, under the numbers that each subscription gave it. */
@ApplicationScoped
class SubscriptionEvents {
    /** The nodes are told of what a socket may wait for. */
    private static final String NUMBER =
            """
            WITH counted AS (
                UPDATE subscription SET last = last + cardinality($4::text[])
                 WHERE tenant = $1 AND id = $2
                RETURNING last, channel),
            kept AS (
                INSERT INTO subscription_event (tenant, subscription, number, type, id, version, at)
                SELECT $1, $2, last - cardinality($4::text[]) + e.nth, $3, e.id, e.version, e.at
                  FROM counted,
                       unnest($4::text[], $5::int[], $6::timestamptz[])
                           WITH ORDINALITY AS e (id, version, at, nth))
            SELECT pg_notify('yunzhen_numbered', '')::text FROM counted
             WHERE channel = 'websocket'""";

    private static final String EVENTS =
            """
            SELECT number, type, id, version, at FROM subscription_event
             WHERE tenant = $1 AND subscription = $2 AND number BETWEEN $3 AND $4
             ORDER BY number LIMIT $5""";

    private static final String FORGET =
            "DELETE FROM subscription_event WHERE at < now() - $1::bigint * interval '1 second'";

    /** An event of a subscription: which version of which resource. */
    record Numbered(long number, String type, String id, int version, OffsetDateTime at) {}

    /** Gives events of its type the next numbers of a subscription, in their order. */
    Uni<Void> number(Tx tx, Subscribed subscribed, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.run(
                        NUMBER,
                        tx.tenant(),
                        subscribed.id(),
                        subscribed.type(),
                        changes.stream().map(Change::id).toArray(String[]::new),
                        changes.stream().map(Change::version).toArray(Integer[]::new),
                        changes.stream().map(Change::at).toArray(OffsetDateTime[]::new))
                .replaceWithVoid();
    }

    /** The events of a stretch of numbers, both ends included. */
    Uni<List<Numbered>> stretch(Tx tx, String id, long from, long to, int count) {
        return tx.run(EVENTS, tx.tenant(), id, from, to, count)
                .map(
                        rows -> {
                            List<Numbered> events = new ArrayList<>();
                            rows.forEach(row -> events.add(numbered(row)));
                            return events;
                        });
    }

    /** Forgets events that nobody can ask for any more. */
    Uni<Void> forget(Tx tx, Duration keptFor) {
        return tx.run(FORGET, keptFor.toSeconds()).replaceWithVoid();
    }

    private static Numbered numbered(Row row) {
        return new Numbered(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getInteger(3),
                row.getOffsetDateTime(4));
    }
}
