package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrailTest {
    private static final String PATIENT = "patient141";
    private static final String CONDITION = "/fhir/Condition/trail-c";

    @Inject DataSource database;

    private Tables tables;

    @BeforeEach
    void data() {
        tables = new Tables(database);
        Http integration = Http.as("integration01");
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        integration.put(CONDITION, Records.of("Condition", "trail-c", PATIENT));
    }

    private record Row(
            String action,
            String actor,
            String rule,
            String relation,
            String type,
            String id,
            String patients,
            String status,
            String refusal) {}

    /** What a request leaves, found by the id that it was sent with. */
    private List<Row> left(Http caller, Function<Http, Reply> request) {
        String id = UUID.randomUUID().toString();
        Reply reply = request.apply(caller.with("X-Request-Id", id));
        assertThat(reply.header("X-Request-Id")).isEqualTo(id);
        return tables
                .rows(
                        "SELECT action, actor, rule, relation, type, resource_id,"
                                + " array_to_string(patients, ' '), status, refusal"
                                + " FROM trail WHERE request_id = '"
                                + id
                                + "' ORDER BY seq")
                .stream()
                .map(
                        r ->
                                new Row(
                                        r.get(0), r.get(1), r.get(2), r.get(3), r.get(4), r.get(5),
                                        r.get(6), r.get(7), r.get(8)))
                .toList();
    }

    @Test
    void a_read_leaves_who_read_whose_record_by_which_rule_and_relation() {
        assertThat(left(Http.as(PATIENT), http -> http.get(CONDITION)))
                .containsExactly(
                        new Row(
                                "read",
                                "Patient/" + PATIENT,
                                "patient:record:read",
                                "self",
                                "Condition",
                                "trail-c",
                                PATIENT,
                                "200",
                                null));
    }

    @Test
    void a_refused_read_leaves_its_row_too() {
        assertThat(left(Http.as("doctor13"), http -> http.get(CONDITION)))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.status()).isEqualTo("403");
                            assertThat(row.refusal()).isEqualTo("forbidden");
                            assertThat(row.actor()).isEqualTo("Practitioner/doctor13");
                            assertThat(row.id()).isEqualTo("trail-c");
                        });
    }

    @Test
    void every_request_leaves_exactly_one_row_with_its_status() {
        Http caller = Http.as("integration01");
        String condition = Records.of("Condition", "trail-c", PATIENT);
        Map<String, Function<Http, Reply>> requests =
                Map.ofEntries(
                        Map.entry("read", http -> http.get(CONDITION)),
                        Map.entry("vread", http -> http.get(CONDITION + "/_history/1")),
                        Map.entry("history", http -> http.get(CONDITION + "/_history")),
                        Map.entry("search", http -> http.get("/fhir/Condition?_id=trail-c")),
                        Map.entry("create", http -> http.post("/fhir/Condition", condition)),
                        Map.entry("update", http -> http.put(CONDITION, condition)),
                        Map.entry("metadata", http -> http.get("/fhir/metadata")),
                        Map.entry("not there", http -> http.get("/fhir/Condition/none")),
                        Map.entry("no such path", http -> http.get("/fhir/Condition/a/b/c/d")),
                        Map.entry("not JSON", http -> http.post("/fhir/Condition", "{")),
                        Map.entry("bad body", http -> http.post("/fhir/Condition", "{}")),
                        Map.entry("other tenant", http -> http.get("/t/site/fhir/Condition")),
                        Map.entry("bad token", http -> http.withToken("x").get(CONDITION)),
                        Map.entry("no token", http -> http.withToken(null).get(CONDITION)),
                        Map.entry(
                                "stale",
                                http ->
                                        http.with("If-Match", "W/\"99\"")
                                                .put(CONDITION, condition)),
                        Map.entry("deleted", http -> http.delete("/fhir/Condition/trail-none")));
        requests.forEach(
                (name, request) -> {
                    int[] status = new int[1];
                    List<Row> rows =
                            left(
                                    caller,
                                    http -> {
                                        Reply reply = request.apply(http);
                                        status[0] = reply.status();
                                        return reply;
                                    });
                    assertThat(rows).as(name).hasSize(1);
                    assertThat(rows.get(0).status()).as(name).isEqualTo("" + status[0]);
                    assertThat(rows.get(0).refusal() != null).as(name).isEqualTo(status[0] >= 400);
                });
    }

    @Test
    void a_write_names_the_version_and_the_patient() {
        assertThat(
                        left(
                                Http.as("integration01"),
                                http ->
                                        http.put(
                                                "/fhir/Condition/trail-d",
                                                Records.of("Condition", "trail-d", PATIENT))))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.rule()).isEqualTo("integration:all:create");
                            assertThat(row.patients()).isEqualTo(PATIENT);
                            assertThat(row.status()).isEqualTo("201");
                        });
    }

    @Test
    void each_entry_of_a_bundle_leaves_a_row_beside_that_of_the_bundle() {
        String bundle =
                """
                {"resourceType":"Bundle","type":"%s","entry":[
                 {"request":{"method":"GET","url":"Condition/trail-c"}},
                 {"request":{"method":"GET","url":"Condition?_id=trail-c"}}]}\
                """;
        for (String type : List.of("batch", "transaction")) {
            assertThat(
                            left(
                                    Http.as("integration01"),
                                    http -> http.post("/fhir", bundle.formatted(type))))
                    .extracting(Row::action)
                    .as(type)
                    .containsExactlyInAnyOrder("read", "search", "bundle");
        }
    }

    @Test
    void a_search_names_the_patients_whose_records_it_showed() {
        assertThat(left(Http.as(PATIENT), http -> http.get("/fhir/Condition?_id=trail-c")))
                .singleElement()
                .satisfies(row -> assertThat(row.patients()).isEqualTo(PATIENT));
    }

    @Test
    void no_row_is_changed_or_taken_away_again() {
        for (String sql :
                List.of("UPDATE trail SET rule = 'x'", "DELETE FROM trail", "TRUNCATE trail")) {
            assertThatThrownBy(() -> tables.run(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void while_the_trail_cannot_be_written_nothing_is_answered_but_503() throws SQLException {
        Map<String, Long> before = tables.counts();
        tables.run("ALTER TABLE trail RENAME TO trail_away");
        try {
            before.put("trail_away", tables.counts().get("trail_away"));
            Reply read = Http.as(PATIENT).get(CONDITION);
            Reply refused = Http.as("doctor13").get(CONDITION);
            Reply unknown = Http.anonymous().withToken("x").get(CONDITION);
            Reply written =
                    Http.as("integration01")
                            .post("/fhir/Condition", Records.of("Condition", PATIENT));
            assertThat(List.of(read, refused, unknown, written))
                    .allSatisfy(
                            reply -> {
                                assertThat(reply.status()).isEqualTo(503);
                                assertThat(reply.refusals()).containsExactly("trail-unavailable");
                                assertThat(reply.header("Retry-After")).isNotNull();
                                assertThat(reply.text()).doesNotContain("Condition\"");
                            });
            assertThat(tables.counts()).isEqualTo(before);
        } finally {
            tables.run("ALTER TABLE trail_away RENAME TO trail");
        }
        assertThat(Http.as(PATIENT).get(CONDITION).status()).isEqualTo(200);
        assertThat(
                        Http.as("integration01")
                                .post("/fhir/Condition", Records.of("Condition", PATIENT))
                                .status())
                .isEqualTo(201);
    }
}
