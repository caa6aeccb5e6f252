package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Judgement;
import org.yunzhen.hospital.store.Snapshots;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Holds what was written against the criteria of those who subscribed, and numbers what meets them:
 * a change a transaction, which takes the change out and gives its numbers, or does neither. One
 * that fails is left for later, so that it does not keep the others.
 */
@ApplicationScoped
class Numbering {
    private static final Logger LOG = Logger.getLogger(Numbering.class);
    private static final int BATCH = 200;

    private static final String NEXT =
            """
            SELECT seq, tenant, type, id, version, at FROM subscription_change
             WHERE retry_at <= now() ORDER BY seq LIMIT $1""";

    private static final String TAKE = "DELETE FROM subscription_change WHERE seq = $1";

    private static final String POSTPONE =
            """
            UPDATE subscription_change
               SET attempts = attempts + 1, problem = left($2, 500),
                   retry_at = now() + least(power(2, attempts), 300) * interval '1 second'
             WHERE seq = $1""";

    private static final String UNREADABLE = "the criteria cannot be read any more: %s %s";

    private final Transactions transactions;
    private final Subscriptions subscriptions;
    private final SubscriptionEvents events;
    private final CriteriaReader criteria;
    private final Judgement judgement;
    private final SubscriberRights rights;
    private final SubscriptionStatuses statuses;
    private final String home;

    Numbering(
            Transactions transactions,
            Subscriptions subscriptions,
            SubscriptionEvents events,
            CriteriaReader criteria,
            Judgement judgement,
            SubscriberRights rights,
            SubscriptionStatuses statuses,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.events = events;
        this.criteria = criteria;
        this.judgement = judgement;
        this.rights = rights;
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
        return InTurn.each(
                        changes,
                        change ->
                                Instant.now().isBefore(until)
                                        ? numbered(change)
                                        : Uni.createFrom().voidItem())
                .map(done -> changes.size() == BATCH || !Instant.now().isBefore(until));
    }

    private Uni<Void> numbered(Change change) {
        Map<Subscribed, String> unreadable = new LinkedHashMap<>();
        return transactions
                .run(change.tenant(), tx -> one(tx, change, unreadable))
                .chain(
                        () ->
                                InTurn.each(
                                        unreadable.entrySet(),
                                        one ->
                                                statuses.move(
                                                        one.getKey(),
                                                        Subscribed.ERROR,
                                                        one.getValue())))
                .onFailure()
                .recoverWithUni(failure -> postponed(change, failure));
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

    private Uni<Void> one(Tx tx, Change change, Map<Subscribed, String> unreadable) {
        return tx.run(TAKE, change.seq())
                .chain(
                        taken ->
                                taken.rowCount() == 0
                                        ? Uni.createFrom().voidItem()
                                        : subscriptions
                                                .ofType(tx, change.type(), change.at())
                                                .chain(all -> each(tx, change, all, unreadable)));
    }

    private Uni<Void> each(
            Tx tx, Change change, List<Subscribed> all, Map<Subscribed, String> unreadable) {
        return InTurn.each(
                all,
                subscribed ->
                        meets(tx, change, subscribed, unreadable)
                                .chain(
                                        meets ->
                                                meets
                                                        ? events.number(tx, subscribed, change)
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> meets(
            Tx tx, Change change, Subscribed subscribed, Map<Subscribed, String> unreadable) {
        return conditions(tx, subscribed, unreadable)
                .chain(
                        every ->
                                every.isPresent()
                                        ? meets(tx, change, subscribed, every.get())
                                        : Uni.createFrom().item(false));
    }

    /** What all criteria ask; empty when they cannot be read any more. */
    private Uni<Optional<List<Criterion>>> conditions(
            Tx tx, Subscribed subscribed, Map<Subscribed, String> unreadable) {
        List<Criterion> every = new ArrayList<>();
        return InTurn.each(
                        subscribed.criteria(),
                        one -> criteria.read(tx, "criteria", one).invoke(every::addAll))
                .replaceWith(Optional.of(every))
                .onFailure(CriteriaReader::isLasting)
                .recoverWithItem(
                        failure -> {
                            if (!subscribed.status().equals(Subscribed.ERROR)) {
                                unreadable.put(subscribed, unreadable((RefusedException) failure));
                            }
                            return Optional.empty();
                        });
    }

    private static String unreadable(RefusedException refused) {
        Issue first = refused.issues().get(0);
        return UNREADABLE.formatted(refused.refusal().code(), first.arguments());
    }

    /** What a subscriber may not see is not even numbered. */
    private Uni<Boolean> meets(Tx tx, Change change, Subscribed subscribed, List<Criterion> every) {
        Snapshots.Key key = new Snapshots.Key(change.id(), change.version());
        return judgement
                .meets(tx, change.type(), key, List.of(every))
                .chain(
                        meets ->
                                meets
                                        ? rights.readable(
                                                        tx, subscribed, change.type(), change.id())
                                                .map(Optional::isPresent)
                                        : Uni.createFrom().item(false));
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
                            row.getOffsetDateTime(5)));
        }
        return changes;
    }
}
