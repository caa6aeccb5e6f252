package org.yunzhen.hospital.event.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;

/** Moves a subscription to another status, its row and its document together. */
@ApplicationScoped
class SubscriptionStatuses {
    private final Transactions transactions;
    private final Documents documents;
    private final Subscriptions subscriptions;

    SubscriptionStatuses(
            Transactions transactions, Documents documents, Subscriptions subscriptions) {
        this.transactions = transactions;
        this.documents = documents;
        this.subscriptions = subscriptions;
    }

    /**
     * Moves it on, unless it was moved meanwhile.
     *
     * @param error why, or null
     */
    Uni<Void> move(Subscribed subscribed, String status, String error) {
        return transactions.run(subscribed.tenant(), tx -> move(tx, subscribed, status, error));
    }

    /**
     * Puts into error what cannot fire any more, each for its reason; what is in error already
     * keeps the reason that it has.
     */
    Uni<Void> end(Map<Subscribed, String> reasons) {
        List<Subscribed> ending =
                reasons.keySet().stream()
                        .filter(one -> !one.status().equals(Subscribed.ERROR))
                        .toList();
        return InTurn.each(ending, one -> move(one, Subscribed.ERROR, reasons.get(one)));
    }

    /** The document's row is locked first, as whoever writes the document does. */
    private Uni<Void> move(Tx tx, Subscribed subscribed, String status, String error) {
        return documents
                .lock(tx, "Subscription", subscribed.id())
                .chain(
                        found ->
                                subscriptions
                                        .move(tx, subscribed, status)
                                        .chain(
                                                moved ->
                                                        moved
                                                                        && found.filter(
                                                                                        s ->
                                                                                                !s
                                                                                                        .deleted())
                                                                                .isPresent()
                                                                ? write(
                                                                        tx,
                                                                        found.get(),
                                                                        status,
                                                                        error)
                                                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> write(Tx tx, Stored current, String status, String error) {
        ObjectNode document = current.document();
        document.put("status", status);
        if (error == null) {
            document.remove("error");
        } else {
            document.put("error", error);
        }
        return documents.update(tx, current, document).replaceWithVoid();
    }
}
