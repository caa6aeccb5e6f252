package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.SubscriptionTopic;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;

/** Subscriptions to what happens in the hospital's own workflows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class WorkflowTopicTest {
    @Inject Transactions transactions;
    @Inject WaitingRoom room;

    private SubscriptionWorld world;

    @BeforeEach
    void the_receiver_takes_everything() {
        world = new SubscriptionWorld(transactions);
    }

    private String topic(SubscriptionTopic topic, String... filters) {
        String document =
                world.topic("id-only")
                        .replace(SubscriptionTopic.RESOURCE_WRITTEN.canonical(), topic.canonical());
        String filter =
                "{\"url\":\"%s\",\"valueString\":\"Observation?code=%s\"}"
                        .formatted(Topics.FILTER, world.code);
        assertThat(document).contains(filter);
        if (filters.length == 0) {
            return document.replace(",\"_criteria\":{\"extension\":[" + filter + "]}", "");
        }
        List<String> wanted =
                Arrays.stream(filters)
                        .map(
                                one ->
                                        "{\"url\":\"%s\",\"valueString\":\"%s\"}"
                                                .formatted(Topics.FILTER, one))
                        .toList();
        return document.replace(filter, String.join(",", wanted));
    }

    @Test
    void who_subscribed_to_an_event_is_told_of_it_alone_and_without_a_filter_of_each() {
        String opened = world.subscribed(topic(SubscriptionTopic.VISIT_OPENED));
        String finished = world.subscribed(topic(SubscriptionTopic.VISIT_FINISHED));
        world.sent(2);

        String visit = room.checkIn("wt-1", "Practitioner/doctor01");

        JsonNode told = SubscriptionWorld.body(world.sent(3).get(2));
        assertThat(told.toString())
                .contains("/fhir/Subscription/" + opened)
                .contains("/fhir/Encounter/" + visit)
                .contains(SubscriptionTopic.VISIT_OPENED.canonical());
        room.checkIn("wt-2", "Practitioner/doctor01");
        world.sent(4);
        assertThat(world.last(opened)).isEqualTo(2);
        assertThat(world.last(finished)).isZero();
    }

    @Test
    void a_filter_tells_of_whom_and_a_write_is_no_event() {
        String other =
                world.subscribed(
                        topic(
                                SubscriptionTopic.VISIT_OPENED,
                                "Encounter?patient=Patient/wt-4",
                                "Encounter?class=VR,AMB"));
        String written =
                world.subscribed(
                        topic(
                                SubscriptionTopic.RESOURCE_WRITTEN,
                                "Encounter?patient=Patient/wt-3"));

        room.checkIn("wt-3", "Practitioner/doctor01");
        room.checkIn("wt-4", "Practitioner/doctor01");

        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.last(other) == 1);
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.last(written) == 1);
        world.integration.put(
                "/fhir/Patient/wt-4", "{\"resourceType\":\"Patient\",\"id\":\"wt-4\"}");
        Reply reply =
                world.integration.put(
                        "/fhir/Encounter/wt-plain",
                        """
                        {"resourceType":"Encounter","id":"wt-plain","status":"planned",
                         "class":{"code":"VR"},"subject":{"reference":"Patient/wt-4"}}""");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        String witness =
                world.subscribed(
                        topic(SubscriptionTopic.VISIT_OPENED, "Encounter?patient=Patient/wt-4"));
        room.checkIn("wt-4", "Practitioner/doctor01");
        await().atMost(SubscriptionWorld.PATIENCE).until(() -> world.last(witness) == 1);
        assertThat(world.last(other)).isEqualTo(2);
        assertThat(world.last(written)).isEqualTo(1);
    }

    @Test
    void a_filter_of_another_type_and_a_topic_that_there_is_not_are_refused() {
        List<String> refused =
                List.of(
                        topic(SubscriptionTopic.VISIT_OPENED, "Task?status=requested"),
                        topic(
                                SubscriptionTopic.VISIT_OPENED,
                                "Encounter?status=planned",
                                "Task?status=requested"),
                        topic(SubscriptionTopic.RESOURCE_WRITTEN),
                        topic(SubscriptionTopic.VISIT_OPENED)
                                .replace("visit-opened", "visit-eaten"));
        for (String document : refused) {
            Reply reply = world.integration.post("/fhir/Subscription", document);
            assertThat(reply.status()).as(document + reply.text()).isEqualTo(422);
            assertThat(reply.refusals()).containsExactly("subscription-cannot-fire");
        }
    }

    @Test
    void each_topic_is_an_event_that_is_told_and_stands_in_the_CapabilityStatement()
            throws IllegalAccessException {
        Set<String> kinds = new HashSet<>();
        for (Field kind : Kinds.class.getFields()) {
            kinds.add((String) kind.get(null));
        }
        List<String> declared = new ArrayList<>();
        for (JsonNode resource :
                world.integration.get("/fhir/metadata").json().at("/rest/0/resource")) {
            resource.path("extension")
                    .forEach(e -> declared.add(e.path("valueCanonical").asText()));
        }
        for (SubscriptionTopic topic : SubscriptionTopic.values()) {
            assertThat(declared).contains(topic.canonical());
            if (topic != SubscriptionTopic.RESOURCE_WRITTEN) {
                assertThat(kinds).contains(topic.kind());
            }
        }
    }
}
