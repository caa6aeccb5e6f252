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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
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
        observation("ex-kept", "ex-p1", "ex-1");
        observation("ex-changed", "ex-p1", "ex-1");
        observation("ex-gone", "ex-p1", "ex-1");
        observation("ex-deleted-before", "ex-p1", "ex-1");
        integration.delete("/fhir/Observation/ex-deleted-before");

        Exporting export = Exporting.begin(integration, "/fhir/$export?_type=Observation,Patient");
        observation("ex-changed", "ex-p1", "ex-2");
        integration.delete("/fhir/Observation/ex-gone");
        observation("ex-later", "ex-p1", "ex-1");
        observation("ex-deleted-before", "ex-p1", "ex-1");

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
        run(
                """
                INSERT INTO job_lease VALUES ('export', 'another', now() + interval '1 hour')
                ON CONFLICT (job) DO UPDATE SET holder = 'another',
                       held_until = now() + interval '1 hour'""");
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

        run("DELETE FROM job_lease WHERE job = 'export'");

        assertThat(export.resources())
                .containsKeys("Basic/ex-resume-0", "Basic/ex-resume-1", "Basic/ex-resume-2");
    }

    @Test
    void the_next_export_since_the_last_holds_what_changed_after_it_and_no_more() {
        observation("ex-since-1", "ex-p1", "ex-9");
        String filter = "?_type=Observation&_typeFilter=Observation%3Fcode%3Dex-9";
        JsonNode first = Exporting.begin(integration, "/fhir/$export" + filter).manifest();
        observation("ex-since-2", "ex-p1", "ex-9");

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
        observation("ex-filter-in", "ex-p1", "ex-f");
        observation("ex-filter-out", "ex-p1", "ex-g");
        observation("ex-filter-was", "ex-p1", "ex-f");
        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/$export?_typeFilter=Observation%3Fcode%3Dex-f%26date%3Dge2026,"
                                + "Observation%3Fcode%3Dex-none&_type=Observation");
        observation("ex-filter-out", "ex-p1", "ex-f");
        observation("ex-filter-was", "ex-p1", "ex-g");

        assertThat(export.resources())
                .containsOnlyKeys("Observation/ex-filter-in", "Observation/ex-filter-was");
    }

    @Test
    void a_group_holds_the_records_of_its_members_and_the_patient_level_all_records() {
        observation("ex-member", "ex-p2", "ex-1");
        observation("ex-other", "ex-p3", "ex-1");
        integration.put(
                "/fhir/Basic/ex-nobody",
                "{\"resourceType\":\"Basic\",\"id\":\"ex-nobody\",\"code\":{\"text\":\"x\"}}");
        integration.put(
                "/fhir/Group/ex-group",
                """
                {"resourceType":"Group","id":"ex-group","type":"person","actual":true,"member":[
                 {"entity":{"reference":"Patient/ex-p2"}},
                 {"entity":{"reference":"Patient/ex-p3"},"inactive":true}]}""");

        assertThat(Exporting.begin(integration, "/fhir/Group/ex-group/$export").resources())
                .containsKeys("Patient/ex-p2", "Observation/ex-member")
                .doesNotContainKeys("Patient/ex-p3", "Observation/ex-other");
        assertThat(Exporting.begin(integration, "/fhir/Patient/$export").resources())
                .containsKeys("Patient/ex-p2", "Patient/ex-p3", "Observation/ex-other")
                .doesNotContainKeys("Basic/ex-nobody");
        assertThat(integration.get("/fhir/Group/ex-no-group/$export").status()).isEqualTo(404);
    }

    @Test
    void only_whoever_may_see_a_whole_type_gets_it_and_only_the_one_who_asked_gets_the_files() {
        assertThat(Http.as("patient011").get("/fhir/$export").status()).isEqualTo(403);
        assertThat(Http.as("doctor01").get("/fhir/Patient/$export").status()).isEqualTo(403);
        assertThat(Http.anonymous().get("/fhir/$export").status()).isEqualTo(401);
        assertThat(integration.get("/fhir/$export?_type=AuditEvent").status()).isEqualTo(403);
        Http regulator = Http.as("regulator01");
        assertThat(regulator.get("/fhir/$export?_type=Patient").status()).isEqualTo(403);
        assertThat(regulator.get("/fhir/Patient/$export").status()).isEqualTo(403);
        integration.put(
                "/fhir/Practitioner/ex-dr", "{\"resourceType\":\"Practitioner\",\"id\":\"ex-dr\"}");
        observation("ex-secret", "ex-p1", "ex-1");

        Exporting export = Exporting.begin(regulator, "/fhir/$export");

        assertThat(export.resources()).containsKey("Practitioner/ex-dr");
        assertThat(export.resources().keySet()).noneMatch(key -> key.startsWith("Observation/"));
        String file = Exporting.path(export.manifest().path("output").path(0).path("url").asText());
        assertThat(integration.get(export.status()).status()).isEqualTo(404);
        assertThat(integration.get(file).status()).isEqualTo(404);
        assertThat(Http.as("patient011").get(file).status()).isEqualTo(403);
        assertThat(Http.anonymous().get(file).status()).isEqualTo(401);
    }

    @Test
    void each_download_stands_in_the_trail_of_the_patients_in_the_file() {
        observation("ex-trail", "ex-p4", "ex-t");
        Exporting export =
                Exporting.begin(
                        integration,
                        "/fhir/$export?_type=Observation&_typeFilter=Observation%3Fcode%3Dex-t");
        export.resources();

        Row row =
                run("SELECT type, rule FROM trail WHERE action = 'export_file'"
                                + " AND patients = '{ex-p4}'")
                        .iterator()
                        .next();
        assertThat(row.getString(0)).isEqualTo("Observation");
        assertThat(row.getString(1)).isEqualTo("integration:own-export");
    }

    @Test
    void what_was_cancelled_or_has_expired_is_not_there_any_more() {
        Exporting cancelled = Exporting.begin(integration, "/fhir/$export?_type=Basic");
        assertThat(integration.delete(cancelled.status()).status()).isEqualTo(202);
        assertThat(cancelled.poll().status()).isEqualTo(404);
        assertThat(integration.delete(cancelled.status()).status()).isEqualTo(404);

        observation("ex-expiring", "ex-p1", "ex-1");
        Exporting expired = Exporting.begin(integration, "/fhir/$export?_type=Observation");
        String file =
                Exporting.path(expired.manifest().path("output").path(0).path("url").asText());
        assertThat(expired.poll().header("Expires")).endsWith("GMT");
        String id = expired.status().substring(expired.status().lastIndexOf('/') + 1);
        run("UPDATE export SET expires_at = now() - interval '1 second' WHERE id = $1", id);
        assertThat(expired.poll().status()).isEqualTo(404);
        assertThat(integration.get(file).status()).isEqualTo(404);
    }

    @Test
    void what_cannot_be_served_is_refused_at_the_kick_off() {
        for (String query :
                new String[] {
                    "_outputFormat=text/csv",
                    "_since=yesterday",
                    "_type=Nonsense",
                    "_elements=id",
                    "_typeFilter=Patient",
                    "_typeFilter=Nonsense%3Fx%3D1",
                    "_typeFilter=Patient%3Fnonsense%3D1",
                    "_typeFilter=Observation%3Fpatient.name%3Dx",
                    "_typeFilter=Observation%3F_sort%3Ddate",
                    "_type=Patient&_typeFilter=Observation%3Fcode%3Dx"
                }) {
            Reply reply = integration.get("/fhir/$export?" + query);
            assertThat(reply.status()).as(query + reply.text()).isEqualTo(400);
        }
        assertThat(integration.get("/fhir/$export/nothing").status()).isEqualTo(404);
        assertThat(integration.get("/fhir/$export/nothing/x").status()).isEqualTo(404);
        assertThat(integration.put("/fhir/$export/nothing", "{}").status()).isEqualTo(405);
        assertThat(integration.get("/fhir/Observation/$export").status()).isEqualTo(404);
    }

    private void observation(String id, String patient, String code) {
        integration.put(
                "/fhir/Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(patient));
        Reply reply =
                integration.put(
                        "/fhir/Observation/" + id,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                         "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2026-11-20",
                         "code":{"coding":[{"system":"urn:ex","code":"%s"}]}}"""
                                .formatted(id, patient, code));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private static String code(JsonNode observation) {
        return observation.path("code").path("coding").path(0).path("code").asText();
    }

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
