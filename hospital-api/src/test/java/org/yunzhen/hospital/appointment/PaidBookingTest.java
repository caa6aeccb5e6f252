package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yunzhen.hospital.appointment.Clinic.act;
import static org.yunzhen.hospital.appointment.Clinic.appointment;
import static org.yunzhen.hospital.appointment.Clinic.book;
import static org.yunzhen.hospital.appointment.Clinic.booked;
import static org.yunzhen.hospital.appointment.Clinic.extension;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.status;
import static org.yunzhen.hospital.appointment.Clinic.waiting;
import static org.yunzhen.hospital.appointment.Clinic.wish;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.identifier.Extensions;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PaidBookingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject Rows rows;

    @Test
    void a_fee_holds_the_number_for_a_quarter_of_an_hour_and_payment_books_it() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(80), slot);
        var held = appointment(id);
        assertThat(held.path("status").textValue()).isEqualTo("pending");
        assertThat(extension(held, Extensions.FEE).path("valueMoney").path("value").decimalValue())
                .isEqualByComparingTo("35.00");
        OffsetDateTime created = OffsetDateTime.parse(held.path("created").textValue());
        assertThat(
                        OffsetDateTime.parse(
                                extension(held, Extensions.HOLD_EXPIRES)
                                        .path("valueInstant")
                                        .textValue()))
                .isEqualTo(created.plusMinutes(15));
        assertThat(act("patient080", id, "check-in", "").refusals()).containsExactly("not-paid");

        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);

        assertThat(status(id)).isEqualTo("booked");
        assertThat(appointment(id).path("extension").findValuesAsText("url"))
                .doesNotContain(Extensions.HOLD_EXPIRES);
        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);
        assertThat(rows.told(Kinds.APPOINTMENT_BOOKED, id)).isEqualTo(1);
    }

    @Test
    void an_expired_hold_returns_its_number_and_a_late_payment_takes_it_again() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(81), slot);
        rows.expireHold(id);
        await().atMost(LONG).until(() -> status(id).equals("cancelled"));
        assertThat(rows.told(Kinds.APPOINTMENT_CANCELLED, id)).isEqualTo(1);
        assertThat(Clinic.read("Slot", slot).path("status").textValue()).isEqualTo("free");

        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);

        assertThat(status(id)).isEqualTo("booked");
        assertThat(book(patient(82), slot).refusals()).containsExactly("slot-sold-out");
        assertThat(rows.miscounted(slot)).isZero();
    }

    @Test
    void a_late_payment_whose_number_is_gone_is_told_as_unfulfillable() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(83), slot);
        rows.expireHold(id);
        await().atMost(LONG).until(() -> status(id).equals("cancelled"));
        String next = booked(patient(84), slot);

        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);

        assertThat(status(id)).isEqualTo("cancelled");
        assertThat(rows.told(Kinds.APPOINTMENT_UNFULFILLABLE, id)).isEqualTo(1);
        assertThat(status(next)).isEqualTo("pending");
        assertThat(booked(patient(83), new Clinic().slot(1, "35.00"))).isNotNull();
    }

    @Test
    void an_expired_hold_goes_to_who_waits_first_and_is_to_be_paid_by_them() {
        String slot = new Clinic().slot(1, "35.00");
        String id = booked(patient(85), slot);
        String waiter = booked(patient(86), slot, waiting());

        rows.expireHold(id);

        await().atMost(LONG).until(() -> status(waiter).equals("pending"));
        assertThat(status(id)).isEqualTo("cancelled");
        assertThat(rows.told(Kinds.APPOINTMENT_HELD, waiter)).isEqualTo(1);
    }

    @Test
    void a_doctor_sees_the_patient_when_the_held_number_is_paid_and_not_before() {
        String slot = new Clinic().doctorsSlot(Clinic.doctor("doctor17"), 1, "09:00", 1, "35.00");
        String patient = patient(87);
        Http doctor = Http.as("doctor17");

        String id = booked(patient, slot);
        assertThat(sees(doctor, patient)).as("only held").isFalse();
        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);
        assertThat(sees(doctor, patient)).as("paid").isTrue();

        act(patient, id, "cancel", "");
        assertThat(sees(doctor, patient)).as("cancelled").isFalse();
    }

    @Test
    void a_doctor_sees_who_waited_and_who_paid_late_when_they_have_paid() {
        String slot = new Clinic().doctorsSlot(Clinic.doctor("doctor18"), 1, "09:00", 1, "35.00");
        String first = patient(88);
        String second = patient(89);
        Http doctor = Http.as("doctor18");
        String id = booked(first, slot);
        String waiter = booked(second, slot, waiting());
        act(first, id, "cancel", "");
        assertThat(status(waiter)).isEqualTo("pending");
        assertThat(sees(doctor, second)).as("a number that came free is only held").isFalse();

        rows.expireHold(waiter);
        await().atMost(LONG).until(() -> status(waiter).equals("cancelled"));
        rows.tell(Kinds.BILL_SETTLED, "Appointment", waiter);

        assertThat(status(waiter)).isEqualTo("booked");
        assertThat(sees(doctor, second)).as("paid, if late").isTrue();
    }

    @Test
    void a_doctor_sees_the_patient_when_a_free_number_that_was_held_is_booked() {
        String slot = new Clinic().doctorsSlot(Clinic.doctor("doctor21"), 1, "09:00", 1);
        String patient = patient(108);
        Http doctor = Http.as("doctor21");

        String hold = "/fhir/Slot/" + slot + "/$hold";
        assertThat(Http.as(patient).post(hold, wish(patient)).status()).isEqualTo(201);
        assertThat(sees(doctor, patient)).as("only held").isFalse();

        assertThat(book(patient, slot).status()).isEqualTo(200);
        assertThat(sees(doctor, patient)).isTrue();
    }

    @Test
    void a_number_that_is_only_held_opens_no_record_by_being_moved() {
        Clinic clinic = new Clinic();
        String slot = clinic.doctorsSlot(Clinic.doctor("doctor22"), 1, "09:00", 1, "35.00");
        String later = clinic.doctorsSlot("doctor22", 2, "09:00", 1, "35.00");
        String patient = patient(107);
        Http doctor = Http.as("doctor22");
        String id = booked(patient, slot);

        String to = "{\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/%s\"}}";
        assertThat(act(patient, id, "reschedule", to.formatted(later)).status()).isEqualTo(200);
        assertThat(sees(doctor, patient)).as("only held").isFalse();
        rows.tell(Kinds.BILL_SETTLED, "Appointment", id);

        assertThat(sees(doctor, patient)).as("paid").isTrue();
    }

    private static boolean sees(Http doctor, String patient) {
        return doctor.get("/fhir/Patient/" + patient).status() == 200;
    }
}
