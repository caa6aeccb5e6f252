package org.yunzhen.hospital.event.live;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import org.yunzhen.hospital.access.Tokens;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** What every socket needs: where tokens are verified, events lie and sessions are known. */
@Singleton
class LiveHouse {
    final Vertx vertx;
    final Tokens tokens;
    final LiveEvents events;
    final LiveSessions sessions;
    final LiveTrail trail;
    final YunzhenConfig.Live config;
    final String homeTenant;

    LiveHouse(
            Vertx vertx,
            Tokens tokens,
            LiveEvents events,
            LiveSessions sessions,
            LiveTrail trail,
            YunzhenConfig config) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.events = events;
        this.sessions = sessions;
        this.trail = trail;
        this.config = config.live();
        this.homeTenant = config.homeTenant();
    }
}
