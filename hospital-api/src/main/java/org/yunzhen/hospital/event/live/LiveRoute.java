package org.yunzhen.hospital.event.live;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.yunzhen.hospital.access.Tokens;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * {@code GET /live}: the WebSocket of the apps. Who it is for is said in the first message, for an
 * address would stand in logs.
 */
@ApplicationScoped
class LiveRoute {
    private static final int UPGRADE_REQUIRED = 426;

    private final Vertx vertx;
    private final Tokens tokens;
    private final LiveEvents events;
    private final LiveSessions sessions;
    private final YunzhenConfig config;

    LiveRoute(
            Vertx vertx,
            Tokens tokens,
            LiveEvents events,
            LiveSessions sessions,
            YunzhenConfig config) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.events = events;
        this.sessions = sessions;
        this.config = config;
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
                .onSuccess(
                        socket ->
                                new LiveSession(vertx, socket, tokens, events, sessions, config)
                                        .open())
                .onFailure(http::fail);
    }
}
