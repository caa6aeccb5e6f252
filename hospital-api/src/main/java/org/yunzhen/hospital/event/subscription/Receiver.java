package org.yunzhen.hospital.event.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * Sends notifications, each of them signed. What the receiver says beside its status is not read.
 */
@ApplicationScoped
class Receiver {
    private static final int STATUS_OK_END = 300;
    private static final int STATUS_OK = 200;

    private final Vertx vertx;
    private final Targets targets;
    private final Signatures signatures;
    private final HttpClient http;
    private final Duration timeout;

    Receiver(Vertx vertx, Targets targets, Signatures signatures, YunzhenConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.signatures = signatures;
        this.timeout = config.subscription().timeout();
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) timeout.toMillis())
                                .setVerifyHost(true));
    }

    /** What is sent. */
    record Message(HttpMethod method, String endpoint, Buffer body, String number) {}

    /** Completes when the receiver has taken it; fails with an {@link IOException} otherwise. */
    Uni<Void> send(Subscribed subscribed, Message message) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                vertx.executeBlocking(
                                                () ->
                                                        targets.reach(
                                                                message.method(),
                                                                message.endpoint()),
                                                false)
                                        .compose(options -> exchange(subscribed, message, options))
                                        .toCompletionStage());
    }

    private Future<Void> exchange(Subscribed subscribed, Message message, RequestOptions options) {
        options.setTimeout(timeout.toMillis());
        return http.request(options)
                .compose(request -> answered(subscribed, message, request))
                .compose(Receiver::judged);
    }

    private Future<HttpClientResponse> answered(
            Subscribed subscribed, Message message, HttpClientRequest request) {
        for (String header : subscribed.headers()) {
            int colon = header.indexOf(':');
            request.putHeader(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        request.putHeader("X-Yunzhen-Event-Number", message.number());
        request.putHeader(
                "X-Yunzhen-Signature", signatures.of(subscribed, message.number(), message.body()));
        if (message.body().length() > 0) {
            request.putHeader("Content-Type", "application/fhir+json");
        }
        request.idleTimeout(timeout.toMillis());
        return request.send(message.body());
    }

    private static Future<Void> judged(HttpClientResponse response) {
        int status = response.statusCode();
        // its body is not wanted; that it ends early is no news
        response.exceptionHandler(gone -> {});
        response.request().reset();
        return status >= STATUS_OK && status < STATUS_OK_END
                ? Future.succeededFuture()
                : Future.failedFuture(new IOException("the receiver answered " + status));
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
