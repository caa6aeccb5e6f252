package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Judgement;
import org.yunzhen.hospital.store.Snapshots;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.RefusedException;

/** Holds changes against the criteria of one subscription, and numbers what meets them. */
@ApplicationScoped
class Matching {
    private static final String UNREADABLE = "the criteria cannot be read any more: %s %s";

    private final CriteriaReader criteria;
    private final Judgement judgement;
    private final SubscriberRights rights;
    private final SubscriptionEvents events;

    Matching(
            CriteriaReader criteria,
            Judgement judgement,
            SubscriberRights rights,
            SubscriptionEvents events) {
        this.criteria = criteria;
        this.judgement = judgement;
        this.rights = rights;
        this.events = events;
    }

    /**
     * What the criteria of a subscription ask.
     *
     * @param unreadable why they cannot be read any more, or null
     */
    record Reading(List<Criterion> conditions, String unreadable) {
        boolean isUnreadable() {
            return unreadable != null;
        }

        /** Notes why a subscription cannot fire any more, if it cannot. */
        void note(Subscribed subscribed, Map<Subscribed, String> reasons) {
            if (isUnreadable()) {
                reasons.put(subscribed, unreadable);
            }
        }
    }

    /** Reads all criteria; fails when they cannot be read now, but will be. */
    Uni<Reading> read(Tx tx, Subscribed subscribed) {
        List<Criterion> every = new ArrayList<>();
        return InTurn.each(
                        subscribed.criteria(),
                        one -> criteria.read(tx, "criteria", one).invoke(every::addAll))
                .replaceWith(new Reading(every, null))
                .onFailure(CriteriaReader::isLasting)
                .recoverWithItem(
                        failure -> new Reading(List.of(), unreadable((RefusedException) failure)));
    }

    private static String unreadable(RefusedException refused) {
        Issue first = refused.issues().get(0);
        return UNREADABLE.formatted(refused.refusal().code(), first.arguments());
    }

    /**
     * Numbers those of some changes of its type that meet what a subscription asks, in their order.
     * What a subscriber may not see is not even numbered.
     */
    Uni<Void> number(Tx tx, Subscribed subscribed, Reading reading, List<Change> changes) {
        if (reading.isUnreadable() || changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Snapshots.Key> keys = changes.stream().map(Matching::key).toList();
        return judgement
                .met(tx, subscribed.type(), keys, List.of(reading.conditions()))
                .map(met -> changes.stream().filter(change -> met.contains(key(change))).toList())
                .chain(met -> readable(tx, subscribed, met))
                .chain(told -> events.number(tx, subscribed, told));
    }

    private Uni<List<Change>> readable(Tx tx, Subscribed subscribed, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(changes);
        }
        Set<String> ids = changes.stream().map(Change::id).collect(Collectors.toSet());
        return rights.readable(tx, subscribed, subscribed.type(), ids)
                .map(readable -> changes.stream().filter(c -> readable.contains(c.id())).toList());
    }

    private static Snapshots.Key key(Change change) {
        return new Snapshots.Key(change.id(), change.version());
    }
}
