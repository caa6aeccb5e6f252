package org.yunzhen.insurance;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yunzhen.insurance.NhsaSettings.Gateway;
import org.yunzhen.insurance.Outcome.Reason;

/** Sends one message once over HTTP, signed anew each time, and tells every way this can end. */
final class GatewayLine {
    private final Gateway gateway;
    private final HttpClient http;
    private final Clock clock;

    GatewayLine(Gateway gateway, HttpClient http, Clock clock) {
        this.gateway = gateway;
        this.http = http;
        this.clock = clock;
    }

    <O extends Record> CompletionStage<Outcome<O>> send(PreparedCall<O> call) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request(call.body()), BodyHandlers.ofByteArray());
        return exchange.copy()
                .orTimeout(gateway.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> outcome(answer, failure, call))
                .whenComplete((outcome, failure) -> exchange.cancel(true));
    }

    private HttpRequest request(String body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        return HttpRequest.newBuilder(gateway.endpoint())
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Accept", "application/json")
                .header("x-tif-paasid", gateway.paasId())
                .header("x-tif-timestamp", timestamp)
                .header("x-tif-nonce", nonce)
                .header(
                        "x-tif-signature",
                        GatewaySignature.of(timestamp, gateway.secretToken(), nonce))
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    private <O extends Record> Outcome<O> outcome(
            HttpResponse<byte[]> answer, Throwable failure, PreparedCall<O> call) {
        if (failure != null) {
            return ended(failure);
        }
        return AnswerReader.read(answer.statusCode(), answer.body(), call.transaction().output());
    }

    private <O> Outcome<O> ended(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new Outcome.NotSent<>(cause.toString());
        }
        if (cause instanceof TimeoutException) {
            return new Outcome.Unknown<>(
                    Reason.TIMEOUT, "no complete answer within " + gateway.callTimeout());
        }
        return new Outcome.Unknown<>(Reason.CONNECTION_LOST, cause.toString());
    }
}
