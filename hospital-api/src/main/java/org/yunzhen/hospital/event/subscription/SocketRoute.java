package org.yunzhen.hospital.event.subscription;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /subscriptions}: the WebSocket of those who subscribed by that channel. */
@ApplicationScoped
class SocketRoute {
    private static final String PATH = "/subscriptions";
    private static final int UPGRADE_REQUIRED = 426;

    private final SocketHouse house;
    private final Set<SubscriptionSocket> open = ConcurrentHashMap.newKeySet();

    SocketRoute(SocketHouse house) {
        this.house = house;
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
        SubscriptionSocket session = new SubscriptionSocket(house, socket);
        open.add(session);
        session.open(() -> open.remove(session));
    }
}
