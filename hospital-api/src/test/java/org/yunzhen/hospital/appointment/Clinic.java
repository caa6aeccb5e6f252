package org.yunzhen.hospital.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

/** A department of its own for a test, with slots, patients and what they do. */
final class Clinic {
    private static final StructureValidator VALIDATOR = new StructureValidator(Definitions.r4());

    final String department = "dept-" + UUID.randomUUID();

    Clinic() {
        record("HealthcareService", department, "\"name\":\"测试科\"");
    }

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    /** An account whose Patient is known. */
    static String patient(int number) {
        String account = "patient%03d".formatted(number);
        record("Patient", account, "\"gender\":\"female\",\"birthDate\":\"1986-05-04\"");
        return account;
    }

    static String doctor(String account) {
        record("Practitioner", account, "\"active\":true");
        return account;
    }

    static void record(String type, String id, String elements) {
        Reply reply =
                Http.as("integration01")
                        .put(
                                "/fhir/" + type + "/" + id,
                                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                                        .formatted(type, id, elements));
        assertThat(reply.status()).isIn(200, 201);
    }

    /** The only slot of tomorrow, shared by the department, with numbers for everybody. */
    String slot(int numbers, String fee) {
        return slot(1, numbers, fee);
    }

    /** The only slot of a day, counted from today. */
    String slot(int daysAhead, int numbers, String fee) {
        return only(publish(shift(daysAhead, "10:00", quota("public", numbers), fee)));
    }

    String doctorsSlot(String doctor, int daysAhead, String start, int numbers) {
        return doctorsSlot(doctor, daysAhead, start, numbers, "0.00");
    }

    /** The only slot of a doctor's own shift. */
    String doctorsSlot(String doctor, int daysAhead, String start, int numbers, String fee) {
        String inputs =
                shift(daysAhead, start, quota("public", numbers), fee)
                        + ",{\"name\":\"practitioner\",\"valueReference\":"
                        + "{\"reference\":\"Practitioner/%s\"}}".formatted(doctor);
        return only(publish(inputs));
    }

    /** Inputs of a shift of one slot of half an hour. */
    String shift(int daysAhead, String start, String quota, String fee) {
        LocalDate day = today().plusDays(daysAhead);
        String end = java.time.LocalTime.parse(start).plusMinutes(30).toString();
        return """
        {"name":"department","valueReference":{"reference":"HealthcareService/%s"}},
        {"name":"from","valueDate":"%s"},{"name":"until","valueDate":"%s"},
        {"name":"start","valueTime":"%s:00"},{"name":"end","valueTime":"%s:00"},
        {"name":"slotMinutes","valueInteger":30},%s,
        {"name":"fee","valueMoney":{"value":%s,"currency":"CNY"}}"""
                .formatted(department, day, day, start, end, quota, fee);
    }

    static String quota(String channel, int numbers) {
        return """
        {"name":"quota","part":[{"name":"channel","valueCode":"%s"},
         {"name":"numbers","valueInteger":%d}]}"""
                .formatted(channel, numbers);
    }

    static Reply publish(String inputs) {
        return Http.as("operator01").post("/fhir/Schedule/$publish", parameters(inputs));
    }

    static String only(Reply published) {
        assertThat(published.status()).as(published.text()).isEqualTo(200);
        assertThat(out(published, "published").intValue()).isEqualTo(1);
        return out(published, "slot").path("reference").textValue().substring("Slot/".length());
    }

    static String parameters(String inputs) {
        return inputs.isEmpty()
                ? "{\"resourceType\":\"Parameters\"}"
                : "{\"resourceType\":\"Parameters\",\"parameter\":[" + inputs + "]}";
    }

    static String wish(String patient, String... more) {
        String first =
                "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/%s\"}}"
                        .formatted(patient);
        return parameters(more.length == 0 ? first : first + "," + String.join(",", more));
    }

    static String waiting() {
        return "{\"name\":\"waitlist\",\"valueBoolean\":true}";
    }

    static String reason(String text) {
        return "{\"name\":\"reason\",\"valueString\":\"" + text + "\"}";
    }

    static Reply book(String account, String slot, String... more) {
        return Http.as(account).post("/fhir/Slot/" + slot + "/$book", wish(account, more));
    }

    static String booked(String account, String slot, String... more) {
        Reply reply = book(account, slot, more);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.id();
    }

    /** The patient agrees to a text. */
    static void sign(String account, String uri) {
        Reply reply =
                Http.as(account)
                        .post(
                                "/fhir/Consent",
                                """
                                {"resourceType":"Consent","status":"active",
                                 "scope":{"coding":[{"code":"treatment","system":
                                  "http://terminology.hl7.org/CodeSystem/consentscope"}]},
                                 "category":[{"text":"知情同意"}],
                                 "patient":{"reference":"Patient/%s"},
                                 "dateTime":"2026-11-24T08:00:00+08:00",
                                 "policy":[{"uri":"%s"}]}"""
                                        .formatted(account, uri));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    static Reply act(String account, String appointment, String operation, String inputs) {
        return Http.as(account)
                .post("/fhir/Appointment/" + appointment + "/$" + operation, parameters(inputs));
    }

    static JsonNode appointment(String id) {
        return read("Appointment", id);
    }

    static String status(String appointment) {
        return appointment(appointment).path("status").textValue();
    }

    /** A resource as it is now; it is valid R4. */
    static JsonNode read(String type, String id) {
        Reply reply = Http.as("integration01").get("/fhir/" + type + "/" + id);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(VALIDATOR.validate(reply.json())).isEmpty();
        return reply.json();
    }

    /** The value of the first output of a name. */
    static JsonNode out(Reply reply, String name) {
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (name.equals(parameter.path("name").textValue())) {
                return org.yunzhen.hospital.fhir.Inputs.value(parameter);
            }
        }
        throw new AssertionError("no " + name + " in " + reply.text());
    }

    static JsonNode extension(JsonNode document, String url) {
        for (JsonNode extension : document.path("extension")) {
            if (url.equals(extension.path("url").textValue())) {
                return extension;
            }
        }
        throw new AssertionError("no " + url);
    }
}
