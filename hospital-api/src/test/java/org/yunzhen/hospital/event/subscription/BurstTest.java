package org.yunzhen.hospital.event.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Notifications;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.JobLease;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Many changes at once: who is told that they wait, and how they are numbered. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ReceiverResource.class, restrictToAnnotatedClass = true)
class BurstTest {
    private static final int CHANGES = 1000;
    private static final int OF_A_ROUND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ENTRY =
            """
            {"request":{"method":"POST","url":"Basic"},"resource":{"resourceType":"Basic",
             "code":{"coding":[{"system":"urn:burst","code":"%s"}]}}}""";

    @Inject Transactions transactions;
    @Inject Numbering numbering;
    @Inject Notifications notifications;
    @Inject Subscriptions subscriptions;

    private SubscriptionWorld world;
    private JobLease delivering;

    @BeforeEach
    void another_node_delivers() {
        world = new SubscriptionWorld(transactions);
        world.run("DELETE FROM subscription_change");
        delivering = new JobLease(transactions, "subscriptions");
        delivering.heldByAnother();
    }

    @AfterEach
    void nobody_delivers() {
        delivering.released();
    }

    @Test
    void a_burst_is_numbered_completely_and_in_its_order() {
        String id = subscribed();
        written(CHANGES);
        List<String> order = rows("SELECT id FROM subscription_change ORDER BY seq");

        delivering.released();

        await().atMost(PATIENCE).until(() -> world.last(id) == CHANGES);
        assertThat(
                        rows(
                                "SELECT id FROM subscription_event WHERE subscription = $1 ORDER BY number",
                                id))
                .isEqualTo(order);
        await().atMost(PATIENCE).until(() -> world.delivered(id) == CHANGES);
        assertThat(world.sent(CHANGES))
                .extracting(SubscriptionWorld::number)
                .isEqualTo(IntStream.rangeClosed(1, CHANGES).mapToObj(Integer::toString).toList());
    }

    @Test
    void the_entries_of_a_transaction_are_told_in_their_order() {
        String id = subscribed();
        List<String> order = written(100);

        assertThat(round(Instant.MAX)).isFalse();
        assertThat(
                        rows(
                                "SELECT id FROM subscription_event WHERE subscription = $1 ORDER BY number",
                                id))
                .isEqualTo(order);
    }

    @Test
    void each_version_of_a_burst_is_judged_by_what_it_said() {
        String id = subscribed();
        for (String code : List.of(world.code, "else", world.code, world.code)) {
            Reply put =
                    world.integration.put(
                            "/fhir/Basic/" + id,
                            """
                            {"resourceType":"Basic","id":"%s",
                             "code":{"coding":[{"system":"urn:burst","code":"%s"}]}}"""
                                    .formatted(id, code));
            assertThat(put.status()).as(put.text()).isIn(200, 201);
        }
        await().atMost(PATIENCE)
                .until(() -> world.run("SELECT 1 FROM subscription_change").size() == 4);

        assertThat(round(Instant.MAX)).isFalse();
        assertThat(
                        rows(
                                "SELECT version::text FROM subscription_event WHERE subscription = $1 ORDER BY number",
                                id))
                .containsExactly("1", "3", "4");
    }

    @Test
    void a_round_that_is_full_or_out_of_time_says_that_it_left_something() {
        String id = subscribed();
        written(OF_A_ROUND + 1);

        assertThat(round(Instant.MIN)).isTrue();
        assertThat(world.last(id)).isZero();
        assertThat(round(Instant.MAX)).isTrue();
        assertThat(world.last(id)).isEqualTo(OF_A_ROUND);
        assertThat(round(Instant.MAX)).isFalse();
        assertThat(world.last(id)).isEqualTo(OF_A_ROUND + 1);
    }

    @Test
    void whoever_numbers_is_told_of_changes_that_somebody_subscribed_to_and_of_no_others() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        notifications.on(DeliveryRounds.CHANGED, told::add);

        world.observation("nobody", "p1");
        await().atMost(PATIENCE).until(() -> world.run("SELECT 1 FROM outbox").size() == 0);
        subscribed();
        written(1);
        world.run(
                "SELECT pg_notify($1, 'what came before has come')::text", DeliveryRounds.CHANGED);

        await().atMost(PATIENCE).until(() -> told.contains("what came before has come"));
        assertThat(told).containsExactly("", "what came before has come");
    }

    @Test
    void receivers_that_hang_keep_no_others_from_their_turn() {
        String entry =
                "{\"request\":{\"method\":\"POST\",\"url\":\"Subscription\"},\"resource\":"
                        + world.plain(null)
                        + "}";
        inOneTransaction(entry, OF_A_ROUND + 1);

        List<String> hanging = due(List.of());
        assertThat(hanging).hasSize(OF_A_ROUND);
        assertThat(due(hanging)).hasSize(1).doesNotContainAnyElementsOf(hanging);
    }

    private List<String> due(List<String> underWay) {
        return subscriptions
                .due(transactions.reading("home"), underWay)
                .map(all -> all.stream().map(Subscribed::key).toList())
                .await()
                .indefinitely();
    }

    private boolean round(Instant until) {
        return numbering.round(until).await().indefinitely();
    }

    private String subscribed() {
        return world.put(null, world.plain(null).replace("Observation?", "Basic?"));
    }

    /** In one transaction, and handed on; answers their ids. */
    private List<String> written(int count) {
        Reply reply = inOneTransaction(ENTRY.formatted(world.code), count);
        await().atMost(PATIENCE)
                .until(() -> world.run("SELECT 1 FROM subscription_change").size() == count);
        return reply.json().path("entry").findValuesAsText("location").stream()
                .map(location -> location.replaceFirst(".*Basic/([^/]+)/_history.*", "$1"))
                .toList();
    }

    private Reply inOneTransaction(String entry, int count) {
        Reply reply =
                world.integration.post(
                        "/fhir",
                        IntStream.range(0, count)
                                .mapToObj(i -> entry)
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[",
                                                "]}")));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private List<String> rows(String sql, Object... values) {
        List<String> rows = new ArrayList<>();
        for (Row row : world.run(sql, values)) {
            rows.add(row.getString(0));
        }
        return rows;
    }
}
