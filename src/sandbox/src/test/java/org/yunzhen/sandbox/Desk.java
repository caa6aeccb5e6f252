package org.yunzhen.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.yunzhen.sandbox.exchange.Json;

/** A hospital's cashier desk over real HTTP: signs, sends, and keeps the session. */
final class Desk {
    static final String HOSPITAL = "H51040200001";
    static final String NHSA = "/fsi/api/callService";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private String signNo = "";

    Desk(String base) {
        this.base = base;
    }

    static String now() {
        return TIME.format(LocalDateTime.now(ZoneId.of("Asia/Shanghai")));
    }

    static String today() {
        return now().substring(0, 10);
    }

    static String newMsgid() {
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Asia/Shanghai"));
        return HOSPITAL + STAMP.format(now) + "%04d".formatted(SEQUENCE.incrementAndGet());
    }

    static ObjectNode data(Object... namesAndValues) {
        ObjectNode data = Json.object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.putPOJO((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }

    /** Sends a transaction whose input node is `data`; the answer must be HTTP 200. */
    JsonNode call(String infno, ObjectNode data) {
        return send(infno, newMsgid(), Json.object().set("data", data));
    }

    JsonNode call(String infno, String msgid, ObjectNode data) {
        return send(infno, msgid, Json.object().set("data", data));
    }

    JsonNode send(String infno, String msgid, ObjectNode input) {
        return Json.read(
                post(NHSA, Json.write(envelope(infno, msgid, input)), gatewayHeaders()).body());
    }

    JsonNode done(String infno, ObjectNode data) {
        return requireDone(call(infno, data));
    }

    static JsonNode requireDone(JsonNode answer) {
        if (answer.path("infcode").asInt(99) != 0) {
            throw new AssertionError("not done: " + answer);
        }
        return answer.path("output");
    }

    ObjectNode envelope(String infno, String msgid, ObjectNode input) {
        ObjectNode envelope = Json.object();
        envelope.put("infno", infno)
                .put("msgid", msgid)
                .put("mdtrtarea_admvs", "510402")
                .put("insuplc_admdvs", "510400")
                .put("recer_sys_code", "YBXT")
                .put("infver", "V1.0")
                .put("opter_type", "3")
                .put("opter", "operator01")
                .put("opter_name", "收费员")
                .put("inf_time", now())
                .put("fixmedins_code", HOSPITAL)
                .put("fixmedins_name", "云诊演示医院")
                .put("sign_no", signNo)
                .set("input", input);
        return envelope;
    }

    static Map<String, String> gatewayHeaders() {
        long seconds = System.currentTimeMillis() / 1000;
        return gatewayHeaders(String.valueOf(seconds), "demo-token-0001");
    }

    static Map<String, String> gatewayHeaders(String timestamp, String token) {
        String nonce = UUID.randomUUID().toString();
        return Map.of(
                "x-tif-paasid",
                "yunzhen-demo",
                "x-tif-timestamp",
                timestamp,
                "x-tif-nonce",
                nonce,
                "x-tif-signature",
                sha256(timestamp + token + nonce + timestamp));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    HttpResponse<byte[]> post(String path, byte[] body, Map<String, String> headers) {
        return exchange("POST", path, body, headers);
    }

    HttpResponse<byte[]> exchange(
            String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException lost) {
            throw new LostReply(lost);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The connection ended without an answer. */
    static final class LostReply extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostReply(IOException cause) {
            super(cause);
        }
    }

    void order(String faults) {
        post("/sandbox/faults", faults.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    JsonNode get(String path) {
        return Json.read(exchange("GET", path, new byte[0], Map.of()).body());
    }

    /** 9001; later calls carry the session. */
    Desk signIn() {
        ObjectNode input = Json.object();
        input.set(
                "signIn",
                data("opter_no", "operator01", "mac", "00-00-00-00-00-00", "ip", "127.0.0.1"));
        signNo =
                requireDone(send("9001", newMsgid(), input))
                        .path("signinoutb")
                        .path("sign_no")
                        .asText();
        return this;
    }

    String signNo() {
        return signNo;
    }
}
