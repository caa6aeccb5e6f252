package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Standings;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.RefusedException;

/** Of what a subscriber may be told: by the same decision as a read of it now. */
@ApplicationScoped
class SubscriberRights {
    private final Access access;
    private final Documents documents;

    private final Standings standings;

    SubscriberRights(Access access, Documents documents, Standings standings) {
        this.access = access;
        this.documents = documents;
        this.standings = standings;
    }

    /** Which resources of a type the subscriber could read at this moment, by id. */
    Uni<Set<String>> readable(Tx tx, Subscribed subscribed, String type, Collection<String> ids) {
        return AccessTable.grant(subscribed.role(), type, Action.READ)
                .map(
                        grant ->
                                standings
                                        .of(tx, type, ids)
                                        .chain(
                                                all ->
                                                        access.reached(
                                                                tx,
                                                                subscribed.subscriber(),
                                                                grant,
                                                                all)))
                .orElseGet(() -> Uni.createFrom().item(Set.of()));
    }

    /** The resource as it is now, if the subscriber could read it at this moment. */
    Uni<Optional<Stored>> readable(Tx tx, Subscribed subscribed, String type, String id) {
        Optional<Grant> grant = AccessTable.grant(subscribed.role(), type, Action.READ);
        if (grant.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return documents
                .find(tx, type, id)
                .chain(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .map(stored -> reached(tx, subscribed, grant.get(), stored))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Stored>> reached(
            Tx tx, Subscribed subscribed, Grant grant, Stored stored) {
        return access.relation(tx, subscribed.subscriber(), grant, stored)
                .map(relation -> Optional.of(stored))
                .onFailure(RefusedException.class)
                .recoverWithItem(Optional.empty());
    }
}
