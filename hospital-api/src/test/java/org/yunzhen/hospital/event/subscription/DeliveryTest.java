package org.yunzhen.hospital.event.subscription;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * What is told to a receiver through faults, restarts and changes of rights; the receiver is real.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class DeliveryTest {
    private static final int BACKLOG = 12;

    @Inject Transactions transactions;

    private SubscriptionWorld world;

    @BeforeEach
    void the_receiver_takes_everything() {
        world = new SubscriptionWorld(transactions);
    }

    @Test
    void notifications_keep_the_order_and_numbers_of_what_happened_through_every_fault() {
        String id = world.subscribed(world.topic("id-only"));
        world.sent(1);
        world.receiver.stubFor(
                any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.attempts(id) == 1);
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        world.observation(world.code, "p1");
        world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.attempts(id) == 2);
        world.receiver.resetRequests();
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        assertThat(world.sent(3))
                .extracting(SubscriptionWorld::number)
                .containsExactly("1", "2", "3");
        assertThat(world.attempts(id)).isZero();
    }

    @Test
    void what_was_sent_and_not_noted_is_sent_again_under_its_number() {
        String id = world.subscribed(world.topic("id-only"));
        world.observation(world.code, "p1");
        world.sent(2);
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(id) == 1);

        world.run("UPDATE subscription SET delivered = 0 WHERE id = $1", id);

        assertThat(world.sent(3))
                .extracting(SubscriptionWorld::number)
                .containsExactly("0", "1", "1");
    }

    @Test
    void only_the_node_that_holds_the_lease_delivers() {
        world.subscribed(world.topic("id-only"));
        world.sent(1);
        world.run(
                """
                UPDATE job_lease SET holder = 'another', held_until = now() + interval '3 seconds'
                 WHERE job = 'subscriptions'""");
        world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE)
                .until(() -> world.run("SELECT 1 FROM subscription_change").size() == 1);
        assertThat(world.receiver.getAllServeEvents()).hasSize(1);

        assertThat(world.sent(2)).extracting(SubscriptionWorld::number).containsExactly("0", "1");
    }

    @Test
    void a_receiver_that_stays_away_puts_the_subscription_in_error_and_events_fills_the_gap() {
        String id = world.subscribed(world.topic("id-only"));
        world.sent(1);
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        String missed = world.observation(world.code, "p1");

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.status(id).equals("error"));
        JsonNode document = world.integration.get("/fhir/Subscription/" + id).json();
        assertThat(document.path("error").asText()).isEqualTo("the receiver answered 500");
        Reply status = world.integration.get("/fhir/Subscription/" + id + "/$status");
        assertThat(status.text()).contains("\"valueCode\":\"error\"");
        Reply events =
                world.integration.get("/fhir/Subscription/" + id + "/$events?eventsSinceNumber=1");
        assertThat(events.text()).contains("query-event").contains("Observation/" + missed);

        world.receiver.resetRequests();
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        world.put(id, world.topic("id-only"));
        assertThat(world.sent(2)).extracting(SubscriptionWorld::number).containsExactly("0", "1");
    }

    @Test
    void the_content_that_events_is_asked_for_is_a_hint_and_no_fault() {
        String id = world.subscribed(world.topic("id-only"));
        Reply hinted =
                world.integration.get(
                        "/fhir/Subscription/" + id + "/$events?content=full-resource");
        assertThat(hinted.status()).as(hinted.text()).isEqualTo(200);
        Reply unknown =
                world.integration.get("/fhir/Subscription/" + id + "/$events?content=everything");
        assertThat(unknown.status()).as(unknown.text()).isEqualTo(400);
        assertThat(unknown.refusals()).containsExactly("invalid-parameter");
    }

    @Test
    void each_version_is_judged_by_what_it_said_itself() {
        world.run(
                """
                UPDATE job_lease SET holder = 'another', held_until = now() + interval '1 hour'
                 WHERE job = 'subscriptions'""");
        String id = world.put(null, world.topic("id-only"));
        String observation = world.observation(world.code, "p1");
        world.write(observation, "other-" + world.code, "p1");
        world.run("DELETE FROM job_lease WHERE job = 'subscriptions'");

        assertThat(world.sent(2)).extracting(SubscriptionWorld::number).containsExactly("0", "1");
        Row event =
                world.run("SELECT version FROM subscription_event WHERE subscription = $1", id)
                        .iterator()
                        .next();
        assertThat(event.getInteger(0)).isEqualTo(1);
    }

    @Test
    void the_subscribers_rights_are_asked_at_each_delivery() {
        String id = world.subscribed(world.topic("full-resource"));
        world.sent(1);
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        String observation = world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.attempts(id) == 1);
        world.receiver.resetRequests();
        world.run("UPDATE subscription SET role = 'operator' WHERE id = $1", id);
        world.receiver.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

        LoggedRequest told = world.sent(1).get(0);

        assertThat(SubscriptionWorld.number(told)).isEqualTo("1");
        assertThat(told.getBodyAsString()).doesNotContain(observation);
        String witness = world.put(null, world.topic("full-resource"));
        world.observation(world.code, "p1");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(witness) == 1);
        assertThat(world.last(id)).as("what may not be seen is not even numbered").isEqualTo(1);
    }

    @Test
    void a_change_that_cannot_be_numbered_keeps_nobody_else_and_is_tried_again() {
        String broken = world.put(null, world.topic("id-only"));
        world.run("UPDATE subscription SET last = -1, delivered = -1 WHERE id = $1", broken);
        world.observation(world.code, "p1");
        String other = world.code + "-other";
        String witness = world.put(null, world.topic("id-only").replace(world.code, other));
        world.observation(other, "p1");

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(witness) == 1);
        Row change =
                world.run("SELECT attempts, problem FROM subscription_change").iterator().next();
        assertThat(change.getInteger(0)).isPositive();
        assertThat(change.getString(1)).contains("subscription_event_number_check");

        world.run("UPDATE subscription SET last = 0, delivered = 0 WHERE id = $1", broken);
        world.run("UPDATE subscription_change SET retry_at = '-infinity'");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(broken) == 1);
    }

    @Test
    void criteria_that_cannot_be_read_any_more_end_in_error_and_stop_nobody_else() {
        String broken = world.subscribed(world.topic("id-only"));
        world.run(
                "UPDATE subscription SET criteria = '{Observation?nonsense=1}' WHERE id = $1",
                broken);
        String witness = world.put(null, world.topic("id-only"));
        world.observation(world.code, "p1");

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(witness) == 1);
        await().atMost(SubscriptionWorld.PATIENCE)
                .until(() -> world.status(broken).equals("error"));
        assertThat(
                        world.integration
                                .get("/fhir/Subscription/" + broken)
                                .json()
                                .path("error")
                                .asText())
                .isEqualTo("the criteria cannot be read any more: unknown-parameter [nonsense]");
    }

    @Test
    void whoever_delivers_a_backlog_heeds_a_new_wish_at_once() {
        String id = world.subscribed(world.plain(null));
        world.receiver.stubFor(
                any(urlPathMatching("/" + world.code))
                        .willReturn(aResponse().withStatus(204).withFixedDelay(300)));
        for (int i = 0; i < BACKLOG; i++) {
            world.observation(world.code, "p1");
        }
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(id) > 0);

        world.put(id, world.plain(null).replace("/" + world.code, "/moved-" + world.code));
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.delivered(id) == BACKLOG);

        var elsewhere = urlPathMatching("/moved-" + world.code);
        assertThat(world.receiver.findAll(anyRequestedFor(elsewhere))).hasSizeGreaterThan(1);
    }

    @Test
    void a_deleted_subscription_keeps_nothing_of_what_its_document_said() {
        String id = world.subscribed(world.topic("id-only"));
        world.integration.delete("/fhir/Subscription/" + id);

        Row row =
                world.run(
                                """
                                SELECT status, endpoint, cardinality(headers), cardinality(criteria)
                                  FROM subscription WHERE id = $1""",
                                id)
                        .iterator()
                        .next();
        assertThat(row.getString(0)).isEqualTo("off");
        assertThat(row.getString(1)).isEmpty();
        assertThat(row.getInteger(2)).isZero();
        assertThat(row.getInteger(3)).isZero();
    }

    @Test
    void a_delivery_stands_in_the_trail_of_the_patient() {
        world.subscribed(world.topic("full-resource"));
        world.observation(world.code, "trail-" + world.code);
        world.sent(2);

        assertThat(
                        world.run(
                                "SELECT 1 FROM trail WHERE action = 'notify' AND $1 = ANY(patients)",
                                "trail-" + world.code))
                .hasSize(1);
    }

    @Test
    void redirects_are_not_followed_and_a_name_that_leads_inside_is_not_called() {
        world.receiver.stubFor(
                any(urlPathMatching("/" + world.code))
                        .willReturn(aResponse().withStatus(302).withHeader("Location", "/inside")));
        String id = world.put(null, world.topic("id-only"));
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.status(id).equals("error"));
        assertThat(world.receiver.getAllServeEvents())
                .allMatch(event -> !event.getRequest().getUrl().contains("inside"));

        world.receiver.resetRequests();
        String inside = world.put(null, world.topic("id-only").replace("127.0.0.1", "localhost"));
        await().atMost(SubscriptionWorld.PATIENCE)
                .until(() -> world.status(inside).equals("error"));
        assertThat(world.integration.get("/fhir/Subscription/" + inside).text())
                .contains("the name leads to an address inside");
        assertThat(world.receiver.getAllServeEvents()).isEmpty();
    }
}
