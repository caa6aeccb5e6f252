package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Holds what was written against the criteria of those who subscribed, and numbers what meets them:
 * a transaction takes changes of a type out and gives their numbers, or does neither. A change that
 * fails is left for later, so that it does not keep the others; for a subscription whose criteria
 * cannot be read yet, it waits by itself.
 */
@ApplicationScoped
class Numbering {
    private static final Logger LOG = Logger.getLogger(Numbering.class);
    private static final int BATCH = 200;

    /** As many as are numbered in one transaction: well within the time of a round. */
    private static final int GROUP = 50;

    private static final String NEXT =
            """
            SELECT seq, tenant, type, id, version, at, kind FROM subscription_change
             WHERE retry_at <= now() ORDER BY seq LIMIT $1""";

    private static final String TAKE =
            "DELETE FROM subscription_change WHERE seq = ANY($1) RETURNING seq";

    private static final String POSTPONE =
            """
            UPDATE subscription_change
               SET attempts = attempts + 1, problem = left($2, 500),
                   retry_at = now() + least(power(2, attempts), 300) * interval '1 second'
             WHERE seq = $1""";

    private final Transactions transactions;
    private final Subscriptions subscriptions;
    private final WaitingChanges waiting;
    private final Matching matching;
    private final SubscriptionStatuses statuses;
    private final String home;

    Numbering(
            Transactions transactions,
            Subscriptions subscriptions,
            WaitingChanges waiting,
            Matching matching,
            SubscriptionStatuses statuses,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.waiting = waiting;
        this.matching = matching;
        this.statuses = statuses;
        this.home = config.homeTenant();
    }

    /**
     * Numbers what waits, up to a bound and until an instant; answers whether it left something.
     */
    Uni<Boolean> round(Instant until) {
        return transactions
                .reading(home)
                .run(NEXT, BATCH)
                .map(Numbering::changes)
                .chain(changes -> all(changes, until));
    }

    private Uni<Boolean> all(List<Change> changes, Instant until) {
        return InTurn.each(groups(changes), group -> numbered(group, until))
                .map(done -> changes.size() == BATCH || !Instant.now().isBefore(until));
    }

    /** A subscription is of one type, and so its changes stay in their order. */
    private static List<List<Change>> groups(List<Change> changes) {
        Map<List<String>, List<Change>> ofType = new LinkedHashMap<>();
        for (Change change : changes) {
            ofType.computeIfAbsent(List.of(change.tenant(), change.type()), k -> new ArrayList<>())
                    .add(change);
        }
        List<List<Change>> groups = new ArrayList<>();
        for (List<Change> all : ofType.values()) {
            for (int from = 0; from < all.size(); from += GROUP) {
                groups.add(all.subList(from, Math.min(all.size(), from + GROUP)));
            }
        }
        return groups;
    }

    /** Of a group that fails each is tried by itself. */
    private Uni<Void> numbered(List<Change> group, Instant until) {
        if (!Instant.now().isBefore(until)) {
            return Uni.createFrom().voidItem();
        }
        Map<Subscribed, String> unreadable = new LinkedHashMap<>();
        return transactions
                .run(group.get(0).tenant(), tx -> taken(tx, group, unreadable))
                .chain(() -> statuses.end(unreadable))
                .onFailure()
                .recoverWithUni(
                        failure ->
                                group.size() == 1
                                        ? postponed(group.get(0), failure)
                                        : InTurn.each(
                                                group, change -> numbered(List.of(change), until)));
    }

    /** What it says of a resource stays in the database. */
    private Uni<Void> postponed(Change change, Throwable failure) {
        return transactions
                .reading(home)
                .run(POSTPONE, change.seq(), failure.toString())
                .invoke(
                        () ->
                                LOG.logf(
                                        CriteriaReader.isOfTheMoment(failure)
                                                ? Logger.Level.DEBUG
                                                : Logger.Level.ERROR,
                                        "change %d cannot be held against criteria: %s",
                                        change.seq(),
                                        failure.getClass().getSimpleName()))
                .replaceWithVoid();
    }

    private Uni<Void> taken(Tx tx, List<Change> group, Map<Subscribed, String> unreadable) {
        return tx.run(TAKE, (Object) group.stream().map(Change::seq).toArray(Long[]::new))
                .map(rows -> left(group, rows))
                .chain(
                        changes ->
                                changes.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : told(tx, changes, unreadable));
    }

    /** Those that no other node has taken meanwhile. */
    private static List<Change> left(List<Change> group, RowSet<Row> rows) {
        Set<Long> taken = new HashSet<>();
        rows.forEach(row -> taken.add(row.getLong(0)));
        return group.stream().filter(change -> taken.contains(change.seq())).toList();
    }

    private Uni<Void> told(Tx tx, List<Change> changes, Map<Subscribed, String> unreadable) {
        return subscriptions
                .ofType(tx, changes.get(0).type())
                .chain(
                        all ->
                                waiting.among(tx, all)
                                        .chain(
                                                behind ->
                                                        InTurn.each(
                                                                all,
                                                                one ->
                                                                        told(
                                                                                tx,
                                                                                one,
                                                                                behind,
                                                                                changes,
                                                                                unreadable))));
    }

    private Uni<Void> told(
            Tx tx,
            Subscribed subscribed,
            Set<String> behind,
            List<Change> changes,
            Map<Subscribed, String> unreadable) {
        List<Change> own = changes.stream().filter(subscribed::isToldOf).toList();
        if (own.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (behind.contains(subscribed.id())) {
            return waiting.add(tx, subscribed, own);
        }
        return matching.read(tx, subscribed)
                .map(Optional::of)
                .onFailure(CriteriaReader::isOfTheMoment)
                .recoverWithItem(Optional.empty())
                .invoke(reading -> reading.ifPresent(read -> read.note(subscribed, unreadable)))
                .chain(
                        reading ->
                                reading.isEmpty()
                                        ? waiting.add(tx, subscribed, own)
                                        : matching.number(tx, subscribed, reading.get(), own));
    }

    private static List<Change> changes(RowSet<Row> rows) {
        List<Change> changes = new ArrayList<>(rows.size());
        for (Row row : rows) {
            changes.add(
                    new Change(
                            row.getLong(0),
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getInteger(4),
                            row.getOffsetDateTime(5),
                            row.getString(6)));
        }
        return changes;
    }
}
