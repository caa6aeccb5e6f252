package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.found;
import static org.yunzhen.hospital.testing.AddedParameter.json;
import static org.yunzhen.hospital.testing.AddedParameter.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.JobLease;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.json.FhirJson;

/**
 * The index of what was there before a parameter: interrupted, beside others, and on other nodes.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ParameterRoundsTest {
    private static final int DOCUMENTS = 45;

    private static final String STATE =
            """
            SELECT wanted, done, failed, settled < generation FROM parameter_generation
             WHERE tenant = 'home' AND type = $1""";

    private final Http integration = Http.as("integration01");

    @Inject Transactions transactions;
    @Inject ParameterRounds rounds;
    @Inject Documents documents;
    @Inject NewDocuments newDocuments;
    @Inject Indexer indexer;
    @Inject AddedParameters added;
    @Inject TenantParameters parameters;

    private JobLease indexing;

    /** As long as another node has the job, it is done here only when the test says so. */
    @BeforeEach
    void hold() {
        indexing = new JobLease(transactions, "parameter-rounds");
        indexing.heldByAnother();
    }

    @AfterEach
    void release() {
        indexing.released();
    }

    private void step() {
        rounds.turn(Duration.ZERO).await().indefinitely();
    }

    private Row state(String type) {
        return run(STATE, type).get(0);
    }

    private List<Row> run(String sql, Object... values) {
        RowSet<Row> rows =
                transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
        List<Row> all = new ArrayList<>();
        rows.forEach(all::add);
        return all;
    }

    private void put(String type, String id, String rest) {
        Reply reply =
                integration.put(
                        "/fhir/" + type + "/" + id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, rest));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @Test
    void it_goes_on_where_it_was_stopped_and_nothing_is_found_before_all_is() {
        for (int i = 0; i < DOCUMENTS; i++) {
            put("Substance", "pr-" + i, "\"code\":{\"text\":\"x\"},\"description\":\"Salt\"");
        }
        add(integration, json("pr-text", "Substance", "string", "Substance.description"));
        step();
        assertThat(state("Substance").getLong(0)).isEqualTo(DOCUMENTS);
        step();
        assertThat(state("Substance").getLong(1)).isEqualTo(20);
        assertThat(integration.get("/fhir/Substance?pr-text=Salt").status()).isEqualTo(503);
        assertThat(status(integration, "pr-text"))
                .contains("\"valueInteger\":45", "\"valueInteger\":20", "\"valueBoolean\":false");
        put("Substance", "pr-0", "\"code\":{\"text\":\"x\"},\"description\":\"Sugar\"");

        indexing.released();
        awaitComplete(integration, "pr-text");
        assertThat(found(integration, "/fhir/Substance?pr-text=Salt&_count=100"))
                .hasSize(DOCUMENTS - 1);
        assertThat(found(integration, "/fhir/Substance?pr-text=Sugar")).containsExactly("pr-0");
        Row end = state("Substance");
        assertThat(end.getLong(1)).isEqualTo(DOCUMENTS);
        assertThat(end.getLong(2)).isZero();
        assertThat(end.getBoolean(3)).isFalse();
        assertThat(integration.get("/q/metrics").text()).contains("yunzhen_parameters_done");
    }

    @Test
    void it_waits_for_whoever_began_before_the_change() {
        put("Location", "pr-l", "\"description\":\"Hall\"");
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> ended =
                transactions
                        .run(
                                "home",
                                tx ->
                                        tx.run("SELECT 1")
                                                .chain(
                                                        () ->
                                                                Uni.createFrom()
                                                                        .completionStage(held)))
                        .subscribeAsCompletionStage();
        add(integration, json("pr-held", "Location", "string", "Location.description"));
        step();
        step();
        step();
        assertThat(state("Location").getLong(1)).isZero();
        assertThat(state("Location").getBoolean(3)).isTrue();

        held.complete(null);
        ended.join();
        step();
        assertThat(state("Location").getBoolean(3)).isFalse();
        assertThat(found(integration, "/fhir/Location?pr-held=Hall")).containsExactly("pr-l");
    }

    @Test
    void a_write_of_a_node_that_has_not_heard_of_the_change_is_indexed_by_it_all_the_same() {
        ObjectNode document =
                (ObjectNode)
                        FhirJson.parse(
                                """
                                {"resourceType":"Device","id":"pr-d","lotNumber":"Lot7"}"""
                                        .getBytes());
        IndexEntries before = indexer.entries("home", document);
        add(integration, json("pr-lot", "Device", "string", "Device.lotNumber"));
        int[] attempts = new int[1];
        transactions
                .run(
                        "home",
                        tx -> {
                            boolean first = attempts[0]++ == 0;
                            return documents.create(
                                    tx,
                                    document,
                                    first ? before : indexer.entries("home", document),
                                    "integration");
                        })
                .await()
                .indefinitely();
        assertThat(attempts[0]).isEqualTo(2);
        step();
        step();
        assertThat(found(integration, "/fhir/Device?pr-lot=Lot7")).containsExactly("pr-d");
    }

    @Test
    void so_are_many_that_it_writes_at_once() {
        List<NewDocument> before = devices("Lot8", "pr-m1", "pr-m2");
        add(integration, json("pr-lots", "Device", "string", "Device.lotNumber"));
        int[] attempts = new int[1];
        transactions
                .run(
                        "home",
                        tx ->
                                newDocuments.create(
                                        tx,
                                        attempts[0]++ == 0
                                                ? before
                                                : devices("Lot8", "pr-m1", "pr-m2"),
                                        "integration"))
                .await()
                .indefinitely();
        assertThat(attempts[0]).isEqualTo(2);
        step();
        step();
        assertThat(found(integration, "/fhir/Device?pr-lots=Lot8"))
                .containsExactlyInAnyOrder("pr-m1", "pr-m2");
    }

    private List<NewDocument> devices(String lot, String... ids) {
        return Arrays.stream(ids)
                .map(
                        id ->
                                (ObjectNode)
                                        FhirJson.parse(
                                                "{\"resourceType\":\"Device\",\"id\":\"%s\",\"lotNumber\":\"%s\"}"
                                                        .formatted(id, lot)
                                                        .getBytes()))
                .map(document -> new NewDocument(document, indexer.entries("home", document)))
                .toList();
    }

    @Test
    void rows_and_terms_of_one_that_ended_vanish_and_what_R4_finds_stays() {
        put(
                "Endpoint",
                "pr-e",
                """
                "status":"active","name":"Gate","address":"http://x",
                "connectionType":{"code":"hl7-fhir-rest"},
                "payloadType":[{"text":"any"}]""");
        String terms =
                "SELECT cardinality(terms) FROM resource WHERE tenant = 'home' AND id = 'pr-e'";
        String rows =
                """
                SELECT count(*) FROM search_text t
                 WHERE t.tenant = 'home' AND t.id = 'pr-e' AND t.param >= 20000""";
        int before = run(terms).get(0).getInteger(0);
        add(integration, json("pr-name", "Endpoint", "string", "Endpoint.name"));
        add(integration, json("pr-addr", "Endpoint", "uri", "Endpoint.address"));
        step();
        step();
        assertThat(run(rows).get(0).getLong(0)).isEqualTo(1);
        assertThat(run(terms).get(0).getInteger(0)).isGreaterThan(before);

        assertThat(integration.delete("/fhir/SearchParameter/pr-name").status()).isEqualTo(204);
        assertThat(integration.delete("/fhir/SearchParameter/pr-addr").status()).isEqualTo(204);
        step();
        step();
        assertThat(run(rows).get(0).getLong(0)).isZero();
        assertThat(run(terms).get(0).getInteger(0)).isEqualTo(before);
        assertThat(found(integration, "/fhir/Endpoint?name=Gate")).contains("pr-e");
    }

    @Test
    void of_what_a_transaction_takes_back_nobody_has_heard() {
        AddedParameters.Definition one =
                new AddedParameters.Definition(
                        "Group",
                        "pr-back",
                        Kind.STRING,
                        "urn:x",
                        "Group.name",
                        List.of(),
                        List.of());
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                "home",
                                                tx ->
                                                        added.keep(tx, "pr-back", List.of(one))
                                                                .chain(() -> parameters.refresh(tx))
                                                                .invoke(
                                                                        () -> {
                                                                            throw new IllegalStateException(
                                                                                    "back");
                                                                        }))
                                        .await()
                                        .indefinitely())
                .hasMessage("back");
        assertThat(parameters.of("home").areNamedIn("pr-back")).isFalse();
    }

    @Test
    void the_database_holds_that_a_code_is_in_force_once() {
        add(integration, json("pr-once", "Group", "string", "Group.name"));
        assertThatThrownBy(
                        () ->
                                run(
                                        """
                                        INSERT INTO tenant_parameter
                                        SELECT tenant, number + 5000, type, code, kind, url, expression,
                                               targets, 'another', since
                                          FROM tenant_parameter WHERE code = 'pr-once'"""))
                .hasMessageContaining("tenant_parameter_one_of_a_code");
    }
}
