package org.yunzhen.hospital.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.JobLease;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** Bulk Data Access 2.0. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportTest {
    private static final int MANY = 11_003;

    @Inject Transactions transactions;
    @Inject Documents documents;

    private final Http integration = Http.as("integration01");

    @Test
    void an_export_is_as_everything_was_at_its_kick_off_whatever_happens_meanwhile() {
        Exporting.observation("ex-kept", "ex-p1", "ex-1");
        Exporting.observation("ex-changed", "ex-p1", "ex-1");
        Exporting.observation("ex-gone", "ex-p1", "ex-1");
        Exporting.observation("ex-deleted-before", "ex-p1", "ex-1");
        integration.delete("/fhir/Observation/ex-deleted-before");

        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=Observation,Patient");
        Exporting.observation("ex-changed", "ex-p1", "ex-2");
        integration.delete("/fhir/Observation/ex-gone");
        Exporting.observation("ex-later", "ex-p1", "ex-1");
        Exporting.observation("ex-deleted-before", "ex-p1", "ex-1");

        Map<String, JsonNode> found = export.resources();
        assertThat(found)
                .containsKeys("Observation/ex-kept", "Observation/ex-gone", "Patient/ex-p1")
                .doesNotContainKeys("Observation/ex-later", "Observation/ex-deleted-before");
        assertThat(code(found.get("Observation/ex-changed"))).isEqualTo("ex-1");
        assertThat(found.get("Observation/ex-changed").path("meta").path("versionId").asText())
                .isEqualTo("1");
    }

    @Test
    void what_a_transaction_that_was_open_at_the_kick_off_writes_belongs_to_it() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        var early =
                FhirJson.parse(
                        "{\"resourceType\":\"Basic\",\"id\":\"ex-held\",\"code\":{\"text\":\"x\"}}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        CompletableFuture<?> open =
                transactions
                        .run(
                                "home",
                                tx ->
                                        tx.run("SELECT 1")
                                                .invoke(() -> begun.complete(null))
                                                .chain(() -> Uni.createFrom().completionStage(held))
                                                .chain(
                                                        () ->
                                                                documents.create(
                                                                        tx,
                                                                        early.deepCopy(),
                                                                        Ownership.PLAIN)))
                        .subscribeAsCompletionStage()
                        .toCompletableFuture();
        begun.join();

        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=Basic");
        await().until(() -> run("SELECT 1 FROM job_lease WHERE job = 'export'").size() == 1);
        await().pollDelay(java.time.Duration.ofSeconds(4))
                .until(() -> export.poll().status() == 202);
        assertThat(export.poll().header("X-Progress")).isEqualTo("waiting");
        held.complete(null);
        open.join();

        assertThat(export.resources()).containsKey("Basic/ex-held");
    }

    @Test
    void large_types_come_in_several_files_that_together_hold_each_resource_once() {
        run(
                """
                INSERT INTO resource (tenant, type, id, version, last_updated, body, index_version)
                SELECT 'home', 'SubstancePolymer', 'ex-' || n, 1, now() - interval '1 minute',
                       convert_to('{"resourceType":"SubstancePolymer","id":"ex-' || n || '"}',
                                  'UTF8'), 32000
                  FROM generate_series(1, %d) n"""
                        .formatted(MANY));

        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=SubstancePolymer");

        assertThat(export.resources()).hasSize(MANY);
        assertThat(export.manifest().path("output").size()).isEqualTo(3);
        run("DELETE FROM resource WHERE type = 'SubstancePolymer'");
    }

    @Test
    void a_job_goes_on_where_the_node_that_had_it_left_it() {
        for (int i = 0; i < 3; i++) {
            integration.put(
                    "/fhir/Basic/ex-resume-" + i,
                    "{\"resourceType\":\"Basic\",\"id\":\"ex-resume-%d\",\"code\":{\"text\":\"x\"}}"
                            .formatted(i));
        }
        JobLease exporting = new JobLease(transactions, "export");
        exporting.heldByAnother();
        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=Basic,Account");
        String id = export.status().substring(export.status().lastIndexOf('/') + 1);
        run(
                """
                INSERT INTO export_file VALUES ('home', $1, 1, 'Basic', '{ex-resume-0,ex-resume-1}',
                                                '{1,1}', '{}')""",
                id);
        run(
                """
                UPDATE export SET type_at = 1, after_id = 'ex-resume-1', files = 1, resources = 2
                 WHERE id = $1""",
                id);
        assertThat(export.poll().header("X-Progress")).startsWith("1 of 2 types, 2 resources");

        exporting.released();

        assertThat(export.resources())
                .containsKeys("Basic/ex-resume-0", "Basic/ex-resume-1", "Basic/ex-resume-2");
    }

    @Test
    void the_next_export_since_the_last_holds_what_changed_after_it_and_no_more() {
        Exporting.observation("ex-since-1", "ex-p1", "ex-9");
        String filter = "?_type=Observation&_typeFilter=Observation%3Fcode%3Dex-9";
        JsonNode first = Exporting.begin(integration, "/fhir/$export" + filter).manifest();
        Exporting.observation("ex-since-2", "ex-p1", "ex-9");

        String since = "&_since=" + first.path("transactionTime").asText();
        Exporting next = Exporting.begin(integration, "/fhir/$export" + filter + since);

        assertThat(next.resources()).containsOnlyKeys("Observation/ex-since-2");
        assertThat(next.manifest().path("requiresAccessToken").asBoolean()).isTrue();
        assertThat(next.manifest().path("request").asText())
                .contains("/fhir/$export?")
                .contains("_since=");
    }

    @Test
    void a_filter_judges_a_resource_by_what_it_said_at_the_kick_off() {
        Exporting.observation("ex-filter-in", "ex-p1", "ex-f");
        Exporting.observation("ex-filter-out", "ex-p1", "ex-g");
        Exporting.observation("ex-filter-was", "ex-p1", "ex-f");
        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/$export?_typeFilter=Observation%3Fcode%3Dex-f%26date%3Dge2026,"
                                + "Observation%3Fcode%3Dex-none&_type=Observation");
        Exporting.observation("ex-filter-out", "ex-p1", "ex-f");
        Exporting.observation("ex-filter-was", "ex-p1", "ex-g");

        assertThat(export.resources())
                .containsOnlyKeys("Observation/ex-filter-in", "Observation/ex-filter-was");
    }

    @Test
    void a_group_holds_the_records_of_its_members_and_the_patient_level_all_records() {
        Exporting.observation("ex-member", "ex-p2", "ex-1");
        Exporting.observation("ex-other", "ex-p3", "ex-1");
        Exporting.observation("ex-member-in-full", "ex-p4", "ex-1");
        integration.put(
                "/fhir/Basic/ex-nobody",
                "{\"resourceType\":\"Basic\",\"id\":\"ex-nobody\",\"code\":{\"text\":\"x\"}}");
        integration.put(
                "/fhir/Group/ex-group",
                """
                {"resourceType":"Group","id":"ex-group","type":"person","actual":true,"member":[
                 {"entity":{"reference":"Patient/ex-p2"}},
                 {"entity":{"reference":"%s/fhir/Patient/ex-p4"}},
                 {"entity":{"reference":"Patient/ex-p3"},"inactive":true}]}"""
                        .formatted(Http.address()));

        assertThat(Exporting.begin(integration, "/fhir/Group/ex-group/$export").resources())
                .containsKeys("Patient/ex-p2", "Observation/ex-member")
                .containsKeys("Patient/ex-p4", "Observation/ex-member-in-full")
                .doesNotContainKeys("Patient/ex-p3", "Observation/ex-other");
        assertThat(Exporting.begin(integration, "/fhir/Patient/$export").resources())
                .containsKeys("Patient/ex-p2", "Patient/ex-p3", "Observation/ex-other")
                .doesNotContainKeys("Basic/ex-nobody");
        assertThat(integration.get("/fhir/Group/ex-no-group/$export").status()).isEqualTo(404);
    }

    @Test
    void a_file_is_packed_for_those_who_take_that() throws IOException {
        Exporting.observation("ex-packed", "ex-p1", "ex-1");
        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/$export?_type=Observation&_typeFilter=Observation%3F_id%3Dex-packed");
        String file = Exporting.path(export.manifest().path("output").path(0).path("url").asText());

        Reply packed = integration.with("Accept-Encoding", "gzip").get(file);

        Reply plain = integration.get(file);
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Content-Type")).isEqualTo("application/fhir+ndjson");
        assertThat(packed.http().headers().allValues("Vary")).contains("accept-encoding");
        GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed.http().body()));
        assertThat(bytes.readAllBytes()).isEqualTo(plain.http().body());
        assertThat(plain.text()).contains("\"ex-packed\"").endsWith("}\n");
    }

    private static String code(JsonNode observation) {
        return observation.path("code").path("coding").path(0).path("code").asText();
    }

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
