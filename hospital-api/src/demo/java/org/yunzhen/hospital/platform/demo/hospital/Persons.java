package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.extension;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.identifier;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.phone;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.reference;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.InsuranceType;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Sex;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** Patients with their insurance, guardians and allergies. */
final class Persons {
    private static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    private static final String CLINICAL =
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    private static final String VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    private static final String RELATIONSHIP =
            "http://terminology.hl7.org/CodeSystem/subscriber-relationship";
    private static final String VERIFIED = "2026-01-05T09:00:00.000+08:00";
    private static final int GROWN_UP = 18;

    /**
     * That somebody may act for a child.
     *
     * @param source id of the RelatedPerson that says so
     * @param until the child's eighteenth birthday
     */
    record Guardianship(String guardian, String child, String source, LocalDate until) {}

    private final Map<String, Line> byId;
    private final Map<String, Line> allergies;

    Persons(List<Line> patients, List<Line> allergies) {
        this.byId =
                patients.stream()
                        .collect(Collectors.toMap(line -> line.text("id"), Function.identity()));
        this.allergies =
                allergies.stream()
                        .collect(Collectors.toMap(line -> line.text("key"), Function.identity()));
    }

    /** Everything of one person that does not change with the day. */
    List<ObjectNode> documents(Line line) {
        List<ObjectNode> documents = new ArrayList<>();
        documents.add(patient(line));
        documents.add(coverage(line));
        if (line.has("guardian")) {
            documents.add(relatedPerson(line));
        }
        line.list("allergies").forEach(key -> documents.add(allergy(line, key)));
        return documents;
    }

    static List<Guardianship> guardianships(List<Line> patients) {
        return patients.stream()
                .filter(line -> line.has("guardian"))
                .map(
                        line ->
                                new Guardianship(
                                        line.text("guardian"),
                                        line.text("id"),
                                        guardianId(line),
                                        born(line).plusYears(GROWN_UP)))
                .toList();
    }

    static LocalDate born(Line line) {
        return LocalDate.parse(line.text("birth_date"));
    }

    static ObjectNode subject(Line line) {
        return reference("Patient/" + line.text("id"), line.text("name"));
    }

    private static String guardianId(Line line) {
        return line.text("id") + "-" + line.text("guardian");
    }

    private ObjectNode patient(Line line) {
        ObjectNode made = resource("Patient", line.text("id"));
        extension(made, Extensions.REAL_NAME_VERIFIED).put("valueInstant", VERIFIED);
        extension(made, Extensions.ETHNIC_GROUP)
                .putObject("valueCoding")
                .put("system", Systems.ETHNIC_GROUP_CN)
                .put("code", line.text("ethnicity"));
        var identifiers = made.putArray("identifier");
        ObjectNode residentId = identifier(Systems.RESIDENT_ID, line.text("resident_id"));
        residentId.put("use", "official");
        residentId.set(
                "type",
                concept("居民身份证", coding(Systems.IDENTIFIER_TYPE, "NI", "National identifier")));
        identifiers.add(residentId);
        identifiers.add(identifier(Systems.NHSA_PSN_NO, line.text("psn_no")));
        made.put("active", true);
        made.putArray("name").addObject().put("use", "official").put("text", line.text("name"));
        made.putArray("telecom").add(phone(line.text("phone")).put("use", "mobile"));
        made.put("gender", line.text("gender"));
        extension(made.putObject("_gender"), Extensions.NATIONAL_SEX)
                .set("valueCoding", nationalSex(line.text("gender")));
        made.put("birthDate", line.text("birth_date"));
        made.putArray("address")
                .addObject()
                .put("use", "home")
                .put("text", line.text("address"))
                .put("district", line.text("region"))
                .put("country", "CN");
        if (line.has("guardian")) {
            made.putArray("contact").add(contact(line));
        }
        made.putObject("managingOrganization").put("reference", "Organization/hospital");
        return made;
    }

    private static ObjectNode nationalSex(String gender) {
        Sex sex = gender.equals(Sex.MALE.fhirGender()) ? Sex.MALE : Sex.FEMALE;
        return coding(Systems.SEX_CN, sex.nationalCode(), sex == Sex.MALE ? "男性" : "女性");
    }

    private ObjectNode contact(Line line) {
        Line guardian = byId.get(line.text("guardian"));
        ObjectNode contact = FhirJson.object();
        contact.putArray("relationship").add(relationship(line));
        contact.putObject("name").put("text", guardian.text("name"));
        contact.putArray("telecom").add(phone(guardian.text("phone")));
        return contact.put("gender", guardian.text("gender"));
    }

    private static ObjectNode relationship(Line line) {
        String code = line.text("guardian_relation");
        String name =
                switch (code) {
                    case "MTH" -> "母亲";
                    case "FTH" -> "父亲";
                    case "GRMTH" -> "祖母或外祖母";
                    case "GRFTH" -> "祖父或外祖父";
                    default -> throw new IllegalStateException("no name for relation " + code);
                };
        return concept(name, coding(ROLE_CODE, code, name));
    }

    private ObjectNode relatedPerson(Line line) {
        Line guardian = byId.get(line.text("guardian"));
        ObjectNode made = resource("RelatedPerson", guardianId(line));
        made.putArray("identifier")
                .add(identifier(Systems.RESIDENT_ID, guardian.text("resident_id")));
        made.put("active", true);
        made.set("patient", subject(line));
        made.putArray("relationship").add(relationship(line));
        made.putArray("name").addObject().put("text", guardian.text("name"));
        made.putArray("telecom").add(phone(guardian.text("phone")));
        made.put("gender", guardian.text("gender"));
        made.putObject("period")
                .put("start", line.text("birth_date"))
                .put("end", born(line).plusYears(GROWN_UP).minusDays(1).toString());
        return made;
    }

    private static ObjectNode coverage(Line line) {
        InsuranceType type =
                Coded.find(InsuranceType.class, line.text("insurance_type")).orElseThrow();
        ObjectNode made = resource("Coverage", line.text("id"));
        made.putArray("identifier").add(identifier(Systems.NHSA_PSN_NO, line.text("psn_no")));
        made.put("status", "active");
        made.set("type", type.concept(Language.ZH));
        made.put("subscriberId", line.text("psn_no"));
        made.set("beneficiary", subject(line));
        made.set("relationship", concept("本人", coding(RELATIONSHIP, "self", "Self")));
        made.putArray("payor").add(reference("Organization/insurer", "攀枝花市医疗保障示范经办中心"));
        return made;
    }

    private ObjectNode allergy(Line line, String key) {
        Line allergy = allergies.get(key);
        ObjectNode made = resource("AllergyIntolerance", line.text("id") + "-" + key);
        made.set("clinicalStatus", concept("有效", coding(CLINICAL, "active", "Active")));
        made.set(
                "verificationStatus",
                concept("已确认", coding(VERIFICATION, "confirmed", "Confirmed")));
        made.put("type", "allergy");
        made.putArray("category").add("medication");
        made.set(
                "code",
                concept(
                        allergy.text("name_zh"),
                        coding(Systems.ALLERGY, key, allergy.text("name_zh"))));
        made.set("patient", subject(line));
        return made;
    }
}
