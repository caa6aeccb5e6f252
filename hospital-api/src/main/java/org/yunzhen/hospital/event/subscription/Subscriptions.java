package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.store.Tx;

/** The rows of subscriptions. */
@ApplicationScoped
class Subscriptions {
    private static final int BACKOFF_SECONDS_MAX = 300;

    /** A subscription whose document was deleted is none any more. */
    private static final String LIVING =
            " EXISTS (SELECT 1 FROM resource r WHERE r.tenant = s.tenant"
                    + " AND r.type = 'Subscription' AND r.id = s.id AND NOT r.deleted)";

    /** A new wish begins anew, but its numbers go on: none is ever given twice. */
    private static final String KEEP =
            """
            INSERT INTO subscription AS s (tenant, id, actor, role, base, type, criteria, topic,
                    content, endpoint, headers, heartbeat, ends, status, created_at, channel, kind)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, now(), $15, $16)
            ON CONFLICT (tenant, id) DO UPDATE
               SET actor = $3, role = $4, base = $5, type = $6, criteria = $7, topic = $8,
                   content = $9, channel = $15, kind = $16, endpoint = $10, headers = $11, heartbeat = $12, ends = $13,
                   status = $14, attempts = 0, problem = NULL, retry_at = '-infinity',
                   revision = s.revision + 1,
                   created_at = CASE WHEN s.status = 'off' THEN now() ELSE s.created_at END""";

    /** Nothing of what the document said is kept, but the numbers, should it come back. */
    private static final String END =
            """
            UPDATE subscription
               SET status = 'off', revision = revision + 1, endpoint = '', headers = '{}',
                   criteria = '{}', problem = NULL
             WHERE tenant = $1 AND id = $2""";

    private static final String FIND =
            "SELECT "
                    + SubscribedRow.COLUMNS
                    + " FROM subscription s WHERE s.tenant = $1 AND s.id = $2 AND"
                    + LIVING;

    private static final String AMONG =
            "SELECT "
                    + SubscribedRow.COLUMNS
                    + " FROM unnest($1::text[], $2::text[]) AS wanted (tenant, id)"
                    + " JOIN subscription s ON s.tenant = wanted.tenant AND s.id = wanted.id"
                    + " WHERE"
                    + LIVING;

    private static final String OWN =
            "SELECT "
                    + SubscribedRow.COLUMNS
                    + " FROM subscription s WHERE s.tenant = $1 AND s.actor = $2 AND s.role = $3"
                    + " AND (cardinality($4::text[]) = 0 OR s.id = ANY($4))"
                    + " AND (cardinality($5::text[]) = 0 OR s.status = ANY($5)) AND"
                    + LIVING
                    + " ORDER BY s.id LIMIT $6";

    private static final String OF_TYPE =
            "SELECT "
                    + SubscribedRow.COLUMNS
                    + " FROM subscription s WHERE s.tenant = $1 AND s.type = $2"
                    + " AND s.status <> 'off' AND"
                    + LIVING
                    + " ORDER BY s.id";

    private static final String DUE =
            "SELECT "
                    + SubscribedRow.COLUMNS
                    + " FROM subscription s"
                    + " WHERE s.tenant || ' ' || s.id <> ALL($1)"
                    + " AND s.status IN ('requested', 'active') AND s.retry_at <= now()"
                    + " AND (s.status = 'requested' OR s.ends <= now() OR s.channel = 'rest-hook'"
                    + " AND (s.delivered < s.last"
                    + " OR s.sent_at + s.heartbeat * interval '1 second' <= now())) AND"
                    + LIVING
                    + " ORDER BY s.sent_at LIMIT 200";

    private static final String SENT =
            """
            UPDATE subscription
               SET delivered = greatest(delivered, $3), attempts = 0, problem = NULL, sent_at = now()
             WHERE tenant = $1 AND id = $2 AND revision = $4""";

    private static final String TAKEN =
            """
            UPDATE subscription SET delivered = greatest(delivered, $3), sent_at = now()
             WHERE tenant = $1 AND id = $2 AND last >= $3""";

    private static final String FAILED =
            """
            UPDATE subscription
               SET attempts = attempts + 1, problem = left($3, 300),
                   retry_at = now() + least(power(2, attempts), $4::int) * interval '1 second'
             WHERE tenant = $1 AND id = $2 AND revision = $5 RETURNING attempts""";

