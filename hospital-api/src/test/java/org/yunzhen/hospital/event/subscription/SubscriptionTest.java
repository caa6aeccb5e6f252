package org.yunzhen.hospital.event.subscription;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** Subscriptions by rest-hook, of R4 itself and of the backport of topics; the receiver is real. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class SubscriptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String ANY_STATUS = "active";

    @Inject Transactions transactions;

    private final Http integration = Http.as("integration01");
    private final WireMockServer receiver = ReceiverResource.receiver();
    private final String code = "sub-" + NUMBERS.incrementAndGet();

    @BeforeEach
    void the_receiver_takes_everything() {
        run("UPDATE subscription SET status = 'off'");
        receiver.resetAll();
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
    }

    @Test
    void a_subscription_of_r4_with_a_payload_updates_the_resource_at_the_receiver() {
        String id = subscribed(plain("application/fhir+json"));
        String observation = observation(code, "p1");
        observation("other-" + code, "p1");

        LoggedRequest put = sent(1).get(0);

        assertThat(put.getMethod().getName()).isEqualTo("PUT");
        assertThat(put.getUrl()).isEqualTo("/" + code + "/Observation/" + observation);
        assertThat(put.getBodyAsString())
                .isEqualTo(integration.get("/fhir/Observation/" + observation).text());
        assertThat(put.getHeader("Authorization")).isEqualTo("Bearer of-the-receiver");
        assertThat(put.getHeader("X-Yunzhen-Event-Number")).isEqualTo("1");
        assertThat(put.getHeader("X-Yunzhen-Signature")).isEqualTo(signature(put));
        assertThat(integration.get("/fhir/Subscription/" + id).json().path("status").asText())
                .isEqualTo("active");
    }

    @Test
    void a_subscription_of_r4_without_a_payload_posts_nothing_but_its_number() {
        subscribed(plain(null));
        observation(code, "p1");

        LoggedRequest post = sent(1).get(0);

        assertThat(post.getMethod().getName()).isEqualTo("POST");
        assertThat(post.getBody()).isEmpty();
        assertThat(post.getHeader("X-Yunzhen-Event-Number")).isEqualTo("1");
    }

    @Test
    void a_topic_shakes_hands_first_and_then_tells_ids_or_whole_resources() {
        subscribed(topic("id-only"));
        String first = observation(code, "p1");
        List<LoggedRequest> idOnly = sent(2);
        assertThat(type(idOnly.get(0))).isEqualTo("handshake");
        JsonNode told = body(idOnly.get(1));
        assertThat(told.path("type").asText()).isEqualTo("history");
        assertThat(told.path("entry").size()).isEqualTo(1);
        assertThat(type(idOnly.get(1))).isEqualTo("event-notification");
        assertThat(told.toString()).contains("/fhir/Observation/" + first);
        assertThat(told.toString()).doesNotContain("valueQuantity");

        run("UPDATE subscription SET content = 'full-resource' WHERE status = 'active'");
        String second = observation(code, "p1");
        JsonNode full = body(sent(3).get(2));
        assertThat(full.path("entry").path(1).path("resource").path("id").asText())
                .isEqualTo(second);
        run("UPDATE subscription SET content = 'empty' WHERE status = 'active'");
        String third = observation(code, "p1");
        assertThat(body(sent(4).get(3)).toString()).doesNotContain(third);
    }

    @Test
    void notifications_keep_the_order_and_numbers_of_what_happened_through_every_fault() {
        String id = subscribed(topic("id-only"));
        sent(1);
        receiver.stubFor(
                any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        observation(code, "p1");
        await().atMost(PATIENCE).until(() -> attempts(id) == 1);
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        observation(code, "p1");
        observation(code, "p1");
        await().atMost(PATIENCE).until(() -> attempts(id) == 2);
        receiver.resetRequests();
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        assertThat(sent(3)).extracting(SubscriptionTest::number).containsExactly("1", "2", "3");
        assertThat(attempts(id)).isZero();
    }

    @Test
    void what_was_sent_and_not_noted_is_sent_again_under_its_number() {
        String id = subscribed(topic("id-only"));
        observation(code, "p1");
        sent(2);
        await().atMost(PATIENCE).until(() -> delivered(id) == 1);

        run("UPDATE subscription SET delivered = 0 WHERE id = $1", id);

        assertThat(sent(3)).extracting(SubscriptionTest::number).containsExactly("0", "1", "1");
    }

    @Test
    void only_the_node_that_holds_the_lease_delivers() {
        subscribed(topic("id-only"));
        sent(1);
        run(
                """
                UPDATE job_lease SET holder = 'another', held_until = now() + interval '3 seconds'
                 WHERE job = 'subscriptions'""");
        observation(code, "p1");
        await().atMost(PATIENCE).until(() -> run("SELECT 1 FROM subscription_change").size() == 1);
        assertThat(receiver.getAllServeEvents()).hasSize(1);

        assertThat(sent(2)).extracting(SubscriptionTest::number).containsExactly("0", "1");
    }

    @Test
    void a_receiver_that_stays_away_puts_the_subscription_in_error_and_events_fills_the_gap() {
        String id = subscribed(topic("id-only"));
        sent(1);
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        String missed = observation(code, "p1");

        await().atMost(PATIENCE).until(() -> status(id).equals("error"));
        JsonNode document = integration.get("/fhir/Subscription/" + id).json();
        assertThat(document.path("error").asText()).isEqualTo("the receiver answered 500");
        Reply status = integration.get("/fhir/Subscription/" + id + "/$status");
        assertThat(status.text()).contains("\"valueCode\":\"error\"");
        Reply events = integration.get("/fhir/Subscription/" + id + "/$events?eventsSinceNumber=1");
        assertThat(events.text()).contains("query-event").contains("Observation/" + missed);

        receiver.resetRequests();
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        put(id, topic("id-only"));
        assertThat(sent(2)).extracting(SubscriptionTest::number).containsExactly("0", "1");
    }

    @Test
    void each_version_is_judged_by_what_it_said_itself() {
        run(
                """
                UPDATE job_lease SET holder = 'another', held_until = now() + interval '1 hour'
                 WHERE job = 'subscriptions'""");
        String id = put(null, topic("id-only"));
        String observation = observation(code, "p1");
        write(observation, "other-" + code, "p1");
        run("DELETE FROM job_lease WHERE job = 'subscriptions'");

        assertThat(sent(2)).extracting(SubscriptionTest::number).containsExactly("0", "1");
        Row event =
                run("SELECT version FROM subscription_event WHERE subscription = $1", id)
                        .iterator()
                        .next();
        assertThat(event.getInteger(0)).isEqualTo(1);
    }

    @Test
    void the_subscribers_rights_are_asked_at_each_delivery() {
        String id = subscribed(topic("full-resource"));
        sent(1);
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        String observation = observation(code, "p1");
        await().atMost(PATIENCE).until(() -> attempts(id) == 1);
        receiver.resetRequests();
        run("UPDATE subscription SET role = 'operator' WHERE id = $1", id);
        receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        LoggedRequest told = sent(1).get(0);

        assertThat(number(told)).isEqualTo("1");
        assertThat(told.getBodyAsString()).doesNotContain(observation);
        observation(code, "p1");
        await().atMost(PATIENCE).until(() -> run("SELECT 1 FROM subscription_change").size() == 0);
        assertThat(delivered(id)).isEqualTo(1);
    }

    @Test
    void a_delivery_stands_in_the_trail_of_the_patient() {
        subscribed(topic("full-resource"));
        observation(code, "trail-" + code);
        sent(2);

        assertThat(
                        run(
                                "SELECT 1 FROM trail WHERE action = 'notify' AND $1 = ANY(patients)",
                                "trail-" + code))
                .hasSize(1);
    }

    @Test
    void a_quiet_subscription_sends_heartbeats() {
        String id = subscribed(topic("id-only"));
        sent(1);
        run("UPDATE subscription SET sent_at = now() - interval '1 hour' WHERE id = $1", id);

        assertThat(type(sent(2).get(1))).isEqualTo("heartbeat");
    }

    @Test
    void one_that_is_switched_off_deleted_or_past_its_end_is_silent() {
        String off = subscribed(topic("id-only"));
        put(off, topic("id-only").replace("\"requested\"", "\"off\""));
        String deleted = subscribed(topic("id-only"));
        integration.delete("/fhir/Subscription/" + deleted);
        String ended = subscribed(topic("id-only"));
        run("UPDATE subscription SET ends = now() - interval '1 second' WHERE id = $1", ended);
        await().atMost(PATIENCE).until(() -> status(ended).equals("off"));
        receiver.resetRequests();

        observation(code, "p1");
        String witness = subscribed(topic("id-only"));
        observation(code, "p1");
        await().atMost(PATIENCE).until(() -> delivered(witness) == 1);

        assertThat(receiver.getAllServeEvents()).hasSize(2);
    }

    @Test
    void redirects_are_not_followed_and_a_name_that_leads_inside_is_not_called() {
        receiver.stubFor(
                any(urlPathMatching("/" + code))
                        .willReturn(aResponse().withStatus(302).withHeader("Location", "/inside")));
        String id = put(null, topic("id-only"));
        await().atMost(PATIENCE).until(() -> status(id).equals("error"));
        assertThat(receiver.getAllServeEvents())
                .allMatch(event -> !event.getRequest().getUrl().contains("inside"));

        receiver.resetRequests();
        String inside = put(null, topic("id-only").replace("127.0.0.1", "localhost"));
        await().atMost(PATIENCE).until(() -> status(inside).equals("error"));
        assertThat(integration.get("/fhir/Subscription/" + inside).text())
                .contains("the name leads to an address inside");
        assertThat(receiver.getAllServeEvents()).isEmpty();
    }

    @Test
    void one_that_cannot_fire_is_refused_and_changes_nothing() {
        String good = topic("id-only");
        for (String bad :
                List.of(
                        good.replace("rest-hook", "email"),
                        good.replace("127.0.0.1", "127.0.0.2"),
                        good.replace("http://127", "ftp://127"),
                        good.replace("http://127", "http://u:p@127"),
                        good.replace("Observation?code=", "Observation?nonsense="),
                        good.replace("Observation?code=", "Nonsense?code="),
                        good.replace("Observation?code=", "Observation?patient.name="),
                        good.replace("Observation?code=", "AuditEvent?entity="),
                        good.replace(Topics.RESOURCE_WRITTEN, "http://example.org/topic"),
                        good.replace(Topics.FILTER, "http://example.org/other"),
                        good.replace("id-only", "everything"),
                        good.replace("application/fhir+json", "text/plain"),
                        good.replace("Authorization: ", "Host: "),
                        good.replace("\"requested\"", "\"error\""),
                        good.replace(
                                "\"status\"", "\"end\":\"2020-01-01T00:00:00Z\",\"status\""))) {
            Reply reply = integration.post("/fhir/Subscription", bad);
            assertThat(reply.status()).as(bad + reply.text()).isEqualTo(422);
        }
        assertThat(Http.as("patient011").post("/fhir/Subscription", good).status()).isEqualTo(403);
        assertThat(Http.as("doctor01").post("/fhir/Subscription", good).status()).isEqualTo(403);
        assertThat(run("SELECT 1 FROM subscription WHERE status = 'requested'").size()).isZero();
    }

    private String subscribed(String document) {
        String id = put(null, document);
        await().atMost(PATIENCE).until(() -> status(id).equals(ANY_STATUS));
        return id;
    }

    private String put(String id, String document) {
        Reply reply =
                id == null
                        ? integration.post("/fhir/Subscription", document)
                        : integration.put(
                                "/fhir/Subscription/" + id,
                                document.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.id();
    }

    private String plain(String payload) {
        String given = payload == null ? "" : ",\"payload\":\"" + payload + "\"";
        return """
        {"resourceType":"Subscription","status":"requested","reason":"test",
         "criteria":"Observation?code=%s","channel":{"type":"rest-hook",
         "endpoint":"http://127.0.0.1:%d/%s","header":["Authorization: Bearer of-the-receiver"]%s}}"""
                .formatted(code, receiver.port(), code, given);
    }

    private String topic(String content) {
        return """
        {"resourceType":"Subscription","status":"requested","reason":"test",
         "criteria":"%s","_criteria":{"extension":[{"url":"%s","valueString":"Observation?code=%s"}]},
         "channel":{"extension":[{"url":"%s","valueUnsignedInt":1800}],"type":"rest-hook",
         "endpoint":"http://127.0.0.1:%d/%s","header":["Authorization: Bearer of-the-receiver"],
         "payload":"application/fhir+json",
         "_payload":{"extension":[{"url":"%s","valueCode":"%s"}]}}}"""
                .formatted(
                        Topics.RESOURCE_WRITTEN,
                        Topics.FILTER,
                        code,
                        Topics.HEARTBEAT,
                        receiver.port(),
                        code,
                        Topics.CONTENT,
                        content);
    }

    private String observation(String observed, String patient) {
        String id = "sub-o-" + NUMBERS.incrementAndGet();
        write(id, observed, patient);
        return id;
    }

    private void write(String id, String observed, String patient) {
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
    private List<LoggedRequest> sent(int count) {
        await().atMost(PATIENCE).until(() -> receiver.getAllServeEvents().size() >= count);
        List<LoggedRequest> all =
                receiver.findAll(
                        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()));
        assertThat(all).hasSize(count);
        return all;
    }

    private static JsonNode body(LoggedRequest request) {
        return FhirJson.parse(request.getBody());
    }

    private static String type(LoggedRequest request) {
        for (JsonNode parameter :
                body(request).path("entry").path(0).path("resource").path("parameter")) {
            if (parameter.path("name").asText().equals("type")) {
                return parameter.path("valueCode").asText();
            }
        }
        return null;
    }

    private static String number(LoggedRequest request) {
        return request.getHeader("X-Yunzhen-Event-Number");
    }

    private static String signature(LoggedRequest request) {
        try {
            String seconds =
                    request.getHeader("X-Yunzhen-Signature").replaceFirst("t=([0-9]+),.*", "$1");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            ReceiverResource.SECRET.getBytes(StandardCharsets.UTF_8),
                            "HmacSHA256"));
            mac.update((seconds + "." + number(request) + ".").getBytes(StandardCharsets.UTF_8));
            return "t="
                    + seconds
                    + ",v1="
                    + HexFormat.of().formatHex(mac.doFinal(request.getBody()));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String status(String id) {
        return run("SELECT status FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getString(0);
    }

    private int attempts(String id) {
        return run("SELECT attempts FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getInteger(0);
    }

    private long delivered(String id) {
        return run("SELECT delivered FROM subscription WHERE id = $1", id)
                .iterator()
                .next()
                .getLong(0);
    }

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
