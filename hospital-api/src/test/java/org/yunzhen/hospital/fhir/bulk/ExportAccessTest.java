package org.yunzhen.hospital.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Who gets what of an export, how long, and what is refused. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportAccessTest {
    @Inject Transactions transactions;

    private final Http integration = Http.as("integration01");

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
        Exporting.observation("ex-secret", "ex-p1", "ex-1");

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
        Exporting.observation("ex-trail", "ex-p4", "ex-t");
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

        Exporting.observation("ex-expiring", "ex-p1", "ex-1");
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
                    "_since=2026-01-01",
                    "_since=2026-01-01T00:00:00",
                    "_since=2026-01-01T00:00Z",
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

    private RowSet<Row> run(String sql, Object... values) {
        return transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
    }
}
