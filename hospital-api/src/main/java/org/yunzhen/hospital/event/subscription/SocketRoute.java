package org.yunzhen.hospital.event.subscription;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yunzhen.hospital.store.Transactions;

/** {@code GET /subscriptions}: the WebSocket of those who subscribed by that channel. */
@ApplicationScoped
class SocketRoute {
    private static final String PATH = "/subscriptions";
    private static final int UPGRADE_REQUIRED = 426;

    private final Vertx vertx;
    private final Transactions transactions;
    private final Bindings bindings;
    private final Subscriptions subscriptions;
    private final SubscriptionEvents events;
    private final EventContent content;
    private final Set<SubscriptionSocket> open = ConcurrentHashMap.newKeySet();

    SocketRoute(
            Vertx vertx,
            Transactions transactions,
            Bindings bindings,
            Subscriptions subscriptions,
            SubscriptionEvents events,
            EventContent content) {
        this.vertx = vertx;
        this.transactions = transactions;
        this.bindings = bindings;
        this.subscriptions = subscriptions;
        this.events = events;
        this.content = content;
    }

    /** Where it is for somebody who knows the FHIR root by this address. */
    static String address(String base) {
        return base.replaceFirst("^http", "ws").replaceFirst("(/t/[a-z0-9-]+)?/fhir$", PATH);
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::upgrade);
    }

    /** Open sockets would keep a stopping service waiting for as long as it waits at all. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        open.forEach(SubscriptionSocket::leave);
    }

    private void upgrade(RoutingContext http) {
        if (!"websocket".equalsIgnoreCase(http.request().getHeader("Upgrade"))) {
            http.response().setStatusCode(UPGRADE_REQUIRED).putHeader("Upgrade", "websocket").end();
            return;
        }
        http.request().toWebSocket().onSuccess(this::opened).onFailure(http::fail);
    }

    private void opened(ServerWebSocket socket) {
        SubscriptionSocket session =
                new SubscriptionSocket(
                        vertx, socket, transactions, bindings, subscriptions, events, content);
        open.add(session);
        session.open(() -> open.remove(session));
    }
}
