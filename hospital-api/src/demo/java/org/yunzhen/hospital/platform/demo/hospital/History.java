package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.dateTime;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.reference;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.identifier.Systems;

/**
 * What happened to patients before the internet hospital: a visit on site some weeks before the
 * database was made, what was diagnosed there, and its note. They are plain records, as another
 * system would have sent them, and the evidence that a follow-up visit needs.
 */
final class History {
    private static final String CLINICAL =
            "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private static final String VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private static final String CONDITION_CATEGORY =
            "http://terminology.hl7.org/CodeSystem/condition-category";
    private static final String OBSERVATION_CATEGORY =
            "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final int GROWN_UP = 18;
    private static final int DAYS_AGO_MIN = 20;
    private static final int DAYS_AGO_SPREAD = 60;
    private static final int WEIGHED_DAYS_AGO = 14;

    private final LocalDate today;
    private final Map<String, Line> diagnoses;
    private final Map<String, Line> doctorOf;

    History(LocalDate today, List<Line> diagnoses, List<Line> practitioners) {
        this.today = today;
        this.diagnoses =
                diagnoses.stream()
                        .collect(Collectors.toMap(line -> line.text("code"), Function.identity()));
        this.doctorOf =
                practitioners.stream()
                        .filter(line -> line.has("department"))
                        .collect(
                                Collectors.toMap(
                                        line -> line.text("department"),
                                        Function.identity(),
                                        (first, later) -> first));
    }

    /** The past of one patient; empty for those without any. */
    List<ObjectNode> documents(Line patient) {
        List<ObjectNode> documents = new ArrayList<>();
        if (patient.has("conditions")) {
            documents.addAll(visit(patient));
        }
        if (ageOf(patient) < GROWN_UP) {
            documents.add(weight(patient));
        }
        if (patient.isYes("pregnant")) {
            documents.add(pregnancy(patient));
        }
        return documents;
    }

    private List<ObjectNode> visit(Line patient) {
        List<Line> found = patient.list("conditions").stream().map(diagnoses::get).toList();
        Line doctor = doctorOf.get(found.get(0).list("departments").get(0));
        OffsetDateTime at = visitedAt(patient);
        List<ObjectNode> documents = new ArrayList<>();
        documents.add(encounter(patient, doctor, found, at));
        found.forEach(diagnosis -> documents.add(condition(patient, doctor, diagnosis, at)));
        documents.add(note(patient, doctor, found, at));
        return documents;
    }

    private OffsetDateTime visitedAt(Line patient) {
        int spread = Math.floorMod(patient.text("id").hashCode(), DAYS_AGO_SPREAD);
        LocalDate day = today.minusDays(DAYS_AGO_MIN + spread);
        return OffsetDateTime.of(day, LocalTime.of(9, spread % 60), BEIJING);
    }

    private int ageOf(Line patient) {
        return Period.between(Persons.born(patient), today).getYears();
    }

    private static String visitId(Line patient) {
        return patient.text("id") + "-visit";
    }

    private static ObjectNode by(Line doctor) {
        return reference("Practitioner/" + doctor.text("id"), doctor.text("name_zh"));
    }

    private static ObjectNode encounter(
            Line patient, Line doctor, List<Line> found, OffsetDateTime at) {
        ObjectNode made = resource("Encounter", visitId(patient)).put("status", "finished");
        made.set("class", coding(Systems.ACT_CODE, "AMB", "ambulatory"));
        made.set("subject", Persons.subject(patient));
        made.putArray("participant").addObject().set("individual", by(doctor));
        made.putObject("period")
                .put("start", dateTime(at))
                .put("end", dateTime(at.plusMinutes(15)));
        var diagnoses = made.putArray("diagnosis");
        found.forEach(
                diagnosis ->
                        diagnoses
                                .addObject()
                                .putObject("condition")
                                .put("reference", "Condition/" + conditionId(patient, diagnosis)));
        made.putObject("serviceProvider").put("reference", "Organization/hospital");
        return made;
    }

