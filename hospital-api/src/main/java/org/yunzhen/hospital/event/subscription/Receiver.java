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
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * Sends notifications. Each is signed: {@code X-Yunzhen-Signature: t=…,v1=…}, the HMAC-SHA256 of
 * the seconds {@code t}, a dot, the number, a dot, and the body. What the receiver says beside its
 * status is not read.
 */
@ApplicationScoped
class Receiver {
    private static final String MAC = "HmacSHA256";
    private static final int STATUS_OK_END = 300;
    private static final int STATUS_OK = 200;

    private final Vertx vertx;
    private final Targets targets;
    private final HttpClient http;
    private final Duration timeout;
    private final byte[] secret;

    Receiver(Vertx vertx, Targets targets, YunzhenConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.timeout = config.subscription().timeout();
        this.secret = config.subscription().secret().orElse("").getBytes(StandardCharsets.UTF_8);
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
        request.putHeader("X-Yunzhen-Signature", signature(message));
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

    private String signature(Message message) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            long seconds = Instant.now().getEpochSecond();
            mac.update((seconds + "." + message.number() + ".").getBytes(StandardCharsets.UTF_8));
            byte[] hash = mac.doFinal(message.body().getBytes());
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
