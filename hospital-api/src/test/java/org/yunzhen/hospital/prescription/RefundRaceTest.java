package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.settlement.SettlementProfile;
import org.yunzhen.hospital.testing.HeldRow;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Money of a prescription and what else happens to it at the same moment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class RefundRaceTest {
    private static final int RACES = 8;

    @Inject Ward ward;
    @Inject PaidPrescriptions paid;
    @Inject DataSource database;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void of_a_handover_and_the_end_of_the_time_at_once_exactly_one_costs_nothing() {
        for (int race = 0; race < RACES; race++) {
            SplitPrescription split = SplitPrescription.of(ward, paid.visit());
            paid.pay(split.visit(), split.task());
            String dispense =
                    TaskCalls.parametersOf(
                            "{\"name\":\"secret\",\"valueString\":\"%s\"},%s"
                                    .formatted(split.secret(), handover(split)));
            CompletableFuture<Reply> handover;
            try (HeldRow row = HeldRow.of(database, "prescription", "id", split.task())) {
                handover =
                        Http.as("pharmacy01")
                                .postLater("/fhir/Task/" + split.task() + "/$dispense", dispense);
                row.awaitWaiting(1);
            }
            paid.expire(split.task());

            String bill = handover.join().status() == 200 ? "settled" : "refunded";
            paid.awaitBill(split.task(), bill);
            assertThat(TaskCalls.status(split.task()))
                    .isEqualTo(bill.equals("settled") ? "completed" : "failed");
        }
    }

    @Test
    void nothing_is_handed_over_of_what_has_ended_whoever_writes_it() {
        SplitPrescription split = SplitPrescription.of(ward, paid.visit());
        paid.expire(split.task());

        assertThatThrownBy(
                        () ->
                                paid.change(
                                        "UPDATE prescription_line SET dispensed = 1"
                                                + " WHERE prescription = $1",
                                        split.task()))
                .hasMessageContaining("is not held by a pharmacy");
    }

    @Test
    void a_refund_and_a_revocation_at_once_give_back_once_and_tell_it_once() {
        Visit visit = paid.visit();
        String task = ward.ready(visit);
        String claim = paid.pay(visit, task);
        CompletableFuture<Reply> revoked;
        CompletableFuture<Reply> refunded;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            revoked =
                    Http.as(Ward.DOCTOR)
                            .postLater("/fhir/Task/" + task + "/$revoke", PaidPrescriptions.REASON);
            row.awaitWaiting(1);
            refunded = paid.refundLater(visit.patient(), claim);
            row.awaitWaiting(2);
        }

        assertThat(revoked.join().status()).isEqualTo(200);
        assertThat(refunded.join().status()).as(refunded.join().text()).isEqualTo(201);
        assertThat(paid.told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
        assertThat(paid.told(Kinds.BILL_REFUNDING, task)).isZero();
    }

    @Test
    void two_refunds_at_once_tell_once_that_the_money_goes_back() {
        Visit visit = paid.visit();
        String task = ward.ready(visit);
        String claim = paid.pay(visit, task);
        CompletableFuture<Reply> one;
        CompletableFuture<Reply> other;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            one = paid.refundLater(visit.patient(), claim);
            other = paid.refundLater("operator01", claim);
            row.awaitWaiting(2);
        }

        assertThat(one.join().status()).as(one.join().text()).isEqualTo(201);
        assertThat(other.join().id()).isEqualTo(one.join().id());
        assertThat(paid.told(Kinds.BILL_REFUNDING, task)).isEqualTo(1);
        assertThat(paid.told(Kinds.BILL_REFUNDED, task)).isEqualTo(1);
    }

    @Test
    void who_waits_for_the_prescription_to_say_that_it_is_paid_does_not_hold_its_task() {
        Visit visit = paid.visit();
        String task = ward.ready(visit);
        String quote = paid.quote(visit, task);
        CompletableFuture<Reply> settled;
        try (HeldRow row = HeldRow.of(database, "prescription", "id", task)) {
            settled =
                    Http.as(visit.patient())
                            .postLater("/fhir/Claim/$settle", paid.reference("quote", quote));
            row.awaitWaiting(1);
            assertThat(row.takes("resource", "id", task)).isTrue();
        }
        assertThat(settled.join().status()).as(settled.join().text()).isEqualTo(201);
    }

    private static String handover(SplitPrescription split) {
        return """
               {"name":"medicationDispense","resource":{
                 "resourceType":"MedicationDispense","status":"completed",
                 "medicationCodeableConcept":{"coding":[
                   {"system":"https://yunzhen.example/fhir/sid/medicine-code","code":"S-AMLO"}]},
                 "authorizingPrescription":[{"reference":"MedicationRequest/%s"}],
                 "quantity":{"value":2,"unit":"盒"}}}"""
                .formatted(split.lines().get(0));
    }
}
