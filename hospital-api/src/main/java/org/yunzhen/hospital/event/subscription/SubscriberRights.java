package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.RefusedException;

/** Whether a subscriber may be told of a resource: by the same decision as a read of it now. */
@ApplicationScoped
class SubscriberRights {
    private final Access access;
    private final Documents documents;

    SubscriberRights(Access access, Documents documents) {
        this.access = access;
        this.documents = documents;
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
