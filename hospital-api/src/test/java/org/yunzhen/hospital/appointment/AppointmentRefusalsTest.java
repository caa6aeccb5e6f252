package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.appointment.Clinic.parameters;
import static org.yunzhen.hospital.appointment.Clinic.patient;
import static org.yunzhen.hospital.appointment.Clinic.quota;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AppointmentRefusalsTest {
    @Test
    void every_faulty_booking_is_refused_with_a_reason() {
        String slot = new Clinic().slot(1, "0.00");
        String me =
                "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/patient130\"}}";
        patient(130);
        List<String> bodies =
                List.of(
                        "",
                        "{}",
                        "[]",
                        "{\"resourceType\":\"Parameters\"}",
                        "{\"resourceType\":\"Patient\"}",
                        parameters("{\"name\":\"patient\",\"valueString\":\"patient130\"}"),
                        parameters("{\"name\":\"patient\"}"),
                        parameters(me.replace("Patient/", "Doctor/")),
                        parameters(me.replace("patient130\"", "a b\"")),
                        parameters(me.replace("patient130\"", "patient131\"")),
                        parameters(me + ",{\"name\":\"channel\",\"valueCode\":\"vip\"}"),
                        parameters(me + ",{\"name\":\"channel\",\"valueCode\":\"add-on\"}"),
                        parameters(me + ",{\"name\":\"channel\",\"valueCode\":\"elderly\"}"),
                        parameters(me + ",{\"name\":\"channel\",\"valueInteger\":1}"),
                        parameters(me + ",{\"name\":\"waitlist\",\"valueString\":\"yes\"}"),
                        parameters(me + ",{\"name\":\"reason\",\"valueBoolean\":true}"),
                        parameters(me + "," + Clinic.reason("痛".repeat(1001))),
                        parameters(me + "," + Clinic.reason("痛".repeat(5000))),
                        parameters(
                                me
                                        + ",{\"name\":\"coverage\",\"valueReference\":"
                                        + "{\"reference\":\"Coverage/none\"}}"),
                        parameters(me + ",{\"name\":\"coverage\",\"valueString\":\"x\"}"));
        for (String operation : List.of("$book", "$hold")) {
            for (String body : bodies) {
                refused(Http.as("patient130").post("/fhir/Slot/" + slot + "/" + operation, body));
            }
        }
        refused(Http.as("patient130").post("/fhir/Slot/none/$book", parameters(me)));
        refused(Http.as("patient130").get("/fhir/Slot/" + slot + "/$book"));
        Clinic.doctor("doctor26");
        Clinic.record("Schedule", "plain", "\"actor\":[{\"reference\":\"Practitioner/doctor26\"}]");
        Clinic.record("Slot", "plain-slot", plainSlot());
        Reply plain = Http.as("patient130").post("/fhir/Slot/plain-slot/$book", parameters(me));
        assertThat(plain.refusals()).containsExactly("not-published");
        assertThat(Clinic.book("patient130", slot).status()).isEqualTo(201);
    }

    @Test
    void every_faulty_shift_is_refused_with_a_reason() {
        Clinic clinic = new Clinic();
        String good = clinic.shift(1, "10:00", quota("public", 1), "0.00");
        String today = Clinic.today().plusDays(1).toString();
        List<String> bad = new ArrayList<>();
        Map.of(
                        clinic.department,
                        "none",
                        "HealthcareService/",
                        "Location/",
                        "\"from\"",
                        "\"when\"",
                        "10:00:00",
                        "25:00:00",
                        "10:30:00",
                        "09:00:00",
                        "\"valueInteger\":30",
                        "\"valueInteger\":0",
                        "\"public\"",
                        "\"vip\"",
                        "\"value\":0.00",
                        "\"value\":0.001",
                        "CNY",
                        "USD",
                        "\"fee\"",
                        "\"free\"")
                .forEach((from, to) -> bad.add(good.replace(from, to)));
        bad.add(good.replace("\"valueDate\":\"" + today, "\"valueDate\":\"2026-13-01"));
        bad.add(good.replace("\"value\":0.00", "\"value\":-1"));
        bad.add(good.replace("\"value\":0.00", "\"value\":1e9"));
        bad.add(good.replace("\"valueInteger\":30", "\"valueInteger\":31"));
        bad.add(good.replace("\"numbers\",\"valueInteger\":1", "\"numbers\",\"valueInteger\":-1"));
        bad.add(good.replace("\"numbers\",\"valueInteger\":1", "\"numbers\",\"valueInteger\":500"));
        bad.add(good + "," + quota("public", 1));
        bad.add(good + ",{\"name\":\"weekday\",\"valueCode\":\"someday\"}");
        bad.add(good + ",{\"name\":\"holiday\",\"valueDate\":\"never\"}");
        bad.add(good + ",{\"name\":\"visitKind\",\"valueCode\":\"party\"}");
        bad.add(
                good
                        + ",{\"name\":\"practitioner\",\"valueReference\":"
                        + "{\"reference\":\"Practitioner/none\"}}");
        bad.add(
                good
                        + ",{\"name\":\"schedule\",\"valueReference\":"
                        + "{\"reference\":\"Schedule/none\"}}");
        bad.forEach(inputs -> refused(Clinic.publish(inputs)));
        assertThat(Clinic.only(Clinic.publish(good))).isNotNull();
    }

    @Test
    void every_faulty_stop_is_refused_with_a_reason() {
        String reason = "{\"name\":\"reason\",\"valueString\":\"x\"}";
        Http operator = Http.as("operator01");
        refused(operator.post("/fhir/Schedule/none/$stop", parameters(reason)));
        Clinic.record("Schedule", "stop-me", "\"actor\":[{\"reference\":\"HealthcareService/x\"}]");
        for (String inputs :
                List.of(
                        "",
                        "{\"name\":\"reason\",\"valueString\":\" \"}",
                        reason + ",{\"name\":\"from\",\"valueDateTime\":\"today\"}",
                        reason + ",{\"name\":\"from\",\"valueDateTime\":\"9999-01-01T00:00:00Z\"}",
                        reason
                                + ",{\"name\":\"from\",\"valueDateTime\":\"2027-01-02T00:00:00Z\"}"
                                + ",{\"name\":\"until\",\"valueDateTime\":\"2027-01-01T00:00:00Z\"}")) {
            refused(operator.post("/fhir/Schedule/stop-me/$stop", parameters(inputs)));
        }
    }

    private static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
        assertThat(reply.refusals()).isNotEmpty();
    }

    private static String plainSlot() {
        return """
        "schedule":{"reference":"Schedule/plain"},"status":"free",
        "start":"2027-01-01T00:00:00Z","end":"2027-01-01T01:00:00Z\"""";
    }
}
