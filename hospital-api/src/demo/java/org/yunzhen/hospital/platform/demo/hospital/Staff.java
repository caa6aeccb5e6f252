package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.extension;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.identifier;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.period;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.reference;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Practitioners with their licences, and their PractitionerRoles under the same ids. They are
 * readable to everybody with a token, so they hold no resident id, and not the number of the
 * qualification certificate, in which it stands.
 */
final class Staff {
    private static final String ROLE = "http://terminology.hl7.org/CodeSystem/practitioner-role";
    private static final String VERIFIED = "2026-01-05T09:00:00.000+08:00";

    private Staff() {}

    static List<ObjectNode> documents(List<Line> lines) {
        List<ObjectNode> documents = new ArrayList<>();
        for (Line line : lines) {
            documents.add(practitioner(line));
            documents.add(role(line));
        }
        return documents;
    }

    /** Somebody of the administration: an account that needs a resource to stand for it. */
    static ObjectNode clerk(String account, String name) {
        ObjectNode made = resource("Practitioner", account).put("active", true);
        made.putArray("name").addObject().put("text", name);
        return made;
    }

    private static boolean isDoctor(Line line) {
        return line.text("role").equals("doctor");
    }

    private static ObjectNode practitioner(Line line) {
        ObjectNode made = resource("Practitioner", line.text("id"));
        extension(made, Extensions.INDEPENDENT_YEARS)
                .put("valueInteger", Integer.parseInt(line.text("independent_years")));
        extension(made, Extensions.PROFESSIONAL_TITLE)
                .set("valueCodeableConcept", concept(line.text("title_zh")));
        extension(made, Extensions.REAL_NAME_VERIFIED).put("valueInstant", VERIFIED);
        liabilityInsurance(made, line);
        var identifiers = made.putArray("identifier");
        identifiers.add(identifier(Systems.STAFF_NUMBER, line.text("id")));
        identifiers.add(
                identifier(
                        isDoctor(line) ? Systems.NHSA_DOCTOR_CODE : Systems.NHSA_PHARMACIST_CODE,
                        line.text("nhsa_code")));
        made.put("active", true);
        var names = made.putArray("name");
        names.addObject().put("use", "official").put("text", line.text("name_zh"));
        names.addObject().put("use", "usual").put("text", line.text("name_en"));
        made.put("gender", line.text("gender"));
        made.putArray("qualification").add(licence(line));
        return made;
    }

    private static void liabilityInsurance(ObjectNode made, Line line) {
        var parts = extension(made, Extensions.LIABILITY_INSURANCE).putArray("extension");
        parts.addObject().put("url", "insurer").put("valueString", "示范医疗责任保险");
        parts.addObject().put("url", "policy").put("valueString", "YZ-" + line.text("id"));
        parts.addObject()
                .put("url", "period")
                .set("valuePeriod", period(line.text("licence_from"), "2035-12-31"));
    }

    private static ObjectNode licence(Line line) {
        String system = isDoctor(line) ? Systems.PHYSICIAN_LICENSE : Systems.PHARMACIST_LICENSE;
        ObjectNode qualification = FhirJson.object();
        qualification.putArray("identifier").add(identifier(system, line.text("licence_no")));
        qualification.set("code", concept(isDoctor(line) ? "医师执业证书" : "药师资格证书"));
        qualification.set("period", period(line.text("licence_from"), line.text("licence_to")));
        return qualification;
    }

    private static ObjectNode role(Line line) {
        ObjectNode made = resource("PractitionerRole", line.text("id")).put("active", true);
        made.set(
                "practitioner", reference("Practitioner/" + line.text("id"), line.text("name_zh")));
        made.putObject("organization")
                .put("reference", "Organization/" + Places.institution(line.text("tenant")));
        String role = line.text("role");
        ObjectNode code = coding(ROLE, role, isDoctor(line) ? "Doctor" : "Pharmacist");
        made.putArray("code").add(concept(line.text("title_zh"), code));
        if (line.has("department")) {
            String department = line.text("department");
            made.putArray("location").addObject().put("reference", "Location/" + department);
            made.putArray("healthcareService")
                    .addObject()
                    .put("reference", "HealthcareService/" + department);
        }
        return made;
    }
}
