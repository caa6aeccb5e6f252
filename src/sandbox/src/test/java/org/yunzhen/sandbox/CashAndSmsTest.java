package org.yunzhen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.yunzhen.sandbox.exchange.Json;

/** The payment provider and the SMS gateway. */
class CashAndSmsTest extends SandboxTest {

    private static String hmac(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] secret = "demo-cash-secret".getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String post(String path, ObjectNode body) {
        byte[] bytes = Json.write(body);
        return line(desk.post(path, bytes, Map.of("X-Cash-Signature", hmac(bytes))));
    }

    private String ask(String path) {
        String signature = hmac(path.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("X-Cash-Signature", signature);
        return line(desk.exchange("GET", path, new byte[0], headers));
    }

    private static String line(HttpResponse<byte[]> answer) {
        JsonNode body = Json.read(answer.body());
        String what = body.has("code") ? body.path("code").asText() : body.path("status").asText();
        String refunded = body.has("refunded_fen") ? " refunded " + body.path("refunded_fen") : "";
        return answer.statusCode() + " " + what + refunded;
    }

    private static ObjectNode order(String number, long fen, String payer) {
        return Desk.data(
                "out_trade_no", number, "amount_fen", fen, "payer", payer, "subject", "复诊费");
    }

    private static ObjectNode refund(String trade, String number, long fen) {
        return Desk.data("out_trade_no", trade, "out_refund_no", number, "amount_fen", fen);
    }

    @Test
    void a_payment_happens_once_by_its_number() {
        assertThat(post("/cash/pay", order("P1", 3000, "wx-1")))
                .isEqualTo("200 SUCCESS refunded 0");
        assertThat(post("/cash/pay", order("P1", 3000, "wx-1")))
                .isEqualTo("200 SUCCESS refunded 0");
        assertThat(post("/cash/pay", order("P1", 3001, "wx-1"))).isEqualTo("409 TRADE_CONFLICT");
        assertThat(ask("/cash/pay/P1")).isEqualTo("200 SUCCESS refunded 0");
        assertThat(ask("/cash/pay/P2")).isEqualTo("404 TRADE_NOT_FOUND");
        assertThat(desk.get("/sandbox/ledger").path("payments")).hasSize(1);
    }

    @Test
    void refunds_never_exceed_the_payment_and_happen_once_by_their_number() {
        post("/cash/pay", order("P1", 3000, "wx-1"));
        assertThat(post("/cash/refund", refund("P1", "R1", 2000))).isEqualTo("200 SUCCESS");
        assertThat(post("/cash/refund", refund("P1", "R1", 2000))).isEqualTo("200 SUCCESS");
        assertThat(post("/cash/refund", refund("P1", "R1", 100))).isEqualTo("409 REFUND_CONFLICT");
        assertThat(post("/cash/refund", refund("P1", "R2", 1001))).isEqualTo("422 REFUND_EXCEEDS");
        assertThat(post("/cash/refund", refund("P1", "R3", 1000))).isEqualTo("200 SUCCESS");
        assertThat(ask("/cash/refund/R3")).isEqualTo("200 SUCCESS");
        assertThat(ask("/cash/refund/R2")).isEqualTo("404 REFUND_NOT_FOUND");
        assertThat(ask("/cash/pay/P1")).isEqualTo("200 SUCCESS refunded 3000");
    }

    @Test
    void a_declined_payer_fails_and_a_slow_one_is_decided_at_the_first_query() {
        assertThat(post("/cash/pay", order("P1", 1, "declined-1"))).startsWith("200 FAILED");
        assertThat(post("/cash/refund", refund("P1", "R1", 1))).isEqualTo("422 TRADE_NOT_PAID");
        assertThat(post("/cash/pay", order("P2", 1, "processing-1"))).startsWith("200 PROCESSING");
        assertThat(ask("/cash/pay/P2")).startsWith("200 SUCCESS");
    }

    @Test
    void a_wrong_signature_and_a_malformed_order_move_no_money() {
        byte[] body = Json.write(order("P1", 3000, "wx-1"));
        Map<String, String> wrong = Map.of("X-Cash-Signature", hmac(new byte[] {1}));
        assertThat(line(desk.post("/cash/pay", body, wrong))).isEqualTo("401 SIGN_ERROR");
        assertThat(line(desk.post("/cash/pay", body, Map.of()))).isEqualTo("401 SIGN_ERROR");
        assertThat(post("/cash/pay", order("P1", 0, "wx-1"))).isEqualTo("400 BAD_REQUEST");
        assertThat(post("/cash/pay", order("", 1, "wx-1"))).isEqualTo("400 BAD_REQUEST");
        assertThat(desk.get("/sandbox/ledger").path("payments")).isEmpty();
    }

    @Test
    void a_lost_reply_of_the_cash_channel_is_found_by_asking() {
        desk.order("{\"match\":\"/cash/pay\",\"kind\":\"lost-reply\"}");
        assertThatThrownBy(() -> post("/cash/pay", order("P1", 3000, "wx-1")))
                .isInstanceOf(Desk.LostReply.class);
        assertThat(ask("/cash/pay/P1")).startsWith("200 SUCCESS");
    }

    @Test
    void a_payment_with_a_call_back_address_is_announced_there_signed() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        HttpServer hospital = listener(heard);
        String url = "http://127.0.0.1:" + hospital.getAddress().getPort() + "/notify";
        post("/cash/pay", order("P1", 3000, "wx-1").put("notify_url", url));
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("P1 SUCCESS true");
        hospital.stop(0);
    }

    private static HttpServer listener(CompletableFuture<String> heard) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(any, 0);
        server.createContext(
                "/notify",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    String signature = exchange.getRequestHeaders().getFirst("X-Cash-Signature");
                    JsonNode told = Json.read(body);
                    exchange.sendResponseHeaders(204, -1);
                    heard.complete(
                            told.path("out_trade_no").asText()
                                    + " "
                                    + told.path("status").asText()
                                    + " "
                                    + hmac(body).equals(signature));
                });
        server.start();
        return server;
    }

    @Test
    void a_text_message_is_sent_once_by_its_number() {
        ObjectNode message =
                Desk.data("phone", "13800000000", "template", "booked", "msg_id", "M1");
        message.putObject("params").put("number", 3);
        assertThat(sms(message)).isEqualTo("200 ACCEPTED");
        assertThat(sms(message)).isEqualTo("200 ACCEPTED");
        assertThat(sms(message.deepCopy().put("template", "other"))).isEqualTo("409 MSG_CONFLICT");
        assertThat(sms(Desk.data("phone", "13800000000"))).isEqualTo("400 BAD_REQUEST");
        JsonNode outbox = desk.get("/sms/outbox").path("messages");
        assertThat(outbox).hasSize(1);
        assertThat(outbox.path(0).path("params").path("number").asInt()).isEqualTo(3);
    }

    private String sms(ObjectNode message) {
        return line(desk.post("/sms/send", Json.write(message), Map.of()));
    }
}
