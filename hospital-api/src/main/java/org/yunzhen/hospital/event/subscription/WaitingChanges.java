package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.store.Tx;

/**
 * The rows of changes that wait for one subscription alone, whose criteria cannot be read yet. As
 * long as one waits, the later ones wait behind it.
 */
@ApplicationScoped
class WaitingChanges {
    private static final String ADD =
            """
            INSERT INTO subscription_waiting (tenant, subscription, seq, type, id, version, at, kind)
            SELECT $1, $2, c.* FROM unnest($3::bigint[], $4::text[], $5::text[], $6::int[],
                                           $7::timestamptz[], $8::text[]) c""";

    private static final String AMONG =
            """
            SELECT DISTINCT subscription FROM subscription_waiting
             WHERE tenant = $1 AND subscription = ANY($2)""";

    private static final String ALL =
            "SELECT DISTINCT tenant, subscription FROM subscription_waiting";

    private static final String TAKE =
            """
            DELETE FROM subscription_waiting
             WHERE tenant = $1 AND subscription = $2
               AND seq IN (SELECT seq FROM subscription_waiting
                            WHERE tenant = $1 AND subscription = $2 ORDER BY seq LIMIT $3)
            RETURNING seq, type, id, version, at, kind""";

    private static final String FORGET =
            "DELETE FROM subscription_waiting WHERE tenant = $1 AND subscription = $2";

    /** A subscription for which something waits. */
    record Subscription(String tenant, String id) {}

    /** Lets changes wait for a subscription. */
    Uni<Void> add(Tx tx, Subscribed subscribed, List<Change> changes) {
        return tx.run(
                        ADD,
                        tx.tenant(),
                        subscribed.id(),
                        changes.stream().map(Change::seq).toArray(Long[]::new),
                        changes.stream().map(Change::type).toArray(String[]::new),
                        changes.stream().map(Change::id).toArray(String[]::new),
                        changes.stream().map(Change::version).toArray(Integer[]::new),
                        changes.stream().map(Change::at).toArray(OffsetDateTime[]::new),
                        changes.stream().map(Change::kind).toArray(String[]::new))
                .replaceWithVoid();
    }

    /** The ids of those subscriptions for which something waits. */
    Uni<Set<String>> among(Tx tx, List<Subscribed> all) {
        return tx.run(AMONG, tx.tenant(), all.stream().map(Subscribed::id).toArray(String[]::new))
                .map(
                        rows -> {
                            Set<String> ids = new HashSet<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    /** All subscriptions of all tenants for which something waits. */
    Uni<List<Subscription>> all(Tx tx) {
        return tx.run(ALL)
                .map(
                        rows -> {
                            List<Subscription> all = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            all.add(
                                                    new Subscription(
                                                            row.getString(0), row.getString(1))));
                            return all;
                        });
    }

    /** Takes out the first that wait for a subscription, in their order. */
    Uni<List<Change>> take(Tx tx, String subscription, int max) {
        return tx.run(TAKE, tx.tenant(), subscription, max)
                .map(
                        rows -> {
                            List<Change> changes = new ArrayList<>(rows.size());
                            for (Row row : rows) {
                                changes.add(
                                        new Change(
                                                row.getLong(0),
                                                tx.tenant(),
                                                row.getString(1),
                                                row.getString(2),
                                                row.getInteger(3),
                                                row.getOffsetDateTime(4),
                                                row.getString(5)));
                            }
                            changes.sort(Comparator.comparingLong(Change::seq));
                            return changes;
                        });
    }

    /** Forgets what waits for a subscription that is told of nothing any more. */
    Uni<Void> forget(Tx tx, String subscription) {
        return tx.run(FORGET, tx.tenant(), subscription).replaceWithVoid();
    }
}
