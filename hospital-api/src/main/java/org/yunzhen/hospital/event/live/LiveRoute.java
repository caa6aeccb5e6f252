package org.yunzhen.hospital.event.live;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code GET /live}: the WebSocket of the apps. Who it is for is said in the first message, for an
 * address would stand in logs.
 */
@ApplicationScoped
class LiveRoute {
    private static final int UPGRADE_REQUIRED = 426;

    private final LiveHouse house;

    LiveRoute(LiveHouse house) {
        this.house = house;
    }

    void register(@Observes Router router) {
        router.get("/live").handler(this::upgrade);
    }

    private void upgrade(RoutingContext http) {
        if (!"websocket".equalsIgnoreCase(http.request().getHeader("Upgrade"))) {
            http.response().setStatusCode(UPGRADE_REQUIRED).putHeader("Upgrade", "websocket").end();
            return;
        }
        http.request()
                .toWebSocket()
                .onSuccess(socket -> new LiveSession(house, socket).open())
                .onFailure(http::fail);
    }
}
