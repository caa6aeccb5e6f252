package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/**
 * A plain read leaves its row in the statement that reads, a conditional one afterwards. Whoever
 * reads whatever: both say the same, and each leaves one row.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TracedReadsTest {
    private static final String PATIENT = "patient161";
    private static final String GUARDIAN = "patient162";
    private static final String DOCTOR = "doctor26";
    private static final String NOBODY = "";
    private static final String TASK =
            "{\"resourceType\":\"Task\",\"id\":\"%s\",\"status\":\"ready\",\"intent\":\"order\"}";

    private static final List<String> CALLERS =
            List.of(
                    PATIENT,
                    GUARDIAN,
                    "patient163",
                    DOCTOR,
                    "doctor25",
                    "pharmacist01",
                    "pharmacy01",
                    "pharmacy02",
                    "integration01",
                    "operator01",
                    "compliance01",
                    "regulator01",
                    NOBODY);

    private static final List<String> READ =
            List.of(
                    "/fhir/Patient/" + PATIENT,
                    "/fhir/Condition/traced",
                    "/fhir/Condition/traced-deleted",
                    "/fhir/Condition/traced-none",
                    "/fhir/Task/traced-of-pharmacists",
                    "/fhir/Task/traced-of-pharmacy",
                    "/fhir/Organization/traced",
                    "/fhir/Organization/traced-deleted",
                    "/fhir/Organization/traced-none");

    @Inject DataSource database;
    @Inject Transactions transactions;
    @Inject CareRelations relations;
    @Inject Documents documents;

    private Tables tables;

    @BeforeEach
    void records() {
        tables = new Tables(database);
        Http integration = Http.as("integration01");
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        for (String id : List.of("traced", "traced-deleted")) {
            integration.put("/fhir/Condition/" + id, Records.of("Condition", id, PATIENT));
            integration.put(
                    "/fhir/Organization/" + id,
                    "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"name\":\"x\"}"
                            .formatted(id));
        }
        integration.delete("/fhir/Condition/traced-deleted");
        integration.delete("/fhir/Organization/traced-deleted");
        relate("Patient/" + GUARDIAN, CareRelations.GUARDIAN);
        relate("Practitioner/" + DOCTOR, CareRelations.TREATING);
        task("traced-of-pharmacists", "Role/pharmacist");
        task("traced-of-pharmacy", "Organization/pharmacy01");
    }

    private void relate(String actor, String kind) {
        transactions
                .run("home", tx -> relations.open(tx, actor, PATIENT, kind, "Encounter/t", null))
                .await()
                .indefinitely();
    }

    private void task(String id, String party) {
        byte[] text = TASK.formatted(id).getBytes(StandardCharsets.UTF_8);
        ObjectNode task = (ObjectNode) FhirJson.parse(text);
        if (tables.rows("SELECT 1 FROM resource WHERE id = '" + id + "'").isEmpty()) {
            transactions
                    .run("home", tx -> documents.create(tx, task, Ownership.of("t", party)))
                    .await()
                    .indefinitely();
        }
    }

    /** What a read leaves: its status, and all that the trail says but when and which request. */
    private List<List<String>> left(Http caller, String path) {
        String id = UUID.randomUUID().toString();
        Reply reply = caller.with("X-Request-Id", id).get(path);
        List<List<String>> rows =
                tables.rows(
                        "SELECT tenant, actor, role, relation, rule, purpose, action, type,"
                                + " resource_id, version, patients::text, status, refusal, query"
                                + " FROM trail WHERE request_id = '"
                                + id
                                + "'");
        assertThat(rows).as(path).hasSize(1);
        assertThat(rows.get(0)).as(path).contains("" + reply.status());
        return rows;
    }

    @Test
    void the_row_of_a_plain_read_says_what_that_of_a_conditional_one_says() {
        for (String account : CALLERS) {
            Http caller = account.equals(NOBODY) ? Http.anonymous() : Http.as(account);
            for (String path : READ) {
                List<List<String>> conditional =
                        left(caller.with("If-None-Match", "W/\"999\""), path);
                assertThat(left(caller, path)).as(account + " " + path).isEqualTo(conditional);
            }
        }
    }

    @Test
    void each_way_to_be_let_in_is_among_what_is_compared() {
        Http integration = Http.as("integration01");
        assertThat(relation(PATIENT, "/fhir/Condition/traced")).isEqualTo("self");
        assertThat(relation(GUARDIAN, "/fhir/Condition/traced")).isEqualTo("guardian");
        assertThat(relation(DOCTOR, "/fhir/Condition/traced")).isEqualTo("treating");
        assertThat(relation("pharmacist01", "/fhir/Task/traced-of-pharmacists")).isEqualTo("party");
        assertThat(relation("pharmacy01", "/fhir/Task/traced-of-pharmacy")).isEqualTo("party");
        assertThat(relation("integration01", "/fhir/Condition/traced")).isEqualTo("tenant");
        assertThat(relation(PATIENT, "/fhir/Organization/traced")).isEqualTo("public");
        assertThat(integration.get("/fhir/Condition/traced-deleted").status()).isEqualTo(410);
        assertThat(integration.get("/fhir/Condition/traced-none").status()).isEqualTo(404);
        assertThat(Http.as("doctor25").get("/fhir/Condition/traced").status()).isEqualTo(403);
    }

    private String relation(String account, String path) {
        return left(Http.as(account), path).get(0).get(3);
    }
}