    private static final String MOVE =
            """
            UPDATE subscription SET status = $3, attempts = 0, retry_at = '-infinity',
                   sent_at = now()
             WHERE tenant = $1 AND id = $2 AND status = $4 AND revision = $5""";

    /** Writes down what a document asks for. */
    Uni<Void> keep(Tx tx, Caller caller, String base, String id, SubscriptionWish wish) {
        return tx.run(
                        KEEP,
                        Arrays.asList(
                                tx.tenant(),
                                id,
                                caller.actor(),
                                caller.role().code(),
                                base,
                                CriteriaReader.type(
                                        SubscriptionWish.CRITERIA, wish.criteria().get(0)),
                                wish.criteria().toArray(String[]::new),
                                wish.topic(),
                                wish.content(),
                                wish.endpoint(),
                                wish.headers().toArray(String[]::new),
                                wish.heartbeat(),
                                wish.ends(),
                                wish.status().equals(Subscribed.OFF)
                                        ? Subscribed.OFF
                                        : Subscribed.REQUESTED,
                                wish.channel(),
                                wish.kind()))
                .replaceWithVoid();
    }

    /** Ends one whose document was deleted. */
    Uni<Void> end(Tx tx, String id) {
        return tx.run(END, tx.tenant(), id).replaceWithVoid();
    }

    Uni<Optional<Subscribed>> find(Tx tx, String id) {
        return tx.run(FIND, tx.tenant(), id)
                .map(rows -> SubscribedRow.all(rows).stream().findFirst());
    }

    /** Those of these tenants, each with the id at the same place, that there are. */
    Uni<List<Subscribed>> among(Tx tx, String[] tenants, String[] ids) {
        return tx.run(AMONG, tenants, ids).map(SubscribedRow::all);
    }

    /**
     * Those of a subscriber, up to a number.
     *
     * @param ids only these; empty for all
     * @param statuses only in one of these; empty for all
     */
    Uni<List<Subscribed>> own(
            Tx tx, Caller caller, List<String> ids, List<String> statuses, int max) {
        return tx.run(
                        OWN,
                        tx.tenant(),
                        caller.actor(),
                        caller.role().code(),
                        ids.toArray(String[]::new),
                        statuses.toArray(String[]::new),
                        max)
                .map(SubscribedRow::all);
    }

    /** Those of a type that may be told of its changes. */
    Uni<List<Subscribed>> ofType(Tx tx, String type) {
        return tx.run(OF_TYPE, tx.tenant(), type).map(SubscribedRow::all);
    }

    /**
     * Those of all tenants for which something is to be done now.
     *
     * @param underWay keys of those to whom something is being sent: however many hang, the others
     *     have their turn
     */
    Uni<List<Subscribed>> due(Tx tx, Collection<String> underWay) {
        return tx.run(DUE, (Object) underWay.toArray(String[]::new)).map(SubscribedRow::all);
    }

    /**
     * Everything up to a number was taken by the receiver; false when it is wished otherwise now.
     */
    Uni<Boolean> sent(Tx tx, Subscribed subscribed, long number) {
        return tx.run(SENT, subscribed.tenant(), subscribed.id(), number, subscribed.revision())
                .map(rows -> rows.rowCount() == 1);
    }

    /** Everything up to a number arrived on a socket, whatever is wished meanwhile. */
    Uni<Void> taken(Tx tx, String id, long number) {
        return tx.run(TAKEN, tx.tenant(), id, number).replaceWithVoid();
    }

    /**
     * The receiver did not take it; answers how often in turn, 0 when it is wished otherwise now.
     */
    Uni<Integer> failed(Tx tx, Subscribed subscribed, String problem) {
        return tx.run(
                        FAILED,
                        subscribed.tenant(),
                        subscribed.id(),
                        problem,
                        BACKOFF_SECONDS_MAX,
                        subscribed.revision())
                .map(rows -> rows.rowCount() == 0 ? 0 : rows.iterator().next().getInteger(0));
    }

    /** Moves on from the status it is known to have; false when it has another by now. */
    Uni<Boolean> move(Tx tx, Subscribed subscribed, String status) {
        return tx.run(
                        MOVE,
                        subscribed.tenant(),
                        subscribed.id(),
                        status,
                        subscribed.status(),
                        subscribed.revision())
                .map(rows -> rows.rowCount() == 1);
    }
}
