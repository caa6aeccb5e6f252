package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.appointment.Clinic.act;
import static org.yunzhen.hospital.appointment.Clinic.appointment;
import static org.yunzhen.hospital.appointment.Clinic.booked;
import static org.yunzhen.hospital.appointment.Clinic.parameters;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.status;
import static org.yunzhen.hospital.appointment.Clinic.waiting;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.settlement.SettlementProfile;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A refund of what is not yet used cancels it: money and number go back together or not at all. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SettlementProfile.class)
class RefundTest {
    private static final int RACES = 12;

    @Inject Rows rows;

    @Test
    void a_refund_of_a_booked_appointment_cancels_it_and_returns_its_number() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(400), slot);
        String claim = paid("patient400", id);

        Reply refund = refund("patient400", claim);

        assertThat(refund.status()).as(refund.text()).isEqualTo(201);
        assertThat(status(id)).isEqualTo("cancelled");
        assertThat(
                        appointment(id)
                                .path("cancelationReason")
                                .path("coding")
                                .path(0)
                                .path("code")
                                .textValue())
                .isEqualTo("refunded");
        assertThat(bill(id)).isEqualTo("refunded");
        assertThat(rows.miscounted(slot)).isZero();
        assertThat(booked(patient(401), slot)).isNotNull();
        assertThat(refund("patient400", claim).id()).isEqualTo(refund.id());
        assertThat(rows.told(Kinds.APPOINTMENT_CANCELLED, id)).isEqualTo(1);
    }

    @Test
    void the_number_of_a_refunded_appointment_goes_to_who_waits_first() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(402), slot);
        String claim = paid("patient402", id);
        String waiter = booked(patient(403), slot, waiting());

        assertThat(refund("operator01", claim).status()).isEqualTo(201);

        assertThat(status(id)).isEqualTo("cancelled");
        assertThat(status(waiter)).isEqualTo("pending");
        assertThat(act("patient402", id, "check-in", "").refusals()).containsExactly("wrong-state");
    }

    @Test
    void who_has_checked_in_is_told_to_leave_the_waiting_room_instead() {
        String id = booked(patient(404), new Clinic().slot(1, "35.00"));
        String claim = paid("patient404", id);
        act("patient404", id, "check-in", "");

        Reply refused = refund("patient404", claim);

        assertThat(refused.refusals()).containsExactly("refund-not-allowed");
        assertThat(refused.text()).contains("Encounter/$leave");
        assertThat(status(id)).isEqualTo("arrived");
        assertThat(bill(id)).isEqualTo("settled");

        Reply left = Http.as("patient404").post("/fhir/Encounter/" + visit(id) + "/$leave", "");
        assertThat(left.status()).as(left.text()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("cancelled");
        assertThat(refund("patient404", claim).status()).isEqualTo(201);
        assertThat(bill(id)).isEqualTo("refunded");
    }

    @Test
    void the_hospital_may_refund_who_has_checked_in_and_the_visit_goes_on() {
        String id = booked(patient(405), new Clinic().slot(1, "35.00"));
        String claim = paid("patient405", id);
        act("patient405", id, "check-in", "");

        assertThat(refund("operator01", claim).status()).isEqualTo(201);

        assertThat(status(id)).isEqualTo("arrived");
        assertThat(bill(id)).isEqualTo("refunded");
    }

    @Test
    void of_a_refund_and_a_check_in_at_once_exactly_one_happens() {
        String slot = new Clinic().slot(RACES, "35.00");
        for (int race = 0; race < RACES; race++) {
            String account = patient(410 + race);
            String id = booked(account, slot);
            String claim = paid(account, id);

            CompletableFuture<Reply> refund = later(account, "Claim/" + claim + "/$refund");
            CompletableFuture<Reply> checkIn = later(account, "Appointment/" + id + "/$check-in");

            boolean refunded = refund.join().status() == 201;
            assertThat(checkIn.join().status() == 200)
                    .as(refund.join().text() + checkIn.join().text())
                    .isNotEqualTo(refunded);
            assertThat(status(id)).isEqualTo(refunded ? "cancelled" : "arrived");
            assertThat(bill(id)).isEqualTo(refunded ? "refunded" : "settled");
        }
        assertThat(rows.miscounted(slot)).isZero();
    }

    @Test
    void a_refund_and_a_cancellation_at_once_give_back_once() {
        String slot = new Clinic().slot(RACES, "35.00");
        for (int race = 0; race < RACES; race++) {
            String account = patient(430 + race);
            String id = booked(account, slot);
            String claim = paid(account, id);

            CompletableFuture<Reply> refund = later(account, "Claim/" + claim + "/$refund");
            CompletableFuture<Reply> cancel = later(account, "Appointment/" + id + "/$cancel");

            assertThat(refund.join().status()).as(refund.join().text()).isEqualTo(201);
            assertThat(cancel.join().status()).isIn(200, 409);
            assertThat(status(id)).isEqualTo("cancelled");
            assertThat(rows.told(Kinds.APPOINTMENT_CANCELLED, id)).isEqualTo(1);
            assertThat(rows.told(Kinds.BILL_REFUNDED, id)).isEqualTo(1);
        }
        assertThat(rows.miscounted(slot)).isZero();
    }

    /** Pays for an appointment: the id of the Claim. */
    private static String paid(String account, String appointment) {
        String quote =
                Http.as(account)
                        .post(
                                "/fhir/Claim/$quote",
                                parameters(reference("subject", "Appointment/" + appointment)))
                        .id();
        Reply bill =
                Http.as(account)
                        .post(
                                "/fhir/Claim/$settle",
                                parameters(reference("quote", "ClaimResponse/" + quote)));
        assertThat(bill.status()).as(bill.text()).isEqualTo(201);
        assertThat(status(appointment)).isEqualTo("booked");
        return bill.json().path("request").path("reference").asText().substring("Claim/".length());
    }

    private static String reference(String name, String target) {
        return "{\"name\":\"%s\",\"valueReference\":{\"reference\":\"%s\"}}"
                .formatted(name, target);
    }

    private static Reply refund(String account, String claim) {
        return Http.as(account).post("/fhir/Claim/" + claim + "/$refund", parameters(""));
    }

    private static CompletableFuture<Reply> later(String account, String path) {
        return Http.as(account).postLater("/fhir/" + path, parameters(""));
    }

    private String bill(String appointment) {
        return rows.text(
                "SELECT status FROM bill WHERE subject_type = 'Appointment' AND subject_id = $1",
                appointment);
    }

    private String visit(String appointment) {
        return rows.text("SELECT encounter FROM visit WHERE appointment = $1", appointment);
    }
}