    private static String conditionId(Line patient, Line diagnosis) {
        return patient.text("id") + "-" + diagnosis.text("code");
    }

    private static ObjectNode condition(
            Line patient, Line doctor, Line diagnosis, OffsetDateTime at) {
        String name = diagnosis.text("name_zh");
        ObjectNode made = resource("Condition", conditionId(patient, diagnosis));
        made.set("clinicalStatus", concept("进行中", coding(CLINICAL, "active", "Active")));
        made.set(
                "verificationStatus",
                concept("已确诊", coding(VERIFICATION, "confirmed", "Confirmed")));
        made.putArray("category")
                .add(
                        concept(
                                "诊断",
                                coding(
                                        CONDITION_CATEGORY,
                                        "encounter-diagnosis",
                                        "Encounter Diagnosis")));
        made.set("code", concept(name, coding(Systems.ICD_10_CN, diagnosis.text("code"), name)));
        made.set("subject", Persons.subject(patient));
        made.putObject("encounter").put("reference", "Encounter/" + visitId(patient));
        made.put("recordedDate", dateTime(at));
        made.set("asserter", by(doctor));
        return made;
    }

    private static ObjectNode note(Line patient, Line doctor, List<Line> found, OffsetDateTime at) {
        String names =
                found.stream()
                        .map(diagnosis -> diagnosis.text("name_zh"))
                        .collect(Collectors.joining("、"));
        String text =
                "门诊病历\n日期：%s\n诊断：%s\n处理：规律用药，定期复诊。\n医师：%s\n"
                        .formatted(at.toLocalDate(), names, doctor.text("name_zh"));
        ObjectNode made = resource("DocumentReference", patient.text("id") + "-note");
        made.put("status", "current").put("docStatus", "final");
        made.set("type", concept("门诊病历", coding(Systems.LOINC, "34108-1", "Outpatient Note")));
        made.set("subject", Persons.subject(patient));
        made.put("date", dateTime(at.plusMinutes(15)));
        made.putArray("author").add(by(doctor));
        made.putObject("custodian").put("reference", "Organization/hospital");
        made.putArray("content")
                .addObject()
                .putObject("attachment")
                .put("contentType", "text/plain; charset=utf-8")
                .put("language", "zh-CN")
                .put("data", base64(text))
                .put("title", "门诊病历");
        ObjectNode context = made.putObject("context");
        context.putArray("encounter").addObject().put("reference", "Encounter/" + visitId(patient));
        return made;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode observation(
            Line patient, String name, String category, String code, String display) {
        ObjectNode made =
                resource("Observation", patient.text("id") + "-" + name).put("status", "final");
        made.putArray("category")
                .add(concept(category, coding(OBSERVATION_CATEGORY, category, category)));
        made.set("code", concept(display, coding(Systems.LOINC, code, display)));
        made.set("subject", Persons.subject(patient));
        OffsetDateTime at =
                OffsetDateTime.of(today.minusDays(WEIGHED_DAYS_AGO), LocalTime.of(10, 0), BEIJING);
        return made.put("effectiveDateTime", dateTime(at));
    }

    private ObjectNode weight(Line patient) {
        ObjectNode made = observation(patient, "weight", "vital-signs", "29463-7", "Body weight");
        made.putObject("valueQuantity")
                .put("value", usualWeight(ageOf(patient)))
                .put("unit", "kg")
                .put("system", Systems.UCUM)
                .put("code", "kg");
        return made;
    }

    /** Kilograms by whole years of age, by the rule of thumb of Chinese paediatrics. */
    private static BigDecimal usualWeight(int age) {
        int kilograms = age <= 6 ? age * 2 + 8 : age * 3 + 2;
        return new BigDecimal(kilograms).setScale(1);
    }

    private ObjectNode pregnancy(Line patient) {
        ObjectNode made =
                observation(patient, "pregnancy", "social-history", "82810-3", "Pregnancy status");
        made.set(
                "valueCodeableConcept",
                concept("妊娠", coding(Systems.LOINC, "LA15173-0", "Pregnant")));
        return made;
    }
}
