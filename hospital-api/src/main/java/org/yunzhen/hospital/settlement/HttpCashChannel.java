package org.yunzhen.hospital.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.json.MalformedJsonException;

/** The cash channel over HTTP, requests signed by HMAC-SHA256 of body or path. */
@ApplicationScoped
class HttpCashChannel implements CashChannel {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final YunzhenConfig.Cash config;
    private final HttpClient http;

    HttpCashChannel(YunzhenConfig config) {
        this.config = config.cash();
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(this.config.timeout())
                        .build();
    }

    @Override
    public String name() {
        return "cash";
    }

    @Override
    public CompletionStage<Reply> pay(Payment payment) {
        ObjectNode body =
                FhirJson.object()
                        .put("out_trade_no", payment.outTradeNo())
                        .put("amount_fen", payment.amount().fen())
                        .put("payer", payment.payer())
                        .put("subject", payment.subject());
        return post("/cash/pay", body);
    }

    @Override
    public CompletionStage<Reply> query(String outTradeNo) {
        return get("/cash/pay/" + outTradeNo);
    }

    @Override
    public CompletionStage<Reply> refund(Refund refund) {
        ObjectNode body =
                FhirJson.object()
                        .put("out_trade_no", refund.outTradeNo())
                        .put("out_refund_no", refund.outRefundNo())
                        .put("amount_fen", refund.amount().fen());
        return post("/cash/refund", body);
    }

    @Override
    public CompletionStage<Reply> queryRefund(String outRefundNo) {
        return get("/cash/refund/" + outRefundNo);
    }

    private CompletionStage<Reply> post(String path, ObjectNode body) {
        byte[] bytes = FhirJson.write(body);
        return send(path, bytes, BodyPublishers.ofByteArray(bytes), "POST");
    }

    private CompletionStage<Reply> get(String path) {
        return send(path, path.getBytes(UTF_8), BodyPublishers.noBody(), "GET");
    }

    private CompletionStage<Reply> send(
            String path, byte[] signed, HttpRequest.BodyPublisher body, String method) {
        if (config.url().isEmpty()) {
            return CompletableFuture.completedStage(
                    new Reply(Outcome.NOT_SENT, null, "no cash channel is configured"));
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(config.url().get() + path))
                        .header("Content-Type", "application/json")
                        .header("X-Cash-Signature", signature(signed))
                        .method(method, body)
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        return exchange.copy()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle(
                        (answer, failure) ->
                                failure == null ? read(answer, method) : ended(failure))
                .whenComplete((reply, failure) -> exchange.cancel(true));
    }

    private static Reply read(HttpResponse<byte[]> answer, String method) {
        JsonNode body = body(answer.body());
        int status = answer.statusCode();
        if (status == OK) {
            return byStatus(body);
        }
        String code = body.path("code").asText("HTTP " + status);
        if (status == NOT_FOUND && method.equals("GET")) {
            return new Reply(Outcome.ABSENT, null, code);
        }
        boolean refused = status >= CLIENT_ERROR && status < SERVER_ERROR && method.equals("POST");
        return new Reply(refused ? Outcome.REFUSED : Outcome.UNKNOWN, null, code);
    }

    private static Reply byStatus(JsonNode body) {
        String status = body.path("status").asText("");
        String theirNo = body.path("trade_no").asText(body.path("refund_no").asText(null));
        return switch (status) {
            case "SUCCESS" -> new Reply(Outcome.DONE, theirNo, status);
            case "FAILED" -> new Reply(Outcome.REFUSED, theirNo, status);
            default -> new Reply(Outcome.UNKNOWN, theirNo, status);
        };
    }

    private static JsonNode body(byte[] bytes) {
        try {
            return FhirJson.parse(bytes);
        } catch (MalformedJsonException notJson) {
            return FhirJson.object();
        }
    }

    private static Reply ended(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean never =
                cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return new Reply(
                never ? Outcome.NOT_SENT : Outcome.UNKNOWN, null, cause.getClass().getSimpleName());
    }

    private String signature(byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(config.secret().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
