package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.appointment.Clinic.act;
import static org.yunzhen.hospital.appointment.Clinic.appointment;
import static org.yunzhen.hospital.appointment.Clinic.book;
import static org.yunzhen.hospital.appointment.Clinic.booked;
import static org.yunzhen.hospital.appointment.Clinic.extension;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.read;
import static org.yunzhen.hospital.appointment.Clinic.reason;
import static org.yunzhen.hospital.appointment.Clinic.status;
import static org.yunzhen.hospital.appointment.Clinic.waiting;
import static org.yunzhen.hospital.appointment.Clinic.wish;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BookingTest {
    private static final int CLIENTS = "full".equals(System.getProperty("proof")) ? 200 : 50;

    @Inject Rows rows;
    @Inject CareRelations relations;

    @Test
    void one_number_and_many_patients_at_once_give_one_booking_and_the_rest_are_told_sold_out() {
        assertThat(numbersGivenAtOnce(1)).containsExactly(1);
    }

    @Test
    void ten_numbers_and_many_patients_at_once_are_given_exactly_once_each() {
        assertThat(numbersGivenAtOnce(10)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    private List<Integer> numbersGivenAtOnce(int numbers) {
        String slot = new Clinic().slot(numbers, "0.00");
        List<String> patients =
                IntStream.rangeClosed(1, CLIENTS).mapToObj(Clinic::patient).toList();
        List<CompletableFuture<Reply>> sent =
                patients.stream()
                        .map(p -> Http.as(p).postLater("/fhir/Slot/" + slot + "/$book", wish(p)))
                        .toList();
        List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();

        List<Reply> refused = replies.stream().filter(r -> r.status() != 201).toList();
        assertThat(refused).hasSize(CLIENTS - numbers);
        assertThat(refused)
                .allSatisfy(r -> assertThat(r.refusals()).containsExactly("slot-sold-out"));
        assertThat(read("Slot", slot).path("status").textValue()).isEqualTo("busy");
        assertThat(rows.miscounted(slot)).isZero();
        return replies.stream()
                .filter(r -> r.status() == 201)
                .map(r -> extension(r.json(), Extensions.TICKET_NUMBER))
                .map(e -> e.path("valuePositiveInt").intValue())
                .toList();
    }

    @Test
    void the_same_patient_many_times_at_once_gets_one_appointment() {
        String slot = new Clinic().slot(10, "0.00");
        String patient = patient(60);
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        Http.as(patient)
                                                .postLater(
                                                        "/fhir/Slot/" + slot + "/$book",
                                                        wish(patient)))
                        .toList();
        List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();

        assertThat(replies).filteredOn(r -> r.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .allSatisfy(r -> assertThat(r.refusals()).containsExactly("already-booked"));
        assertThat(rows.miscounted(slot)).isZero();
    }

    @Test
    void a_booking_without_a_fee_has_number_time_and_those_who_meet() {
        Clinic clinic = new Clinic();
        String doctor = Clinic.doctor("doctor05");
        String slot = clinic.doctorsSlot(doctor, 1, "09:00", 2);

        JsonNode made = appointment(booked(patient(61), slot, reason("复诊开药")));

        assertThat(made.path("status").textValue()).isEqualTo("booked");
        assertThat(made.path("identifier").path(0).path("system").textValue())
                .isEqualTo(Systems.TICKET);
        assertThat(made.path("slot").path(0).path("reference").textValue())
                .isEqualTo("Slot/" + slot);
        assertThat(made.path("participant").findValuesAsText("reference"))
                .containsExactly(
                        "Patient/patient061",
                        "Practitioner/doctor05",
                        "HealthcareService/" + clinic.department);
        assertThat(OffsetDateTime.parse(made.path("start").textValue()))
                .isEqualTo(OffsetDateTime.parse(read("Slot", slot).path("start").textValue()));
        assertThat(rows.told("appointment.booked", made.path("id").textValue())).isEqualTo(1);
    }

    @Test
    void a_doctor_sees_the_patient_from_booking_until_it_is_cancelled() {
        String slot = new Clinic().doctorsSlot(Clinic.doctor("doctor06"), 1, "09:00", 2);
        String patient = patient(62);
        Http doctor = Http.as("doctor06");
        assertThat(doctor.get("/fhir/Patient/" + patient).status()).isEqualTo(403);

        String id = booked(patient, slot);
        assertThat(doctor.get("/fhir/Patient/" + patient).status()).isEqualTo(200);

        act(patient, id, "cancel", "");
        assertThat(doctor.get("/fhir/Patient/" + patient).status()).isEqualTo(403);
    }

    @Test
    void a_second_appointment_in_the_department_on_that_day_is_refused() {
        Clinic clinic = new Clinic();
        String patient = patient(63);
        booked(patient, clinic.slot(5, "0.00"));
        String other =
                Clinic.only(
                        Clinic.publish(
                                clinic.shift(1, "15:00", Clinic.quota("public", 5), "0.00")));

        Reply second = book(patient, other);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.refusals()).containsExactly("already-booked");
    }

    @Test
    void nobody_books_for_another_patient_but_a_guardian_for_the_child() {
        String slot = new Clinic().slot(5, "0.00");
        String child = patient(64);
        Http parent = Http.as(patient(65));
        String path = "/fhir/Slot/" + slot + "/$book";
        assertThat(parent.post(path, wish(child)).status()).isEqualTo(403);

        rows.within(
                tx ->
                        relations.open(
                                tx,
                                "Patient/patient065",
                                child,
                                CareRelations.GUARDIAN,
                                "RelatedPerson/test",
                                null));
        Reply booked = parent.post(path, wish(child));
        assertThat(booked.status()).isEqualTo(201);
        assertThat(parent.post("/fhir/Appointment/" + booked.id() + "/$cancel", "").status())
                .isEqualTo(200);
    }

    @Test
    void a_repeat_with_the_same_key_gets_the_same_number() {
        String slot = new Clinic().slot(5, "0.00");
        String patient = patient(66);
        Http caller = Http.as(patient).with("Idempotency-Key", "book-" + slot);

        Reply first = caller.post("/fhir/Slot/" + slot + "/$book", wish(patient));
        Reply again = caller.post("/fhir/Slot/" + slot + "/$book", wish(patient));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void an_emergency_gets_advice_and_no_number() {
        String slot = new Clinic().slot(5, "0.00");
        Reply refused = book(patient(67), slot, reason("胸口剧烈疼痛，喘不上气，出冷汗"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals()).containsExactly("red-flag");
        assertThat(book(patient(67), slot, reason("没有胸痛，只是来开药")).status()).isEqualTo(201);
    }

    @Test
    void numbers_kept_for_the_elderly_are_for_them_only() {
        Clinic clinic = new Clinic();
        String quota = Clinic.quota("public", 1) + "," + Clinic.quota("elderly", 1);
        String slot = Clinic.only(Clinic.publish(clinic.shift(1, "10:00", quota, "0.00")));
        String channel = "{\"name\":\"channel\",\"valueCode\":\"elderly\"}";
        Clinic.record("Patient", "patient599", "\"birthDate\":\"1950-01-01\"");

        assertThat(book(patient(68), slot, channel).refusals())
                .containsExactly("channel-not-allowed");
        assertThat(book("patient599", slot, channel).status()).isEqualTo(201);
        booked(patient(68), slot);
        assertThat(book(patient(69), slot).refusals()).containsExactly("slot-sold-out");
    }

    @Test
    void who_waits_gets_the_number_that_comes_back_before_anybody_else() {
        String slot = new Clinic().slot(1, "0.00");
        String first = booked(patient(70), slot);
        Reply second = book(patient(71), slot, waiting());
        Reply third = book(patient(72), slot, waiting());
        assertThat(second.json().path("status").textValue()).isEqualTo("waitlist");
        assertThat(
                        extension(third.json(), Extensions.QUEUE_POSITION)
                                .path("valuePositiveInt")
                                .intValue())
                .isEqualTo(2);
        assertThat(book(patient(71), slot, waiting()).refusals())
                .containsExactly("already-waiting");

        act("patient070", first, "cancel", "");

        assertThat(status(second.id())).isEqualTo("booked");
        assertThat(
                        extension(appointment(second.id()), Extensions.TICKET_NUMBER)
                                .path("valuePositiveInt")
                                .intValue())
                .isEqualTo(1);
        assertThat(status(third.id())).isEqualTo("waitlist");
        assertThat(read("Slot", slot).path("status").textValue()).isEqualTo("busy");
        assertThat(rows.told("appointment.booked", second.id())).isEqualTo(1);
    }

    @Test
    void a_cancelled_number_is_free_in_the_next_read_and_can_be_booked_again() {
        String slot = new Clinic().slot(1, "0.00");
        String id = booked(patient(73), slot);

        Reply cancelled =
                act("patient073", id, "cancel", "{\"name\":\"reason\",\"valueString\":\"有事\"}");

        assertThat(cancelled.json().path("status").textValue()).isEqualTo("cancelled");
        assertThat(appointment(id).path("cancelationReason").path("text").textValue())
                .isEqualTo("有事");
        JsonNode free = read("Slot", slot);
        assertThat(free.path("status").textValue()).isEqualTo("free");
        assertThat(extension(free, Extensions.SLOT_REMAINING).path("valueInteger").intValue())
                .isEqualTo(1);
        assertThat(act("patient073", id, "cancel", "").refusals()).containsExactly("wrong-state");
        booked(patient(73), slot);
    }

    @Test
    void a_held_number_without_a_fee_is_booked_by_booking_it() {
        String slot = new Clinic().slot(1, "0.00");
        String patient = patient(74);
        Reply held = Http.as(patient).post("/fhir/Slot/" + slot + "/$hold", wish(patient));
        assertThat(held.json().path("status").textValue()).isEqualTo("pending");
        assertThat(book(patient(75), slot).refusals()).containsExactly("slot-sold-out");

        Reply booked = book(patient, slot);

        assertThat(booked.status()).isEqualTo(200);
        assertThat(booked.id()).isEqualTo(held.id());
        assertThat(status(held.id())).isEqualTo("booked");
    }

    @Test
    void a_patient_who_is_named_by_the_address_of_this_server_books_and_one_of_another_does_not() {
        String slot = new Clinic().slot(2, "0.00");
        String patient = patient(76);
        String here = wish(patient).replace("Patient/", Http.address() + "/fhir/Patient/");
        String elsewhere =
                wish(patient).replace("Patient/", "https://elsewhere.example/fhir/Patient/");
        String path = "/fhir/Slot/" + slot + "/$book";

        Reply refused = Http.as(patient).post(path, elsewhere);
        Reply booked = Http.as(patient).post(path, here);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusals()).containsExactly("invalid-parameter");
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.text()).contains("\"Patient/" + patient + "\"");
        assertThat(booked.text()).doesNotContain(Http.address() + "/fhir/Patient/");
    }
}
