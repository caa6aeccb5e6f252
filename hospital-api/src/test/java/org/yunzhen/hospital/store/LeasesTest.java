package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;

/** Two nodes and a timed job: what holds of every job that runs under a lease. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LeasesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(400);

    @Inject Database database;
    private final String job = "job-" + UUID.randomUUID();
    private Leases one;
    private Leases other;

    @BeforeEach
    void two_nodes() {
        one = new Leases(database);
        other = new Leases(database);
    }

    @Test
    void a_job_of_a_node_that_lives_is_left_to_it() {
        assertThat(runs(one, LONG)).isTrue();
        assertThat(runs(other, LONG)).isFalse();
        assertThat(runs(one, LONG)).isTrue();
        assertThat(runs(other, LONG)).isFalse();
    }

    @Test
    void a_job_of_a_node_that_is_heard_of_no_more_is_taken_over_when_its_lease_ends() {
        long taken = System.nanoTime();
        assertThat(runs(one, SHORT)).isTrue();

        await().pollInterval(Duration.ofMillis(10)).until(() -> runs(other, LONG));

        assertThat(Duration.ofNanos(System.nanoTime() - taken)).isGreaterThanOrEqualTo(SHORT);
        assertThat(runs(one, LONG)).as("the node that comes back").isFalse();
    }

    @Test
    void each_job_has_a_lease_of_its_own() {
        assertThat(runs(one, LONG)).isTrue();
        AtomicInteger ran = new AtomicInteger();
        other.whenHeld(job + "-other", LONG, () -> counted(ran)).await().indefinitely();
        assertThat(ran).hasValue(1);
    }

    private boolean runs(Leases node, Duration length) {
        AtomicInteger ran = new AtomicInteger();
        node.whenHeld(job, length, () -> counted(ran)).await().indefinitely();
        return ran.get() == 1;
    }

    private static Uni<Void> counted(AtomicInteger ran) {
        ran.incrementAndGet();
        return Uni.createFrom().voidItem();
    }
}
