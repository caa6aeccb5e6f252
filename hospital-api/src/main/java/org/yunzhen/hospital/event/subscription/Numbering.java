package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Judgement;
import org.yunzhen.hospital.store.Snapshots;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * Holds what was written against the criteria of those who subscribed, and numbers what meets them:
 * a change a transaction, which takes the change out and gives its numbers, or does neither.
 */
@ApplicationScoped
class Numbering {
    private static final int BATCH = 200;

    private static final String NEXT =
            """
            SELECT seq, tenant, type, id, version, at FROM subscription_change
             ORDER BY seq LIMIT $1""";

    private static final String TAKE = "DELETE FROM subscription_change WHERE seq = $1";

    private final Transactions transactions;
    private final Subscriptions subscriptions;
    private final CriteriaReader criteria;
    private final Judgement judgement;
    private final SubscriberRights rights;
    private final String home;

    Numbering(
            Transactions transactions,
            Subscriptions subscriptions,
            CriteriaReader criteria,
            Judgement judgement,
            SubscriberRights rights,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.criteria = criteria;
        this.judgement = judgement;
        this.rights = rights;
        this.home = config.homeTenant();
    }

    /** Numbers what waits, up to a bound. */
    Uni<Void> round() {
        return transactions
                .reading(home)
                .run(NEXT, BATCH)
                .map(Numbering::changes)
                .chain(changes -> InTurn.each(changes, this::inTransaction));
    }

    private Uni<Void> inTransaction(Change change) {
        return transactions.run(change.tenant(), tx -> one(tx, change));
    }

    private Uni<Void> one(Tx tx, Change change) {
        return tx.run(TAKE, change.seq())
                .chain(
                        taken ->
                                taken.rowCount() == 0
                                        ? Uni.createFrom().voidItem()
                                        : subscriptions
                                                .ofType(tx, change.type(), change.at())
                                                .chain(all -> each(tx, change, all)));
    }

    private Uni<Void> each(Tx tx, Change change, List<Subscribed> all) {
        return InTurn.each(
                all,
                subscribed ->
                        meets(tx, change, subscribed)
                                .chain(
                                        meets ->
                                                meets
                                                        ? subscriptions.number(
                                                                tx, subscribed, change)
                                                        : Uni.createFrom().voidItem()));
    }

    /** What a subscriber may not see is not even numbered. */
    private Uni<Boolean> meets(Tx tx, Change change, Subscribed subscribed) {
        List<Criterion> every = new ArrayList<>();
        for (String one : subscribed.criteria()) {
            every.addAll(criteria.read(tx.tenant(), "criteria", one));
        }
        Snapshots.Key key = new Snapshots.Key(change.id(), change.version());
        return judgement
                .meets(tx, change.type(), key, List.of(every))
                .chain(
                        meets ->
                                meets
                                        ? rights.mayRead(tx, subscribed, change.type(), change.id())
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
