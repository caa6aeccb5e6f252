package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** Brings patients, appointments and bills to where an operation can be called. */
@ApplicationScoped
class Scene {
    static final String OPERATOR = "operator01";
    private static final AtomicInteger PATIENTS = new AtomicInteger(150);
    @Inject DataSource database;

    /** An account whose Patient is known, another each time. */
    static String patient() {
        String account = "patient" + PATIENTS.getAndIncrement();
        record(
                "Patient",
                account,
                "\"name\":[{\"text\":\"测试\"}],\"gender\":\"male\",\"birthDate\":\"1978-04-16\"");
        return account;
    }

    static void record(String type, String id, String elements) {
        Reply reply =
                Http.as("integration01")
                        .put(
                                "/fhir/" + type + "/" + id,
                                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                                        .formatted(type, id, elements));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    static String parameters(String... inputs) {
        return inputs.length == 0
                ? "{\"resourceType\":\"Parameters\"}"
                : "{\"resourceType\":\"Parameters\",\"parameter\":["
                        + String.join(",", inputs)
                        + "]}";
    }

    static String input(String name, String type, String value) {
        String json = type.equals("Boolean") || type.equals("Integer") ? value : '"' + value + '"';
        return "{\"name\":\"%s\",\"value%s\":%s}".formatted(name, type, json);
    }

    static String reference(String name, String target) {
        return "{\"name\":\"%s\",\"valueReference\":{\"reference\":\"%s\"}}"
                .formatted(name, target);
    }

    static Reply done(Ask ask) {
        Reply reply = ask.send();
        assertThat(reply.status()).as(ask.path() + " " + reply.text()).isIn(200, 201);
        return reply;
    }

    static String department() {
        String id = "proof-dept-" + UUID.randomUUID();
        record("HealthcareService", id, "\"name\":\"测试科\"");
        return id;
    }

    /** Inputs of a shift of one slot of tomorrow, or of a later day. */
    static String shift(String department, int daysAhead, String price) {
        LocalDate day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(daysAhead);
        return parameters(
                reference("department", "HealthcareService/" + department),
                input("from", "Date", day.toString()),
                input("until", "Date", day.toString()),
                input("start", "Time", "10:00:00"),
                input("end", "Time", "10:30:00"),
                input("slotMinutes", "Integer", "30"),
                "{\"name\":\"quota\",\"part\":["
                        + input("channel", "Code", "public")
                        + ","
                        + input("numbers", "Integer", "5")
                        + "]}",
                price);
    }

    static String free() {
        return "{\"name\":\"fee\",\"valueMoney\":{\"value\":0.00,\"currency\":\"CNY\"}}";
    }

    static Reply published(String department, int daysAhead, String price) {
        return done(
                new Ask(OPERATOR, "/fhir/Schedule/$publish", shift(department, daysAhead, price)));
    }

    static String slot(String department, int daysAhead, String price) {
        return out(published(department, daysAhead, price), "slot").path("reference").asText();
    }

    /** A booked appointment; or one that is to be paid. */
    static String appointment(String patient, String slot) {
        Ask book =
                new Ask(
                        patient,
                        "/fhir/" + slot + "/$book",
                        parameters(reference("patient", "Patient/" + patient)));
        return "Appointment/" + done(book).id();
    }

    static String unpaid(String patient) {
        String fee = input("item", "Code", "revisit-attending");
        return appointment(patient, slot(department(), 1, fee));
    }

    static Reply quoted(String patient, String subject) {
        return done(
                new Ask(patient, "/fhir/Claim/$quote", parameters(reference("subject", subject))));
    }

    static Reply settled(String patient, String quote) {
        return done(
                new Ask(
                        patient,
                        "/fhir/Claim/$settle",
                        parameters(
                                reference("quote", "ClaimResponse/" + quote),
                                input("payer", "String", "wx-" + patient))));
    }

    /** Orders a fault of the outside, once. */
    static void refuseOnce(String path) {
        String outside = ConfigProvider.getConfig().getValue("yunzhen.cash.url", String.class);
        Reply ordered =
                Http.anonymous()
                        .at(outside)
                        .post(
                                "/sandbox/faults",
                                "[{\"match\":\"%s\",\"kind\":\"refuse\",\"times\":1,\"delay_ms\":0}]"
                                        .formatted(path));
        assertThat(ordered.status()).as(ordered.text()).isBetween(200, 204);
    }

    /** The Task that asks the operators about the bill of a subject. */
    static String heldBill(String subject) {
        return Http.as(OPERATOR)
                .get("/fhir/Task?code=held-bill&focus=" + subject)
                .json()
                .at("/entry/0/resource/id")
                .asText();
    }

    /** Lets a slot have begun some minutes ago. */
    void begin(String slot) {
        try {
            new Tables(database)
                    .run(
                            "UPDATE appointment_slot SET starts_at = now() - interval '10 minutes',"
                                    + " ends_at = now() + interval '20 minutes' WHERE slot = '%s'"
                                            .formatted(slot.substring("Slot/".length())));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode out(Reply reply, String name) {
        for (JsonNode parameter : reply.json().path("parameter")) {
            if (name.equals(parameter.path("name").textValue())) {
                return Inputs.value(parameter);
            }
        }
        throw new AssertionError("no " + name + " in " + reply.text());
    }
}
