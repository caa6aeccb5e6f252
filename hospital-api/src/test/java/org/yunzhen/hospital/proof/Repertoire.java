package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.Scene.OPERATOR;
import static org.yunzhen.hospital.proof.Scene.done;
import static org.yunzhen.hospital.proof.Scene.free;
import static org.yunzhen.hospital.proof.Scene.input;
import static org.yunzhen.hospital.proof.Scene.parameters;
import static org.yunzhen.hospital.proof.Scene.patient;
import static org.yunzhen.hospital.proof.Scene.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.mappings.identifier.ResidentId;

/**
 * A valid call of each registered operation, at a moment when it can be made; and one of the same
 * form at a moment when it cannot. A test that walks all operations fails when one is missing here.
 */
@ApplicationScoped
class Repertoire {
    private static final AtomicInteger PERSONS = new AtomicInteger(100);

    private final Map<String, Supplier<Ask>> valid = new TreeMap<>();
    private final Map<String, Supplier<Ask>> untimely = new TreeMap<>();
    private final Scene scene;

    @Inject
    Repertoire(Scene scene, Consultations consultations) {
        this.scene = scene;
        appointments();
        new ClinicalAsks(consultations).into(valid, untimely);
        bills();
        records();
        labels();
        new TermAsks().into(valid);
        new RecordAsks().into(valid);
    }

    /** {@code Type/$name}. */
    static String nameOf(Operation operation) {
        return operation.type() + "/$" + operation.name();
    }

    /** A call that can be made once. */
    Ask valid(Operation operation) {
        Supplier<Ask> made = valid.get(nameOf(operation));
        if (made == null) {
            throw new AssertionError("the repertoire has no call of " + nameOf(operation));
        }
        return made.get();
    }

    /** A call of good form that comes too late or too early; null where there is no such time. */
    Ask untimely(Operation operation) {
        Supplier<Ask> special = untimely.get(nameOf(operation));
        if (special != null) {
            return special.get();
        }
        if (!operation.changes()) {
            return null;
        }
        Ask spent = valid(operation);
        done(spent);
        return spent;
    }

    private void appointments() {
        valid.put(
                "Schedule/$publish",
                () ->
                        new Ask(
                                OPERATOR,
                                "/fhir/Schedule/$publish",
                                Scene.shift(Scene.department(), 1, free())));
        untimely.put("Schedule/$publish", Repertoire::overlapping);
        valid.put("Schedule/$stop", () -> stop(schedule()));
        untimely.put("Schedule/$stop", () -> stop("Schedule/none"));
        valid.put("Slot/$book", () -> onSlot("book"));
        valid.put("Slot/$hold", () -> onSlot("hold"));
        valid.put("Appointment/$cancel", () -> own("cancel", input("reason", "String", "有事")));
        valid.put("Appointment/$check-in", () -> own("check-in"));
        valid.put("Appointment/$queue", () -> own("queue"));
        valid.put("Appointment/$reschedule", this::reschedule);
        valid.put("Appointment/$no-show", this::noShow);
    }

    private static Ask overlapping() {
        String department = Scene.department();
        Scene.published(department, 1, free());
        String later = Scene.shift(department, 1, free()).replace(":30:00", ":40:00");
        return new Ask(OPERATOR, "/fhir/Schedule/$publish", later.replace("10:00:00", "10:10:00"));
    }

    private static String schedule() {
        return Scene.out(Scene.published(Scene.department(), 1, free()), "schedule")
                .path("reference")
                .asText();
    }

    private static Ask stop(String schedule) {
        return new Ask(
                OPERATOR,
                "/fhir/" + schedule + "/$stop",
                parameters(input("reason", "String", "停电")));
    }

    private static Ask onSlot(String operation) {
        String patient = patient();
        String slot = Scene.slot(Scene.department(), 1, free());
        return new Ask(
                patient,
                "/fhir/" + slot + "/$" + operation,
                parameters(
                        reference("patient", "Patient/" + patient),
                        input("reason", "String", "复诊")));
    }

    private static Ask own(String operation, String... inputs) {
        String patient = patient();
        String booked = Scene.appointment(patient, Scene.slot(Scene.department(), 1, free()));
        return new Ask(patient, "/fhir/" + booked + "/$" + operation, parameters(inputs));
    }

    private Ask reschedule() {
        String patient = patient();
        String department = Scene.department();
        String booked = Scene.appointment(patient, Scene.slot(department, 1, free()));
        String later = Scene.slot(department, 2, free());
        return new Ask(
                patient, "/fhir/" + booked + "/$reschedule", parameters(reference("slot", later)));
    }

    private Ask noShow() {
        String slot = Scene.slot(Scene.department(), 1, free());
        String booked = Scene.appointment(patient(), slot);
        scene.begin(slot);
        return new Ask(OPERATOR, "/fhir/" + booked + "/$no-show", parameters());
    }

    private void bills() {
        valid.put("Claim/$quote", () -> quote(patient(), true));
        untimely.put("Claim/$quote", () -> quote(patient(), false));
        valid.put("Claim/$settle", () -> settle(false));
        untimely.put("Claim/$settle", () -> settle(true));
        valid.put("Task/$resolve", Repertoire::resolve);
        valid.put("Organization/$payment-order", () -> paymentOrder("cash"));
        untimely.put("Organization/$payment-order", () -> paymentOrder("wechat"));
        valid.put("Claim/$refund", () -> refund(true));
        untimely.put("Claim/$refund", () -> refund(false));
    }

