package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * Another system keeps up by asking for the history since the newest version it has seen: it misses
 * nothing, however long a write takes that began before others.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HistoryFollowerTest {
    @Inject Transactions transactions;
    @Inject Documents documents;

    @Inject DataSource database;

    private final Http integration = Http.as("integration01");
    private Tables tables;

    @BeforeEach
    void two_records() {
        tables = new Tables(database);
        put("hf-slow", "before");
        put("hf-quick", "before");
    }

    private String put(String id, String text) {
        Reply reply = integration.put("/fhir/Basic/" + id, Records.of("Basic", id, text));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json().path("meta").path("lastUpdated").asText();
    }

    /** A command that has written and is not committed until it may. */
    private CompletableFuture<Void> slowWrite(CompletableFuture<Void> mayEnd) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> ended =
                transactions
                        .run(
                                "home",
                                tx ->
                                        documents
                                                .lock(tx, "Basic", "hf-slow")
                                                .map(found -> found.orElseThrow())
                                                .chain(
                                                        now ->
                                                                documents.update(
                                                                        tx, now, now.document()))
                                                .invoke(() -> written.complete(null))
                                                .chain(
                                                        () ->
                                                                Uni.createFrom()
                                                                        .completionStage(mayEnd)))
                        .subscribeAsCompletionStage();
        written.join();
        return ended;
    }

    private List<String> since(String history, String instant) {
        Reply reply = integration.get("/fhir/" + history + "?_count=500&_since=" + instant);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> seen = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            JsonNode meta = entry.path("resource").path("meta");
            seen.add(
                    entry.path("resource").path("id").asText()
                            + " of "
                            + meta.path("lastUpdated").asText());
        }
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic/_history", "_history"})
    void what_is_newer_than_a_write_under_way_is_shown_no_sooner_than_that(String history) {
        String start = put("hf-quick", "start");
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Void> slow = slowWrite(mayEnd);
        String quick = put("hf-quick", "while the other is under way");

        List<String> meanwhile = since(history, start);
        mayEnd.complete(null);
        slow.join();
        List<String> afterwards = since(history, start);

        assertThat(meanwhile).doesNotContain("hf-quick of " + quick);
        assertThat(afterwards).contains("hf-quick of " + quick);
        assertThat(afterwards.get(1)).startsWith("hf-slow of ");
    }

    @Test
    void a_write_that_ends_meanwhile_is_waited_for_and_nothing_is_held_back() {
        String start = put("hf-quick", "start");
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        CompletableFuture<Void> slow = slowWrite(mayEnd);
        String quick = put("hf-quick", "while the other is under way");

        String begun = now();
        CompletableFuture<List<String>> asked =
                CompletableFuture.supplyAsync(() -> since("Basic/_history", start));
        await().until(() -> hasLooked(begun));
        mayEnd.complete(null);
        slow.join();

        assertThat(asked.join()).contains("hf-quick of " + quick).hasSize(3);
    }

    private String now() {
        return tables.rows("SELECT clock_timestamp()").get(0).get(0);
    }

    /** Whether since then it was asked what is under way. */
    private boolean hasLooked(String since) {
        return !tables.rows(
                        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'yunzhen-reads'"
                                + " AND query LIKE '%min(xact_start)%' AND query_start > '"
                                + since
                                + "'")
                .isEmpty();
    }
}
