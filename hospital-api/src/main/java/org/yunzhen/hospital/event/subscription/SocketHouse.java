package org.yunzhen.hospital.event.subscription;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.store.Transactions;

/** What every socket needs: what binds it, where its events lie, and who tells it of new ones. */
@Singleton
class SocketHouse {
    final Vertx vertx;
    final Transactions transactions;
    final Bindings bindings;
    final Subscriptions subscriptions;
    final SubscriptionEvents events;
    final EventContent content;
    final BoundSockets bound;

    SocketHouse(
            Vertx vertx,
            Transactions transactions,
            Bindings bindings,
            Subscriptions subscriptions,
            SubscriptionEvents events,
            EventContent content,
            BoundSockets bound) {
        this.vertx = vertx;
        this.transactions = transactions;
        this.bindings = bindings;
        this.subscriptions = subscriptions;
        this.events = events;
        this.content = content;
        this.bound = bound;
    }
}
