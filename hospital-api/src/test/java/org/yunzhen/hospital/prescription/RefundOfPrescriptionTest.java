package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.settlement.SettlementProfile;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * What was paid for a prescription of which nothing is handed over any more goes back by itself.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class RefundOfPrescriptionTest {
    @Inject Ward ward;
    @Inject PaidPrescriptions paid;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void a_paid_prescription_that_is_revoked_is_given_back_once_by_itself() {
        Visit visit = paid.visit();
        String task = ward.ready(visit);
        paid.pay(visit, task);

        assertThat(paid.revoke(task).status()).isEqualTo(200);
        assertThat(paid.revoke(task).refusals()).containsExactly("wrong-state");

        paid.awaitBill(task, "refunded");
        assertThat(paid.payment(task)).isEqualTo("refunded");
        assertThat(paid.told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
    }

    @Test
    void it_is_given_back_when_the_pharmacy_that_held_it_has_agreed() {
        SplitPrescription split = SplitPrescription.of(ward, paid.visit());
        paid.pay(split.visit(), split.task());

        paid.revoke(split.task());
        assertThat(paid.bill(split.task())).isEqualTo("settled");
        assertThat(split.release().json().path("status").textValue()).isEqualTo("cancelled");

        paid.awaitBill(split.task(), "refunded");
    }

    @Test
    void a_paid_prescription_that_expires_undelivered_is_given_back_by_itself() {
        SplitPrescription split = SplitPrescription.of(ward, paid.visit());
        paid.pay(split.visit(), split.task());

        paid.expire(split.task());

        assertThat(TaskCalls.status(split.task())).isEqualTo("failed");
        paid.awaitBill(split.task(), "refunded");
        assertThat(paid.payment(split.task())).isEqualTo("refunded");
    }

    @Test
    void what_was_handed_over_in_part_is_left_to_the_hospital() {
        SplitPrescription split = SplitPrescription.of(ward, paid.visit());
        String claim = paid.pay(split.visit(), split.task());
        split.dispense("pharmacy01", split.secret(), 1, "0.5");

        paid.expire(split.task());

        assertThat(TaskCalls.status(split.task())).isEqualTo("completed");
        assertThat(paid.refund(split.visit().patient(), claim).refusals())
                .containsExactly("refund-not-allowed");
        assertThat(paid.bill(split.task())).isEqualTo("settled");
        assertThat(paid.refund("operator01", claim).status()).isEqualTo(201);
        assertThat(paid.payment(split.task())).isEqualTo("refunded");
    }

    @Test
    void a_revocation_of_what_circulates_with_a_line_handed_over_ends_it_as_far_as_it_got() {
        SplitPrescription split = SplitPrescription.of(ward, paid.visit());
        String claim = paid.pay(split.visit(), split.task());
        split.dispense("pharmacy01", split.secret(), 0, "2");
        assertThat(split.release().json().path("status").textValue()).isEqualTo("ready");
        assertThat(paid.refund(split.visit().patient(), claim).refusals())
                .containsExactly("refund-not-allowed");

        Reply revoked = paid.revoke(split.task());

        assertThat(revoked.json().path("status").textValue()).isEqualTo("completed");
        assertThat(split.lines())
                .extracting(line -> Http.as(Ward.DOCTOR).get("/fhir/MedicationRequest/" + line))
                .extracting(request -> request.json().path("status").textValue())
                .containsExactly("completed", "cancelled");
        assertThat(paid.bill(split.task())).isEqualTo("settled");
    }
}
