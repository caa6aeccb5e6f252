package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yunzhen.hospital.access.Trail;
import org.yunzhen.hospital.access.TrailEntry;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/**
 * What events tell of: the versions, as long as the subscriber may read the resource now. Each look
 * stands in the trail before it leaves the house.
 */
@ApplicationScoped
class EventContent {
    private static final int OK = 200;

    private final Transactions transactions;
    private final Documents documents;
    private final SubscriberRights rights;
    private final Trail trail;

    EventContent(
            Transactions transactions, Documents documents, SubscriberRights rights, Trail trail) {
        this.transactions = transactions;
        this.documents = documents;
        this.rights = rights;
        this.trail = trail;
    }

    /** The events with their versions, those that may be told; without where none is to be told. */
    Uni<List<Notification.Told>> of(
            Subscribed subscribed, List<SubscriptionEvents.Numbered> events) {
        if (subscribed.isEmpty()) {
            return Uni.createFrom()
                    .item(events.stream().map(e -> new Notification.Told(e, null)).toList());
        }
        Tx tx = transactions.reading(subscribed.tenant());
        List<Notification.Told> told = new ArrayList<>(events.size());
        return InTurn.each(events, event -> one(tx, subscribed, event).invoke(told::add))
                .replaceWith(told);
    }

    private Uni<Notification.Told> one(
            Tx tx, Subscribed subscribed, SubscriptionEvents.Numbered event) {
        return rights.readable(tx, subscribed, event.type(), event.id())
                .chain(
                        current ->
                                current.map(stored -> version(tx, subscribed, event, stored))
                                        .orElseGet(
                                                () ->
                                                        Uni.createFrom()
                                                                .item(
                                                                        new Notification.Told(
                                                                                event, null))));
    }

    private Uni<Notification.Told> version(
            Tx tx, Subscribed subscribed, SubscriptionEvents.Numbered event, Stored current) {
        Uni<Optional<Stored>> version =
                current.version() == event.version()
                        ? Uni.createFrom().item(Optional.of(current))
                        : documents.version(tx, event.type(), event.id(), event.version());
        return version.map(found -> new Notification.Told(event, found.orElse(null)))
                .call(
                        told ->
                                told.stored() == null
                                        ? Uni.createFrom().voidItem()
                                        : trail.write(entry(subscribed, told.stored())));
    }

    private static TrailEntry entry(Subscribed subscribed, Stored stored) {
        return new TrailEntry(
                subscribed.tenant(),
                Instant.now().atOffset(ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                subscribed.actor(),
                subscribed.role().code(),
                null,
                subscribed.role().code() + ":subscription",
                null,
                "notify",
                stored.type(),
                stored.id(),
                stored.version(),
                stored.patients(),
                OK,
                null,
                subscribed.reference());
    }
}
