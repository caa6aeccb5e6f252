package org.yunzhen.hospital.event.subscription;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** A subscriber with a receiver of its own, and what happens that it is told of. */
final class SubscriptionWorld {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Http integration = Http.as("integration01");
    final WireMockServer receiver = ReceiverResource.receiver();
    final String code = "sub-" + NUMBERS.incrementAndGet();

    private final Transactions transactions;

    /** The receiver takes everything; nobody else is subscribed. */
    SubscriptionWorld(Transactions transactions) {
        this.transactions = transactions;
        run("UPDATE subscription SET status = 'off'");
        receiver.resetAll();
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
    }

    String subscribed(String document) {
        String id = put(null, document);
        await().atMost(PATIENCE).until(() -> status(id).equals("active"));
        return id;
    }

    String put(String id, String document) {
        Reply reply =
                id == null
                        ? integration.post("/fhir/Subscription", document)
                        : integration.put(
                                "/fhir/Subscription/" + id,
                                document.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.id();
    }

    String plain(String payload) {
        String given = payload == null ? "" : ",\"payload\":\"" + payload + "\"";
        return """
        {"resourceType":"Subscription","status":"requested","reason":"test",
         "criteria":"Observation?code=%s","channel":{"type":"rest-hook",
         "endpoint":"http://127.0.0.1:%d/%s","header":["Authorization: Bearer of-the-receiver"]%s}}"""
                .formatted(code, receiver.port(), code, given);
    }

    String topic(String content) {
        return """
        {"resourceType":"Subscription","status":"requested","reason":"test",
         "criteria":"%s","_criteria":{"extension":[{"url":"%s","valueString":"Observation?code=%s"}]},
         "channel":{"extension":[{"url":"%s","valueUnsignedInt":1800}],"type":"rest-hook",
         "endpoint":"http://127.0.0.1:%d/%s","header":["Authorization: Bearer of-the-receiver"],
         "payload":"application/fhir+json",
         "_payload":{"extension":[{"url":"%s","valueCode":"%s"}]}}}"""
                .formatted(
                        SubscriptionTopic.RESOURCE_WRITTEN.canonical(),
                        Topics.FILTER,
                        code,
                        Topics.HEARTBEAT,
                        receiver.port(),
                        code,
                        Topics.CONTENT,
                        content);
    }

    String observation(String observed, String patient) {
        String id = "sub-o-" + NUMBERS.incrementAndGet();
        write(id, observed, patient);
        return id;
    }

    void write(String id, String observed, String patient) {
        integration.put(
                "/fhir/Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(patient));
        Reply reply =
                integration.put(
                        "/fhir/Observation/" + id,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "subject":{"reference":"Patient/%s"},
                         "code":{"coding":[{"system":"urn:sub","code":"%s"}]}}"""
                                .formatted(id, patient, observed));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    /** What the receiver was sent, as soon as it is so much. */
    List<LoggedRequest> sent(int count) {
        await().atMost(PATIENCE).until(() -> receiver.getAllServeEvents().size() >= count);
        List<LoggedRequest> all = receiver.findAll(anyRequestedFor(anyUrl()));
        assertThat(all).hasSize(count);
        return all;
    }

    static JsonNode body(LoggedRequest request) {
        return FhirJson.parse(request.getBody());
    }

    static String type(LoggedRequest request) {
        for (JsonNode parameter :
                body(request).path("entry").path(0).path("resource").path("parameter")) {
            if (parameter.path("name").asText().equals("type")) {
                return parameter.path("valueCode").asText();
            }
        }
        return null;
    }

    static String number(LoggedRequest request) {
        return request.getHeader("X-Yunzhen-Event-Number");
    }

    /** As a receiver that has this secret makes it again. */
    static String signature(LoggedRequest request, String secret) {
        String seconds =
                request.getHeader("X-Yunzhen-Signature").replaceFirst("t=([0-9]+),.*", "$1");
        byte[] head = (seconds + "." + number(request) + ".").getBytes(StandardCharsets.UTF_8);
        byte[] body = request.getBody();
        byte[] signed = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return "t=" + seconds + ",v1=" + hmac(secret, signed);
    }

    static String hmac(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the subscriber is told it. */
    String secret(String id) {
        Reply reply = integration.get("/fhir/Subscription/" + id + "/$secret");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode only = reply.json().path("parameter").path(0);
        assertThat(only.path("name").asText()).isEqualTo("secret");
        return only.path("valueString").asText();
    }

    String status(String id) {
        return run("SELECT status FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getString(0);
    }

    int attempts(String id) {
        return run("SELECT attempts FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getInteger(0);
    }

    long delivered(String id) {
        return number("SELECT delivered FROM subscription WHERE id = $1", id);
    }

    long last(String id) {
        return number("SELECT last FROM subscription WHERE id = $1", id);
    }

    private long number(String sql, String id) {
        return run(sql, id).iterator().next().getLong(0);
    }

    RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
