package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.json;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.JobLease;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Subscriptions whose criteria name a search parameter that the tenant has added. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class AddedCriteriaTest {
    private static final String ROOM =
            "Observation.extension.where(url='http://example.org/room').value";

    private static final String BED =
            "Observation.extension.where(url='http://example.org/bed').value";

    private static final int WRITTEN = 4;

    @Inject Transactions transactions;

    private SubscriptionWorld world;
    private JobLease indexing;

    @BeforeEach
    void the_receiver_takes_everything() {
        world = new SubscriptionWorld(transactions);
        indexing = new JobLease(transactions, "parameter-rounds");
    }

    private String by(String parameter, String room) {
        return world.plain(null).replace("code=" + world.code, parameter + "=" + room);
    }

    private void observed(String id, String room) {
        Reply reply =
                world.integration.put(
                        "/fhir/Observation/" + id,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "extension":[{"url":"http://example.org/room","valueCode":"%s"}],
                         "code":{"text":"x"}}"""
                                .formatted(id, room));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @Test
    void it_waits_for_the_index_and_tells_then_of_each_version_that_meets_it() {
        add(world.integration, json("ac-room", "Observation", "token", ROOM));

        Reply early = world.integration.post("/fhir/Subscription", by("ac-room", "a"));
        assertThat(early.status()).as(early.text()).isEqualTo(503);
        assertThat(early.refusals()).containsExactly("index-incomplete");

        awaitComplete(world.integration, "ac-room");
        String id = world.subscribed(by("ac-room", "a"));
        observed("ac-1", "b");
        observed("ac-2", "a");
        observed("ac-2", "b");
        observed("ac-3", "a");
        world.sent(2);
        assertThat(world.last(id)).isEqualTo(2);
    }

    @Test
    void while_an_index_is_made_anew_it_waits_alone_and_is_told_then_of_everything_in_order() {
        add(world.integration, json("ac-ward", "Observation", "token", ROOM));
        awaitComplete(world.integration, "ac-ward");
        String waits = world.subscribed(by("ac-ward", "a"));
        String ends = world.subscribed(by("ac-ward", "b"));
        String other = world.subscribed(world.plain(null));
        indexing.heldByAnother();
        add(world.integration, json("ac-ward", "Observation", "token", ROOM + " | " + BED));

        observed("ac-5", "a");
        observed("ac-6", "b");
        world.observation(world.code, "p1");
        observed("ac-7", "a");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> waiting(waits) == WRITTEN);
        assertThat(waiting(ends)).isEqualTo(WRITTEN);
        assertThat(waiting(other)).isZero();
        assertThat(world.last(other)).isEqualTo(1);
        assertThat(world.last(waits)).isZero();
        world.integration.delete("/fhir/Subscription/" + ends);
        indexing.released();

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.last(waits) == 2);
        assertThat(events(waits)).containsExactly("ac-5", "ac-7");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> waiting(ends) == 0);
        assertThat(world.last(ends)).isZero();
        assertThat(world.last(other)).isEqualTo(1);
        observed("ac-8", "a");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.last(waits) == 3);
    }

    private long waiting(String id) {
        return world.run("SELECT 1 FROM subscription_waiting WHERE subscription = $1", id).size();
    }

    private List<String> events(String id) {
        List<String> ids = new ArrayList<>();
        world.run("SELECT id FROM subscription_event WHERE subscription = $1 ORDER BY number", id)
                .forEach(row -> ids.add(row.getString(0)));
        return ids;
    }

    @AfterEach
    void indexes_are_made() {
        indexing.released();
    }

    @Test
    void when_the_parameter_ends_it_says_that_it_can_fire_no_more() {
        add(world.integration, json("ac-bed", "Observation", "token", ROOM));
        awaitComplete(world.integration, "ac-bed");
        String id = world.subscribed(by("ac-bed", "a"));
        String other = world.subscribed(world.plain(null));

        world.integration.delete("/fhir/SearchParameter/ac-bed");
        observed("ac-4", "a");
        world.observation(world.code, "p1");

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.status(id).equals("error"));
        Reply document = world.integration.get("/fhir/Subscription/" + id);
        assertThat(document.json().path("status").asText()).isEqualTo("error");
        assertThat(document.json().path("error").asText()).contains("unknown-parameter", "ac-bed");
        world.sent(1);
        assertThat(world.last(other)).isEqualTo(1);
    }

    @Test
    void one_that_nobody_has_added_is_refused() {
        Reply refused = world.integration.post("/fhir/Subscription", by("ac-nobody", "a"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("subscription-cannot-fire");
    }
}
