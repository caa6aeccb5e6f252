package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yunzhen.hospital.appointment.Clinic.act;
import static org.yunzhen.hospital.appointment.Clinic.book;
import static org.yunzhen.hospital.appointment.Clinic.booked;
import static org.yunzhen.hospital.appointment.Clinic.out;
import static org.yunzhen.hospital.appointment.Clinic.parameters;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.publish;
import static org.yunzhen.hospital.appointment.Clinic.quota;
import static org.yunzhen.hospital.appointment.Clinic.read;
import static org.yunzhen.hospital.appointment.Clinic.status;
import static org.yunzhen.hospital.appointment.Clinic.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishAndStopTest {
    private static final String REASON = "{\"name\":\"reason\",\"valueString\":\"医生临时外出\"}";

    /** As many as a turn takes; none has a Task. */
    private static final String BROKEN =
            """
            INSERT INTO service_stop (tenant, task, reason, slots)
            SELECT 'home', '!broken-' || n, 'test', 0 FROM generate_series(1, 20) n""";

    @Inject Rows rows;

    @Test
    void publishing_the_same_shift_again_changes_nothing_and_further_days_are_added() {
        Clinic clinic = new Clinic();
        Clinic.record("Schedule", clinic.department, schedule(clinic));
        LocalDate from = Clinic.today().plusDays(1);

        Reply first = publish(week(clinic, from, from.plusDays(6)));
        Reply again = publish(week(clinic, from, from.plusDays(6)));
        Reply more = publish(week(clinic, from, from.plusDays(7)));

        assertThat(out(first, "published").intValue()).isEqualTo(6 * 4);
        assertThat(out(again, "published").intValue()).isZero();
        assertThat(out(again, "existing").intValue()).isEqualTo(6 * 4);
        assertThat(out(more, "published").intValue()).isEqualTo(4);
        JsonNode slot = read("Slot", out(first, "slot").path("reference").textValue().substring(5));
        assertThat(slot.path("schedule").path("reference").textValue())
                .isEqualTo("Schedule/" + clinic.department);
    }

    @Test
    void a_shift_that_a_department_shares_overlaps_another_of_the_department_not_of_a_doctor() {
        Clinic clinic = new Clinic();
        clinic.slot(3, 2, "0.00");

        Reply refused = publish(clinic.shift(3, "10:15", quota("public", 2), "0.00"));

        assertThat(refused.refusals()).containsExactly("shift-overlaps");
        assertThat(refused.text())
                .contains("HealthcareService/" + clinic.department, "Schedule/$stop")
                .doesNotContain("doctor", "医生");
    }

    @Test
    void a_doctor_is_not_in_two_shifts_at_once() {
        String doctor = Clinic.doctor("doctor09");
        new Clinic().doctorsSlot(doctor, 3, "09:00", 2);
        Clinic other = new Clinic();
        Reply refused =
                publish(
                        other.shift(3, "09:15", quota("public", 2), "0.00")
                                + ",{\"name\":\"practitioner\",\"valueReference\":"
                                + "{\"reference\":\"Practitioner/doctor09\"}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.refusals()).containsExactly("shift-overlaps");
    }

    @Test
    void only_operators_publish_and_stop() {
        String inputs = parameters(new Clinic().shift(1, "10:00", quota("public", 1), "0.00"));
        for (String account : List.of("patient001", "doctor01", "integration01", "pharmacist01")) {
            assertThat(Http.as(account).post("/fhir/Schedule/$publish", inputs).status())
                    .isEqualTo(403);
            assertThat(Http.as(account).post("/fhir/Schedule/x/$stop", inputs).status())
                    .isEqualTo(403);
        }
        assertThat(Http.anonymous().post("/fhir/Schedule/$publish", inputs).status())
                .isEqualTo(401);
    }

    @Test
    void a_stop_cancels_everybody_tells_them_and_lets_nobody_book() {
        Clinic clinic = new Clinic();
        String free = clinic.slot(1, 2, "0.00");
        String paid = clinic.slot(2, 1, "35.00");
        String booked = booked(patient(120), free);
        String arrived = booked(patient(121), free);
        String held = booked(patient(122), paid);
        String waits = booked(patient(123), paid, waiting());
        act("patient121", arrived, "check-in", "");
        String schedule = read("Slot", free).path("schedule").path("reference").textValue();

        Reply stopped =
                Http.as("operator01").post("/fhir/" + schedule + "/$stop", parameters(REASON));

        assertThat(stopped.status()).as(stopped.text()).isEqualTo(201);
        assertThat(book(patient(124), free).refusals()).containsExactly("slot-closed");
        assertThat(read("Slot", free).path("status").textValue()).isEqualTo("busy-unavailable");
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                read("Task", stopped.id())
                                        .path("status")
                                        .asText()
                                        .equals("completed"));
        for (String id : List.of(booked, held, waits)) {
            assertThat(status(id)).isEqualTo("cancelled");
            assertThat(rows.told(Kinds.APPOINTMENT_CANCELLED, id)).isEqualTo(1);
        }
        assertThat(status(arrived)).isEqualTo("arrived");
        assertThat(read("Task", stopped.id()).path("output").findValuesAsText("valueInteger"))
                .containsExactly("2", "3", "1");
        assertThat(Http.as("operator01").get("/fhir/Task/" + stopped.id()).status()).isEqualTo(200);
    }

    @Test
    void a_stop_of_some_days_leaves_the_others() {
        Clinic clinic = new Clinic();
        String today = clinic.slot(1, 1, "0.00");
        String later = clinic.slot(8, 1, "0.00");
        String schedule = read("Slot", today).path("schedule").path("reference").textValue();
        String until = Clinic.today().plusDays(4) + "T00:00:00+08:00";

        Http.as("operator01")
                .post(
                        "/fhir/" + schedule + "/$stop",
                        parameters(
                                REASON
                                        + ",{\"name\":\"until\",\"valueDateTime\":\""
                                        + until
                                        + "\"}"));

        assertThat(read("Slot", today).path("status").textValue()).isEqualTo("busy-unavailable");
        booked(patient(125), later);
    }

    @Test
    void as_many_stops_as_a_turn_takes_may_fail_for_ever_and_the_next_goes_on() {
        String slot = new Clinic().slot(2, 1, "0.00");
        String schedule = read("Slot", slot).path("schedule").path("reference").textValue();
        rows.change(BROKEN);
        try {
            Reply stopped =
                    Http.as("operator01").post("/fhir/" + schedule + "/$stop", parameters(REASON));

            await().atMost(Duration.ofSeconds(40))
                    .until(
                            () ->
                                    read("Task", stopped.id())
                                            .path("status")
                                            .asText()
                                            .equals("completed"));
        } finally {
            rows.change("DELETE FROM service_stop WHERE task LIKE '!broken-%'");
        }
    }

    private static String week(Clinic clinic, LocalDate from, LocalDate until) {
        return """
        {"name":"schedule","valueReference":{"reference":"Schedule/%s"}},
        {"name":"from","valueDate":"%s"},{"name":"until","valueDate":"%s"},
        {"name":"holiday","valueDate":"%s"},
        {"name":"start","valueTime":"08:30:00"},{"name":"end","valueTime":"10:30:00"},
        {"name":"slotMinutes","valueInteger":30},%s,
        {"name":"fee","valueMoney":{"value":12.50,"currency":"CNY"}}"""
                .formatted(clinic.department, from, until, from.plusDays(1), quota("public", 3));
    }

    private static String schedule(Clinic clinic) {
        return "\"actor\":[{\"reference\":\"HealthcareService/" + clinic.department + "\"}]";
    }
}
