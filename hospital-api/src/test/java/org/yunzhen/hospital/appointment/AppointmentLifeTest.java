package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.appointment.Clinic.act;
import static org.yunzhen.hospital.appointment.Clinic.appointment;
import static org.yunzhen.hospital.appointment.Clinic.booked;
import static org.yunzhen.hospital.appointment.Clinic.out;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.read;
import static org.yunzhen.hospital.appointment.Clinic.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AppointmentLifeTest {
    @Inject Rows rows;
    @Inject SlotLiveValues live;
    @Inject Documents documents;
    @Inject Transactions transactions;

    @Test
    void the_remaining_numbers_are_right_at_the_moment_of_reading() {
        String slot = new Clinic().slot(12, "0.00");
        booked(patient(90), slot);
        booked(patient(91), slot);
        booked(patient(92), slot);

        String bytes =
                documents
                        .find(transactions.reading("home"), "Slot", slot)
                        .chain(s -> live.apply(transactions.reading("home"), s.orElseThrow()))
                        .await()
                        .indefinitely()
                        .toString();

        assertThat(bytes).contains("slot-remaining\",\"valueInteger\":9}");
    }

    @Test
    void rescheduling_gives_the_old_number_back_and_takes_a_new_one() {
        Clinic clinic = new Clinic();
        String slot = clinic.slot(1, 1, "0.00");
        String later = clinic.slot(2, 1, "0.00");
        String id = booked(patient(93), slot);

        Reply moved = act("patient093", id, "reschedule", target(later));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(appointment(id).path("slot").path(0).path("reference").textValue())
                .isEqualTo("Slot/" + later);
        assertThat(status(id)).isEqualTo("booked");
        assertThat(read("Slot", slot).path("status").textValue()).isEqualTo("free");
        assertThat(read("Slot", later).path("status").textValue()).isEqualTo("busy");
        booked(patient(94), slot);
    }

    @Test
    void rescheduling_to_a_slot_that_is_sold_out_leaves_everything_as_it_was() {
        Clinic clinic = new Clinic();
        String slot = clinic.slot(1, 1, "0.00");
        String later = clinic.slot(2, 1, "0.00");
        booked(patient(95), later);
        String id = booked(patient(96), slot);
        var before = appointment(id);

        Reply refused = act("patient096", id, "reschedule", target(later));

        assertThat(refused.refusals()).containsExactly("slot-sold-out");
        assertThat(refused.text()).contains("waitlist=true", "Slot?status=free");
        assertThat(appointment(id)).isEqualTo(before);
        assertThat(read("Slot", slot).path("status").textValue()).isEqualTo("busy");
        assertThat(act("patient096", id, "reschedule", target("none")).status()).isEqualTo(404);
        assertThat(act("patient096", id, "reschedule", target(slot)).refusals())
                .containsExactly("invalid-parameter");
    }

    @Test
    void check_in_has_its_time_and_the_visits_end_fulfils_the_appointment() {
        Clinic clinic = new Clinic();
        String early = booked(patient(97), clinic.slot(5, 1, "0.00"));
        Reply tooEarly = act("patient097", early, "check-in", "");
        assertThat(tooEarly.refusals()).containsExactly("too-early");
        assertThat(tooEarly.text()).contains("北京时间");
        String id = booked(patient(97), clinic.slot(1, 1, "0.00"));

        assertThat(act("patient097", id, "check-in", "").status()).isEqualTo(200);

        assertThat(status(id)).isEqualTo("arrived");
        assertThat(rows.told(Kinds.APPOINTMENT_CHECKED_IN, id)).isEqualTo(1);
        Reply late = act("patient097", id, "cancel", "");
        assertThat(late.refusals()).containsExactly("wrong-state");
        assertThat(late.text()).contains("arrived", "waitlist, pending, booked");

        Clinic.record("Encounter", "visit-of-" + id.substring(0, 20), encounter(id));
        rows.tell(Kinds.VISIT_FINISHED, "Encounter", "visit-of-" + id.substring(0, 20));
        assertThat(status(id)).isEqualTo("fulfilled");
        assertThat(act("patient097", id, "check-in", "").refusals()).containsExactly("wrong-state");
    }

    @Test
    void who_lacks_a_consent_checks_in_and_is_told_at_once_what_to_sign() {
        Clinic clinic = new Clinic();
        String id = booked(patient(97), clinic.slot(1, 1, "0.00"));

        Reply unsigned = keyed("patient097", id, "arrive-097");

        assertThat(unsigned.status()).isEqualTo(200);
        assertThat(unsigned.json().path("status").textValue()).isEqualTo("arrived");
        String uri = out(Http.anonymous().get("/fhir/Consent/$text"), "uri").textValue();
        assertThat(unsigned.json().path("extension").findValuesAsText("valueUri"))
                .containsExactly(uri);
        assertThat(unsigned.json().path("patientInstruction").textValue())
                .contains("Consent/$text");
        assertThat(unsigned.header("ETag"))
                .as("what a later If-Match names")
                .isEqualTo("W/\"" + unsigned.json().at("/meta/versionId").asText() + "\"");
        assertThat(unsigned.header("Location")).endsWith(id + "/_history/2");
        assertThat(keyed("patient097", id, "arrive-097").header("ETag"))
                .isEqualTo(unsigned.header("ETag"));
        assertThat(keyed("patient097", id, "arrive-097").text())
                .as("who lost the answer is told again")
                .isEqualTo(unsigned.text());
        assertThat(appointment(id).has("patientInstruction")).isFalse();

        String next = booked(patient(98), new Clinic().slot(1, 1, "0.00"));
        Clinic.sign("patient098", uri);
        Reply signed = act("patient098", next, "check-in", "");
        assertThat(signed.json().path("status").textValue()).isEqualTo("arrived");
        assertThat(signed.json().has("patientInstruction")).isFalse();
    }

    private static Reply keyed(String patient, String id, String key) {
        return Http.as(patient)
                .with("Idempotency-Key", key)
                .post(
                        "/fhir/Appointment/" + id + "/$check-in",
                        "{\"resourceType\":\"Parameters\"}");
    }

    @Test
    void a_missed_appointment_returns_its_number_only_while_the_slot_lasts() {
        Clinic clinic = new Clinic();
        String slot = clinic.doctorsSlot(Clinic.doctor("doctor07"), 1, "09:00", 2);
        String id = booked(patient(98), slot);
        String other = booked(patient(99), slot);
        Http doctor = Http.as("doctor07");
        assertThat(doctor.post("/fhir/Appointment/" + id + "/$no-show", "").refusals())
                .containsExactly("too-early");

        begin(slot, "10 minutes");
        assertThat(doctor.post("/fhir/Appointment/" + id + "/$no-show", "").status())
                .isEqualTo(200);
        assertThat(status(id)).isEqualTo("noshow");
        assertThat(free(slot)).isEqualTo(1);

        begin(slot, "2 hours");
        assertThat(
                        Http.as("operator01")
                                .post("/fhir/Appointment/" + other + "/$no-show", "")
                                .status())
                .isEqualTo(200);
        assertThat(free(slot)).isEqualTo(1);
        assertThat(Http.as("doctor08").post("/fhir/Appointment/" + id + "/$no-show", "").status())
                .isEqualTo(403);
    }

    @Test
    void the_queue_tells_number_who_is_ahead_and_a_wait() {
        String slot = new Clinic().slot(3, "0.00");
        String first = booked(patient(100), slot);
        booked(patient(101), slot);
        String third = booked(patient(102), slot);

        Reply queue = Http.as("patient102").get("/fhir/Appointment/" + third + "/$queue");
        assertThat(out(queue, "number").intValue()).isEqualTo(3);
        assertThat(out(queue, "ahead").intValue()).isEqualTo(2);
        assertThat(out(queue, "estimatedWaitMinutes").intValue()).isPositive();

        act("patient100", first, "cancel", "");
        queue = Http.as("patient102").get("/fhir/Appointment/" + third + "/$queue");
        assertThat(out(queue, "ahead").intValue()).isEqualTo(1);
        assertThat(Http.as("patient101").get("/fhir/Appointment/" + third + "/$queue").status())
                .isEqualTo(403);
    }

    @Test
    void nobody_moves_the_appointment_of_another() {
        Clinic clinic = new Clinic();
        String id = booked(patient(103), clinic.slot(1, "0.00"));
        String other = clinic.slot(2, 1, "0.00");
        patient(104);
        for (String operation : List.of("cancel", "check-in", "reschedule")) {
            String inputs = operation.equals("reschedule") ? target(other) : "";
            assertThat(act("patient104", id, operation, inputs).status()).isEqualTo(403);
            assertThat(act("patient104", "none", operation, inputs).status()).isEqualTo(403);
            assertThat(act("doctor01", id, operation, inputs).status()).isEqualTo(403);
        }
        assertThat(status(id)).isEqualTo("booked");
    }

    @Test
    void plain_writes_do_not_move_what_the_workflow_owns() {
        String slot = new Clinic().slot(1, "0.00");
        String id = booked(patient(105), slot);
        Http integration = Http.as("integration01");
        assertThat(integration.delete("/fhir/Appointment/" + id).refusals())
                .containsExactly("use-operation");
        assertThat(integration.put("/fhir/Slot/" + slot, read("Slot", slot).toString()).status())
                .isEqualTo(422);
    }

    private void begin(String slot, String ago) {
        rows.change(
                """
                UPDATE appointment_slot
                   SET starts_at = now() - $2::text::interval,
                       ends_at = now() - $2::text::interval + interval '30 minutes'
                 WHERE slot = $1""",
                slot,
                ago);
    }

    private long free(String slot) {
        return rows.count(
                "SELECT count(*) FROM slot_ticket WHERE slot = $1 AND state = 'free'", slot);
    }

    private static String target(String slot) {
        return "{\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/" + slot + "\"}}";
    }

    private static String encounter(String appointment) {
        return """
        "status":"finished","class":{"code":"VR"},
        "appointment":[{"reference":"Appointment/%s"}]"""
                .formatted(appointment);
    }
}
