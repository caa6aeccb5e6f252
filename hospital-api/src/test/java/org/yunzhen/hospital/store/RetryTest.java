package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** What the database breaks off for the sake of another command is done again from the start. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RetryTest {
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject DataSource database;

    /** Updates one document, waits for the other command at its first attempt, then the second. */
    private CompletableFuture<Void> crosswise(
            String first,
            String second,
            CompletableFuture<Void> here,
            CompletableFuture<Void> there,
            AtomicInteger attempts) {
        return transactions
                .run(
                        "home",
                        tx -> {
                            attempts.incrementAndGet();
                            return touch(tx, first)
                                    .invoke(() -> here.complete(null))
                                    .chain(() -> Uni.createFrom().completionStage(there))
                                    .chain(() -> touch(tx, second));
                        })
                .subscribeAsCompletionStage();
    }

    private Uni<Void> touch(Tx tx, String id) {
        return documents
                .lock(tx, "Basic", id)
                .map(found -> found.orElseThrow())
                .chain(current -> documents.update(tx, current, current.document()))
                .replaceWithVoid();
    }

    @Test
    void of_two_commands_in_a_deadlock_both_succeed_and_every_write_is_there() {
        Http integration = Http.as("integration01");
        integration.put("/fhir/Basic/retry-a", Records.of("Basic", "retry-a", "x"));
        integration.put("/fhir/Basic/retry-b", Records.of("Basic", "retry-b", "x"));
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();

        CompletableFuture<Void> left = crosswise("retry-a", "retry-b", one, other, attempts);
        CompletableFuture<Void> right = crosswise("retry-b", "retry-a", other, one, attempts);
        left.join();
        right.join();

        assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
        Tables tables = new Tables(database);
        for (String id : new String[] {"retry-a", "retry-b"}) {
            assertThat(tables.rows("SELECT version FROM resource WHERE id = '" + id + "'"))
                    .as(id)
                    .singleElement()
                    .asList()
                    .containsExactly("3");
            assertThat(tables.rows("SELECT version FROM resource_history WHERE id = '" + id + "'"))
                    .hasSize(2);
        }
    }
}