    private static Ask paymentOrder(String channel) {
        return new Ask(
                OPERATOR,
                "/fhir/Organization/$payment-order",
                parameters(
                        input("channel", "Code", channel), input("firstLeg", "Code", "insurer")));
    }

    private static Ask quote(String patient, boolean standing) {
        String subject = Scene.unpaid(patient);
        if (!standing) {
            done(new Ask(patient, "/fhir/" + subject + "/$cancel", parameters()));
        }
        return new Ask(patient, "/fhir/Claim/$quote", parameters(reference("subject", subject)));
    }

    /** Of a quote; or of one that is superseded by another. */
    private static Ask settle(boolean superseded) {
        String patient = patient();
        String subject = Scene.unpaid(patient);
        String quote = Scene.quoted(patient, subject).id();
        if (superseded) {
            Scene.quoted(patient, subject);
        }
        return new Ask(
                patient,
                "/fhir/Claim/$settle",
                parameters(
                        reference("quote", "ClaimResponse/" + quote),
                        input("payer", "String", "wx-" + patient)));
    }

    private static Ask refund(boolean settled) {
        String patient = patient();
        return refund(patient, Scene.unpaid(patient), settled);
    }

    private static Ask refund(String patient, String subject, boolean settled) {
        var quote = Scene.quoted(patient, subject);
        var bill = settled ? Scene.settled(patient, quote.id()) : quote;
        String claim = bill.json().path("request").path("reference").asText();
        return new Ask(OPERATOR, "/fhir/" + claim + "/$refund", parameters());
    }

    /** Of a bill whose refund the cash channel refused. */
    private static Ask resolve() {
        String patient = patient();
        String subject = Scene.unpaid(patient);
        Ask refund = refund(patient, subject, true);
        Scene.refuseOnce("/cash/refund");
        refund.send();
        return new Ask(
                OPERATOR,
                "/fhir/Task/" + Scene.heldBill(subject) + "/$resolve",
                parameters(input("decision", "Code", "go-on")));
    }

    private void records() {
        valid.put(
                "HealthcareService/$triage",
                () ->
                        new Ask(
                                null,
                                "/fhir/HealthcareService/$triage",
                                parameters(input("complaint", "String", "头痛两天"))));
        valid.put("Consent/$text", () -> new Ask(null, "/fhir/Consent/$text", parameters()));
        valid.put("Patient/$register", Repertoire::register);
        untimely.put("Patient/$register", Repertoire::registerUnderAnotherName);
        for (String view : new String[] {"everything", "summary", "who-looked"}) {
            valid.put("Patient/$" + view, () -> view(view));
        }
    }

    private static Ask view(String view) {
        String patient = patient();
        return new Ask(patient, "/fhir/Patient/" + patient + "/$" + view, parameters());
    }

    private static Ask register() {
        String digits = "51040219750101" + PERSONS.getAndIncrement();
        return register(digits + ResidentId.checkCharacter(digits), "周平");
    }

    private static Ask register(String residentId, String name) {
        return new Ask(
                null,
                "/fhir/Patient/$register",
                parameters(
                        input("residentId", "String", residentId),
                        input("name", "String", name),
                        input("phone", "String", "13900000123")));
    }

    private static Ask registerUnderAnotherName() {
        Ask registered = register();
        done(registered);
        return new Ask(null, registered.path(), registered.body().replace("周平", "周凡"));
    }

    private void labels() {
        valid.put("Resource/$meta", () -> ofOneself("meta"));
        valid.put("Resource/$validate", () -> ofOneself("validate"));
        valid.put("Resource/$expunge", () -> expunge(deleted(location())));
        untimely.put("Resource/$expunge", () -> expunge(location()));
        for (String change : new String[] {"meta-add", "meta-delete"}) {
            valid.put("Resource/$" + change, () -> relabel(location(), change));
            untimely.put("Resource/$" + change, () -> relabel(deleted(location()), change));
        }
    }

    private static Ask expunge(String resource) {
        return new Ask(
                OPERATOR,
                "/fhir/" + resource + "/$expunge",
                parameters(input("reason", "String", "误传")));
    }

    private static Ask ofOneself(String operation) {
        String patient = patient();
        return new Ask(patient, "/fhir/Patient/" + patient + "/$" + operation, parameters());
    }

    private static Ask relabel(String resource, String change) {
        String tag = "{\"tag\":[{\"system\":\"http://example.org\",\"code\":\"x\"}]}";
        return new Ask(
                OPERATOR,
                "/fhir/" + resource + "/$" + change,
                parameters("{\"name\":\"meta\",\"valueMeta\":" + tag + "}"));
    }

    private static String location() {
        String id = "proof-location-" + PERSONS.getAndIncrement();
        Scene.record("Location", id, "\"name\":\"测试楼\"");
        return "Location/" + id;
    }

    private static String deleted(String resource) {
        Http.as(OPERATOR).delete("/fhir/" + resource);
        return resource;
    }
}
