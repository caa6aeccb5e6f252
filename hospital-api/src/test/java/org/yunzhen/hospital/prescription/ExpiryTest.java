package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

/** The end of a prescription's validity (R21). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExpiryTest {
    private static final String EXPIRE =
            "UPDATE prescription SET valid_until = now() - interval '1 minute' WHERE id = $1";

    /** As many as a turn takes; none has a Task. */
    private static final String BROKEN =
            """
            INSERT INTO prescription (tenant, id, status, patient, encounter, prescriber, bundle,
                                      valid_until)
            SELECT 'home', 'broken-' || n, 'requested', 'none', 'none', 'Practitioner/none',
                   'none', now() - interval '1 day'
              FROM generate_series(1, 200) n""";

    @Inject Ward ward;
    @Inject Transactions transactions;
    @Inject ExpiryJob expiry;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void a_prescription_past_its_time_fails_and_cannot_be_claimed() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = TaskCalls.code(visit, task);
        transactions.run(Ward.HOME, tx -> tx.run(EXPIRE, task)).await().indefinitely();
        assertThat(TaskCalls.claim("pharmacy01", code).refusals())
                .containsExactly("prescription-expired");

        expiry.expire().await().indefinitely();

        assertThat(TaskCalls.status(task)).isEqualTo("failed");
        assertThat(
                        Http.as(Ward.DOCTOR)
                                .get("/fhir/MedicationRequest/" + TaskCalls.request(task))
                                .json()
                                .path("status")
                                .textValue())
                .isEqualTo("stopped");
    }

    @Test
    void a_prescription_that_cannot_be_ended_keeps_no_other_from_ending() {
        String broken = ward.ready(ward.visit());
        String other = ward.ready(ward.visit());
        String request = TaskCalls.request(broken);
        expired(broken, other);
        line(request, "not-there");

        try {
            expiry.expire().await().indefinitely();

            assertThat(TaskCalls.status(other)).isEqualTo("failed");
            assertThat(TaskCalls.status(broken)).isEqualTo("ready");
        } finally {
            line("not-there", request);
        }
        expiry.expire().await().indefinitely();
        assertThat(TaskCalls.status(broken)).isEqualTo("failed");
    }

    @Test
    void as_many_as_a_turn_takes_may_fail_for_ever_and_the_next_is_ended() {
        String other = ward.ready(ward.visit());
        run(BROKEN);
        run(EXPIRE, other);
        try {
            expiry.expire().await().indefinitely();
            expiry.expire().await().indefinitely();

            assertThat(TaskCalls.status(other)).isEqualTo("failed");
        } finally {
            run("DELETE FROM prescription WHERE id LIKE 'broken-%'");
        }
    }

    private void run(String sql, Object... values) {
        transactions.run(Ward.HOME, tx -> tx.run(sql, values)).await().indefinitely();
    }

    /** In this order. */
    private void expired(String first, String second) {
        transactions
                .run(
                        Ward.HOME,
                        tx ->
                                tx.run(EXPIRE, second)
                                        .chain(
                                                () ->
                                                        tx.run(
                                                                "UPDATE prescription SET valid_until ="
                                                                        + " now() - interval '1 hour'"
                                                                        + " WHERE id = $1",
                                                                first)))
                .await()
                .indefinitely();
    }

    private void line(String from, String to) {
        transactions
                .run(
                        Ward.HOME,
                        tx ->
                                tx.run(
                                        "UPDATE prescription_line SET request = $2 WHERE request = $1",
                                        from,
                                        to))
                .await()
                .indefinitely();
    }
}
