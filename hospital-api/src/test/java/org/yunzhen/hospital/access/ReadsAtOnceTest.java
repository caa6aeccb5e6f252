package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Reads of many callers share statements, and nothing else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReadsAtOnceTest {
    private static final List<String> PATIENTS = List.of("patient151", "patient152", "patient153");
    private static final int ROUNDS = 40;

    /** Treats the first of the patients and nobody else. */
    private static final String DOCTOR = "doctor27";

    @Inject DataSource database;
    @Inject Transactions transactions;
    @Inject CareRelations relations;

    /** What is asked, by whom, and what must come. */
    private record Asked(String trace, String owner, int status, CompletableFuture<Reply> answer) {}

    @BeforeEach
    void records() {
        Http integration = Http.as("integration01");
        for (String patient : PATIENTS) {
            integration.put("/fhir/Patient/" + patient, Records.of("Patient", patient, patient));
            String id = "at-once-" + patient;
            integration.put("/fhir/Condition/" + id, Records.of("Condition", id, patient));
        }
        transactions
                .run(
                        "home",
                        tx ->
                                relations.open(
                                        tx,
                                        "Practitioner/" + DOCTOR,
                                        PATIENTS.get(0),
                                        CareRelations.TREATING,
                                        "Encounter/at-once",
                                        null))
                .await()
                .indefinitely();
    }

    @Test
    void everybody_gets_their_own_record_and_nobody_anothers_and_each_leaves_its_row() {
        List<Asked> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String caller : PATIENTS) {
                PATIENTS.forEach(
                        owner -> all.add(ask(caller, owner, owner.equals(caller) ? 200 : 403)));
                all.add(ask(caller, "nobody", 403));
            }
            PATIENTS.forEach(
                    owner ->
                            all.add(ask(DOCTOR, owner, owner.equals(PATIENTS.get(0)) ? 200 : 403)));
            PATIENTS.forEach(owner -> all.add(ask("integration01", owner, 200)));
            all.add(ask("integration01", "nobody", 404));
        }

        for (Asked asked : all) {
            Reply reply = asked.answer().join();
            assertThat(reply.status()).as(asked.owner()).isEqualTo(asked.status());
            if (asked.status() == 200) {
                assertThat(reply.id()).isEqualTo("at-once-" + asked.owner());
                assertThat(reply.text()).contains("Patient/" + asked.owner());
            }
        }
        assertEachLeftItsRow(all);
    }

    private static Asked ask(String caller, String owner, int status) {
        String trace = "at-once-" + UUID.randomUUID();
        Http http = Http.as(caller).with("X-Request-Id", trace);
        return new Asked(trace, owner, status, http.getLater("/fhir/Condition/at-once-" + owner));
    }

    private void assertEachLeftItsRow(List<Asked> all) {
        List<List<String>> rows =
                new Tables(database)
                        .rows(
                                "SELECT request_id, status, resource_id FROM trail"
                                        + " WHERE request_id LIKE 'at-once-%'");
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream()
                                .map(
                                        a ->
                                                List.of(
                                                        a.trace(),
                                                        "" + a.status(),
                                                        "at-once-" + a.owner()))
                                .toList());
    }
}
