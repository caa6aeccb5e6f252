package org.yunzhen.hospital.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;

/** What is known of definitions holds until any is changed, however its instants lie. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TenantDefinitionsTest {
    @Inject TenantDefinitions definitions;
    @Inject Transactions transactions;
    @Inject Documents documents;

    @Test
    void an_exchange_is_seen_that_began_before_the_last_change_and_ended_after_it() {
        transactions.run("home", tx -> create(tx, "exchanged-a")).await().indefinitely();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Stored> exchange =
                transactions
                        .run(
                                "home",
                                tx ->
                                        documents
                                                .lock(tx, "ValueSet", "exchanged-a")
                                                .invoke(() -> begun.complete(null))
                                                .call(() -> Uni.createFrom().completionStage(goOn))
                                                .chain(
                                                        found ->
                                                                documents.delete(
                                                                        tx, found.orElseThrow()))
                                                .chain(() -> create(tx, "exchanged-b")))
                        .subscribeAsCompletionStage();
        begun.join();
        transactions.run("home", tx -> create(tx, "exchanged-c")).await().indefinitely();
        String before = state();

        goOn.complete(null);
        exchange.join();

        assertThat(state()).isNotEqualTo(before);
    }

    private String state() {
        return definitions
                .current(transactions.reading("home"))
                .map(KnownDefinitions::state)
                .await()
                .indefinitely();
    }

    private Uni<Stored> create(Tx tx, String id) {
        ObjectNode set = FhirJson.object().put("resourceType", "ValueSet").put("id", id);
        set.put("url", "https://hospital.example/ValueSet/" + id).put("status", "active");
        return documents.create(tx, set, Ownership.PLAIN);
    }
}
