package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Subscriptions by rest-hook, of R4 itself and of the backport of topics; the receiver is real. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class SubscriptionTest {
    @Inject Transactions transactions;

    private SubscriptionWorld world;

    @BeforeEach
    void the_receiver_takes_everything() {
        world = new SubscriptionWorld(transactions);
    }

    @Test
    void a_subscription_of_r4_with_a_payload_updates_the_resource_at_the_receiver() {
        String id = world.subscribed(world.plain("application/fhir+json"));
        String observation = world.observation(world.code, "p1");
        world.observation("other-" + world.code, "p1");

        LoggedRequest put = world.sent(1).get(0);

        assertThat(put.getMethod().getName()).isEqualTo("PUT");
        assertThat(put.getUrl()).isEqualTo("/" + world.code + "/Observation/" + observation);
        assertThat(put.getBodyAsString())
                .isEqualTo(world.integration.get("/fhir/Observation/" + observation).text());
        assertThat(put.getHeader("Authorization")).isEqualTo("Bearer of-the-receiver");
        assertThat(put.getHeader("X-Yunzhen-Event-Number")).isEqualTo("1");
        assertThat(put.getHeader("X-Yunzhen-Signature"))
                .isEqualTo(SubscriptionWorld.signature(put, world.secret(id)));
        assertThat(world.integration.get("/fhir/Subscription/" + id).json().path("status").asText())
                .isEqualTo("active");
    }

    @Test
    void a_subscription_of_r4_without_a_payload_posts_nothing_but_its_number() {
        world.subscribed(world.plain(null));
        world.observation(world.code, "p1");

        LoggedRequest post = world.sent(1).get(0);

        assertThat(post.getMethod().getName()).isEqualTo("POST");
        assertThat(post.getBody()).isEmpty();
        assertThat(post.getHeader("X-Yunzhen-Event-Number")).isEqualTo("1");
    }

    @Test
    void a_topic_shakes_hands_first_and_then_tells_ids_or_whole_resources() {
        world.subscribed(world.topic("id-only"));
        String first = world.observation(world.code, "p1");
        List<LoggedRequest> idOnly = world.sent(2);
        assertThat(SubscriptionWorld.type(idOnly.get(0))).isEqualTo("handshake");
        JsonNode told = SubscriptionWorld.body(idOnly.get(1));
        assertThat(told.path("type").asText()).isEqualTo("history");
        assertThat(told.path("entry").size()).isEqualTo(1);
        assertThat(SubscriptionWorld.type(idOnly.get(1))).isEqualTo("event-notification");
        assertThat(told.toString()).contains("/fhir/Observation/" + first);
        assertThat(told.toString()).doesNotContain("valueQuantity");

        world.run("UPDATE subscription SET content = 'full-resource' WHERE status = 'active'");
        String second = world.observation(world.code, "p1");
        JsonNode full = SubscriptionWorld.body(world.sent(3).get(2));
        assertThat(full.path("entry").path(1).path("resource").path("id").asText())
                .isEqualTo(second);
        world.run("UPDATE subscription SET content = 'empty' WHERE status = 'active'");
        String third = world.observation(world.code, "p1");
        assertThat(SubscriptionWorld.body(world.sent(4).get(3)).toString()).doesNotContain(third);
    }

    @Test
    void the_first_entry_of_a_message_is_addressed_by_the_id_of_its_status() {
        world.subscribed(world.topic("empty"));
        JsonNode first = SubscriptionWorld.body(world.sent(1).get(0)).path("entry").path(0);
        assertThat(first.path("fullUrl").asText())
                .isEqualTo("urn:uuid:" + first.path("resource").path("id").asText());
    }

    @Test
    void status_tells_of_all_ones_own_subscriptions_or_of_those_that_are_named() {
        String active = world.subscribed(world.topic("id-only"));
        String off = world.put(null, world.topic("id-only").replace("\"requested\"", "\"off\""));
        Reply all = world.integration.get("/fhir/Subscription/$status");
        assertThat(all.text()).contains("Subscription/" + active).contains("Subscription/" + off);
        Reply ofStatus = world.integration.get("/fhir/Subscription/$status?status=active");
        assertThat(ofStatus.json().path("total").asInt()).isEqualTo(1);
        assertThat(ofStatus.text()).contains("Subscription/" + active);
        Reply named =
                world.integration.post(
                        "/fhir/Subscription/$status",
                        """
                        {"resourceType":"Parameters","parameter":[
                         {"name":"id","valueId":"%s"},{"name":"id","valueId":"none"}]}"""
                                .formatted(off));
        assertThat(named.json().path("total").asInt()).isEqualTo(1);
        assertThat(named.text()).contains("Subscription/" + off).contains("\"off\"");
        assertThat(
                        Http.as("integration02")
                                .get("/fhir/Subscription/$status?id=" + active)
                                .json()
                                .path("total")
                                .asInt())
                .isZero();
        assertThat(Http.as("patient011").get("/fhir/Subscription/$status").status()).isEqualTo(403);
    }

    @Test
    void status_takes_several_ids_as_several_parameters_and_refuses_what_none_could_be() {
        String one = world.subscribed(world.topic("id-only"));
        String other = world.put(null, world.topic("id-only").replace("\"requested\"", "\"off\""));
        String status = "/fhir/Subscription/$status";
        Reply both = world.integration.get(status + "?id=" + one + "&id=" + other);
        assertThat(both.json().path("total").asInt()).isEqualTo(2);
        for (String bad : List.of("?id=" + one + "," + other, "?id=", "?status=sleeping")) {
            Reply refused = world.integration.get(status + bad);
            assertThat(refused.status()).as(bad + refused.text()).isEqualTo(400);
            assertThat(refused.refusals()).as(bad).containsExactly("invalid-parameter");
        }
    }

    @Test
    void a_quiet_subscription_sends_heartbeats() {
        String id = world.subscribed(world.topic("id-only"));
        world.sent(1);
        world.run("UPDATE subscription SET sent_at = now() - interval '1 hour' WHERE id = $1", id);

        assertThat(SubscriptionWorld.type(world.sent(2).get(1))).isEqualTo("heartbeat");
    }

    @Test
    void one_that_is_switched_off_deleted_or_past_its_end_is_silent() {
        String off = world.subscribed(world.topic("id-only"));
        world.put(off, world.topic("id-only").replace("\"requested\"", "\"off\""));
        String deleted = world.subscribed(world.topic("id-only"));
        world.integration.delete("/fhir/Subscription/" + deleted);
        String ended = world.subscribed(world.topic("id-only"));
        world.run(
                "UPDATE subscription SET ends = now() - interval '1 second' WHERE id = $1", ended);
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.status(ended).equals("off"));
        world.receiver.resetRequests();

        world.observation(world.code, "p1");
        String witness = world.subscribed(world.topic("id-only"));
        world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(witness) == 1);

        assertThat(world.receiver.getAllServeEvents()).hasSize(2);
    }

    @Test
    void a_subscriber_asks_for_requested_or_off_and_only_the_server_makes_one_active() {
        String wish = world.topic("id-only");
        String asActive = wish.replace("\"requested\"", "\"active\"");
        Reply made = world.integration.post("/fhir/Subscription", asActive);
        assertThat(made.status()).as(made.text()).isEqualTo(422);
        assertThat(made.refusals()).containsExactly("subscription-cannot-fire");
        assertThat(made.text()).contains("Subscription.status").contains("requested | off");

        String id = world.subscribed(wish);
        String path = "/fhir/Subscription/" + id;
        String before = world.integration.get(path).text();
        Reply put = world.integration.put(path, before.replace(world.code + "\"", "elsewhere\""));
        assertThat(put.refusals()).containsExactly("subscription-cannot-fire");
        assertThat(world.integration.get(path).text()).isEqualTo(before);

        world.put(id, wish);
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.status(id).equals("active"));
        assertThat(world.sent(2)).extracting(SubscriptionWorld::type).containsOnly("handshake");
    }

    @Test
    void one_that_cannot_fire_is_refused_and_changes_nothing() {
        String good = world.topic("id-only");
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
                        good.replace(
                                SubscriptionTopic.RESOURCE_WRITTEN.canonical(),
                                "http://example.org/topic"),
                        good.replace(Topics.FILTER, "http://example.org/other"),
                        good.replace("id-only", "everything"),
                        good.replace("application/fhir+json", "text/plain"),
                        good.replace("Authorization: ", "Host: "),
                        good.replace("\"requested\"", "\"error\""),
                        good.replace(
                                "\"status\"", "\"end\":\"2020-01-01T00:00:00Z\",\"status\""))) {
            Reply reply = world.integration.post("/fhir/Subscription", bad);
            assertThat(reply.status()).as(bad + reply.text()).isEqualTo(422);
        }
        assertThat(Http.as("patient011").post("/fhir/Subscription", good).status()).isEqualTo(403);
        assertThat(Http.as("doctor01").post("/fhir/Subscription", good).status()).isEqualTo(403);
        assertThat(world.run("SELECT 1 FROM subscription WHERE status = 'requested'").size())
                .isZero();
    }
}
