package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** A repeat that has found its kept answer while the resource it tells of is erased. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RepeatBesideExpungeTest {
    private static final String ID = "repeat-erased";
    private static final String PATH = "/fhir/Basic/" + ID;
    private static final String WAITING =
            """
            SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'
               AND query LIKE '%FROM resource_history WHERE tenant = $1%AND version = $4%'""";

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject DataSource database;

    @Test
    void a_repeat_is_told_that_what_it_made_is_gone() {
        Http repeated = Http.as("integration01").with("Idempotency-Key", ID);
        assertThat(repeated.put(PATH, Records.of("Basic", ID, "x")).status()).isEqualTo(201);
        CompletableFuture<CompletableFuture<Reply>> repeat = new CompletableFuture<>();

        transactions.run("home", tx -> erase(tx, repeated, repeat)).await().indefinitely();

        Reply answer = repeat.join().join();
        assertThat(answer.status()).as(answer.text()).isEqualTo(410);
    }

    /**
     * Erases between the repeat's two looks: at the kept answer, and at the version it tells of.
     */
    private Uni<Integer> erase(
            Tx tx, Http repeated, CompletableFuture<CompletableFuture<Reply>> repeat) {
        return tx.run("LOCK TABLE resource_history IN ACCESS EXCLUSIVE MODE")
                .chain(() -> Uni.createFrom().completionStage(waiting(repeated, repeat)))
                .chain(() -> documents.lock(tx, "Basic", ID))
                .chain(found -> documents.expunge(tx, found.orElseThrow(), outcome()));
    }

    private CompletableFuture<Void> waiting(
            Http repeated, CompletableFuture<CompletableFuture<Reply>> repeat) {
        return CompletableFuture.runAsync(
                () -> {
                    repeat.complete(repeated.putLater(PATH, Records.of("Basic", ID, "x")));
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> !new Tables(database).rows(WAITING).isEmpty());
                });
    }

    private static ObjectNode outcome() {
        ObjectNode outcome = FhirJson.object().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "information")
                .put("code", "informational");
        return outcome;
    }
}
