package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** A command that began first may write last: its version is the newer all the same. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VersionOrderTest {
    private static final String ADDRESS = "/fhir/Basic/version-order";

    @Inject Transactions transactions;
    @Inject Documents documents;

    private final Http integration = Http.as("integration01");

    /** Begins, lets somebody else write, and only then writes itself. */
    private void writeAfter(Runnable other, boolean delete) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Stored> late =
                transactions
                        .run(
                                "home",
                                tx ->
                                        tx.run("SELECT 1")
                                                .invoke(() -> begun.complete(null))
                                                .chain(
                                                        () ->
                                                                Uni.createFrom()
                                                                        .completionStage(written))
                                                .chain(() -> write(tx, delete)))
                        .subscribeAsCompletionStage();
        begun.join();
        other.run();
        written.complete(null);
        late.join();
    }

    private Uni<Stored> write(Tx tx, boolean delete) {
        return documents
                .lock(tx, "Basic", "version-order")
                .map(found -> found.orElseThrow())
                .chain(
                        current ->
                                delete
                                        ? documents.delete(tx, current)
                                        : documents.update(tx, current, current.document()));
    }

    private void put(String said) {
        integration.put(ADDRESS, Records.of("Basic", "version-order", said));
    }

    @Test
    void the_newest_version_comes_first_and_is_not_older_than_the_one_before() {
        put("first");
        writeAfter(() -> put("second"), false);
        writeAfter(() -> put("fourth"), true);

        JsonNode history = integration.get(ADDRESS + "/_history").json();
        List<String> addresses = new ArrayList<>();
        List<String> instants = new ArrayList<>();
        for (JsonNode entry : history.path("entry")) {
            addresses.add(entry.path("response").path("etag").asText());
            instants.add(entry.path("response").path("lastModified").asText());
        }
        assertThat(addresses)
                .containsExactly("W/\"5\"", "W/\"4\"", "W/\"3\"", "W/\"2\"", "W/\"1\"");
        assertThat(instants).isSortedAccordingTo(Comparator.reverseOrder());
        JsonNode third = integration.get(ADDRESS + "/_history/3").json();
        assertThat(third.path("meta").path("lastUpdated").asText()).isEqualTo(instants.get(2));
    }
}
