package org.yunzhen.hospital.platform;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Offers no packing of WebSocket messages: those of {@code /live} are small, and every request of
 * HTTP would pass the handler that waits for somebody who asks for it.
 */
@ApplicationScoped
class SmallMessages implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false);
        options.setPerMessageWebSocketCompressionSupported(false);
    }
}
