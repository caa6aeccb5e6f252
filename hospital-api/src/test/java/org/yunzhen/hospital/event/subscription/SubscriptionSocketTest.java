package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.TextSocket;

/** Subscriptions by WebSocket, bound by a token. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SubscriptionSocketTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int MORE_THAN_A_PAGE = 45;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Transactions transactions;

    private final Http integration = Http.as("integration01");
    private final String code = "socket-" + NUMBERS.incrementAndGet();

    @Test
    void a_socket_is_told_what_happens_and_after_a_break_what_it_missed() {
        String id = subscribed(topic());
        try (TextSocket socket = bound(id)) {
            assertThat(socket.next()).contains("\"handshake\"");
            String first = observation();
            assertThat(socket.next()).contains("Observation/" + first).contains("\"1\"");
            await().atMost(PATIENCE).until(() -> delivered(id) == 1);
        }
        String missed = observation();
        await().atMost(PATIENCE).until(() -> last(id) == 2);

        try (TextSocket socket = bound(id)) {
            assertThat(socket.next()).contains("\"handshake\"");
            assertThat(socket.next()).contains("Observation/" + missed);
            integration.delete("/fhir/Subscription/" + id);
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void what_was_sent_to_a_socket_that_nobody_reads_is_told_again() {
        String id = subscribed(topic());
        String unread;
        JsonNode token = token(id);
        try (TextSocket deaf = TextSocket.deafTo(value(token, "websocket-url"))) {
            deaf.send("bind-with-token: " + value(token, "token"));
            unread = observation();
            // what leaves the house stands in the trail before
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    run(
                                                            "SELECT 1 FROM trail WHERE action = 'notify'"
                                                                    + " AND resource_id = $1",
                                                            unread)
                                                    .size()
                                            == 1);
        }
        try (TextSocket socket = bound(id)) {
            assertThat(socket.next()).contains("\"handshake\"");
            assertThat(socket.next()).contains("Observation/" + unread);
            await().atMost(PATIENCE).until(() -> delivered(id) == 1);
        }
    }

    @Test
    void a_subscription_of_r4_itself_is_only_pinged() {
        String id =
                subscribed(
                        """
                        {"resourceType":"Subscription","status":"requested","reason":"x",
                         "criteria":"Observation?code=%s","channel":{"type":"websocket"}}"""
                                .formatted(code));
        try (TextSocket socket = bound(id)) {
            assertThat(socket.next()).isEqualTo("bound " + id);
            observation();
            assertThat(socket.next()).isEqualTo("ping " + id);
        }
    }

    @Test
    void each_of_several_sockets_is_told_all_events_of_its_own_in_their_order() {
        String many = subscribed(topic());
        String other = "other-" + code;
        String few = subscribed(topic().replace("code=" + code, "code=" + other));
        try (TextSocket one = bound(many);
                TextSocket two = bound(many);
                TextSocket three = bound(few)) {
            List<String> ofMany =
                    IntStream.range(0, MORE_THAN_A_PAGE).mapToObj(i -> observation()).toList();
            String ofFew = observation(other);

            for (TextSocket socket : List.of(one, two)) {
                assertThat(socket.next()).contains("\"handshake\"");
                ofMany.forEach(id -> assertThat(socket.next()).contains("Observation/" + id));
            }
            assertThat(three.next()).contains("\"handshake\"");
            assertThat(three.next()).contains("Observation/" + ofFew).contains("\"1\"");
            await().atMost(PATIENCE).until(() -> delivered(many) == MORE_THAN_A_PAGE);
        }
    }

    @Test
    void a_token_binds_once_and_nothing_else_does() {
        String id = subscribed(topic());
        JsonNode token = token(id);
        String address = value(token, "websocket-url");
        String bind = "bind-with-token: " + value(token, "token");
        try (TextSocket socket = saying(address, bind)) {
            socket.next();
        }
        for (String said : new String[] {bind, "bind " + id, "hello"}) {
            try (TextSocket socket = saying(address, said)) {
                assertThat(socket.closeCode()).as(said).isEqualTo(4401);
            }
        }
        assertThat(Http.as("integration02").post(path(id), "{\"resourceType\":\"Parameters\"}"))
                .extracting(Reply::status)
                .isEqualTo(403);
        assertThat(run("SELECT 1 FROM subscription_binding")).isEmpty();
    }

    @Test
    void nothing_is_signed_on_a_socket_and_nowhere_without_a_secret_of_the_operator() {
        String id = subscribed(topic());
        String path = "/fhir/Subscription/" + id + "/$secret";

        Reply onSocket = integration.get(path);
        assertThat(onSocket.status()).isEqualTo(422);
        assertThat(onSocket.refusals()).containsExactly("not-supported");

        run("UPDATE subscription SET channel = 'rest-hook' WHERE id = $1", id);
        Reply unsigned = integration.get(path);
        assertThat(unsigned.status()).isEqualTo(422);
        assertThat(unsigned.refusals()).containsExactly("no-notification-secret");
    }

    private String subscribed(String document) {
        Reply made = integration.post("/fhir/Subscription", document);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.id();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                integration
                                        .get("/fhir/Subscription/" + id)
                                        .json()
                                        .path("status")
                                        .asText()
                                        .equals("active"));
        return id;
    }

    private TextSocket bound(String id) {
        JsonNode token = token(id);
        return saying(value(token, "websocket-url"), "bind-with-token: " + value(token, "token"));
    }

    private static TextSocket saying(String address, String text) {
        TextSocket socket = TextSocket.to(address);
        socket.send(text);
        return socket;
    }

    private JsonNode token(String id) {
        Reply reply = integration.post(path(id), "{\"resourceType\":\"Parameters\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static String path(String id) {
        return "/fhir/Subscription/" + id + "/$get-ws-binding-token";
    }

    private static String value(JsonNode parameters, String name) {
        for (JsonNode parameter : parameters.path("parameter")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("valueString").asText(parameter.path("valueUrl").asText());
            }
        }
        return null;
    }

    private String topic() {
        return """
        {"resourceType":"Subscription","status":"requested","reason":"x",
         "criteria":"%s","_criteria":{"extension":[{"url":"%s","valueString":"Observation?code=%s"}]},
         "channel":{"type":"websocket","payload":"application/fhir+json",
         "_payload":{"extension":[{"url":"%s","valueCode":"id-only"}]}}}"""
                .formatted(
                        SubscriptionTopic.RESOURCE_WRITTEN.canonical(),
                        Topics.FILTER,
                        code,
                        Topics.CONTENT);
    }

    private String observation() {
        return observation(code);
    }

    private String observation(String observed) {
        Reply reply =
                integration.post(
                        "/fhir/Observation",
                        """
                        {"resourceType":"Observation","status":"final",
                         "code":{"coding":[{"code":"%s"}]}}"""
                                .formatted(observed));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.id();
    }

    private long delivered(String id) {
        return number("SELECT delivered FROM subscription WHERE id = $1", id);
    }

    private long last(String id) {
        return number("SELECT last FROM subscription WHERE id = $1", id);
    }

    private long number(String sql, String id) {
        return run(sql, id).iterator().next().getLong(0);
    }

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
