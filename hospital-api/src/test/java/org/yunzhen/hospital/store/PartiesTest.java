package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PartiesTest {
    private static final String ID = "parties-task";
    private static final String TASK =
            """
            {"resourceType":"Task","id":"parties-task","status":"ready","intent":"order"}""";

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Parties parties;

    @Test
    void a_search_shows_a_document_to_those_who_work_on_it_now_and_to_nobody_who_did() {
        ObjectNode task = (ObjectNode) FhirJson.parse(TASK.getBytes(StandardCharsets.UTF_8));
        transactions
                .run("home", tx -> documents.create(tx, task, Ownership.of("t", "Role/pharmacist")))
                .await()
                .indefinitely();
        assertThat(found("pharmacist01")).isTrue();
        assertThat(found("pharmacy01")).isFalse();

        hand("Organization/pharmacy01");
        assertThat(found("pharmacist01")).isFalse();
        assertThat(found("pharmacy01")).isTrue();

        hand("Organization/pharmacy02");
        assertThat(found("pharmacy01")).isFalse();
        assertThat(found("pharmacy02")).isTrue();
    }

    private void hand(String party) {
        transactions
                .run("home", tx -> parties.set(tx, "Task", ID, List.of(party)))
                .await()
                .indefinitely();
    }

    /** Read and search must say the same. */
    private static boolean found(String account) {
        boolean found =
                Http.as(account).get("/fhir/Task?_id=" + ID).json().path("total").intValue() == 1;
        assertThat(Http.as(account).get("/fhir/Task/" + ID).status()).isEqualTo(found ? 200 : 403);
        return found;
    }
}
