package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.bilingual;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.coding;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.concept;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.identifier;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.period;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.phone;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.reference;
import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** Organizations with their Locations; departments as HealthcareService and Location. */
final class Places {
    private static final String ORGANIZATION_TYPE =
            "http://terminology.hl7.org/CodeSystem/organization-type";
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final List<String> FHIR_DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Map<String, String> TYPES =
            Map.of(
                    "hospital", "prov",
                    "primary-care", "prov",
                    "pharmacy", "other",
                    "insurer", "ins");
    private static final Map<String, String> TYPE_NAMES =
            Map.of("prov", "医疗机构", "other", "药店", "ins", "医保经办机构");

    private Places() {}

    /** The institution that runs a tenant. */
    static String institution(String tenant) {
        return tenant.equals("site") ? "site" : "hospital";
    }

    static List<ObjectNode> organizations(List<Line> lines) {
        List<ObjectNode> documents = new ArrayList<>();
        for (Line line : lines) {
            documents.add(organization(line));
            documents.add(premises(line));
        }
        return documents;
    }

    static List<ObjectNode> departments(List<Line> lines) {
        List<ObjectNode> documents = new ArrayList<>();
        for (Line line : lines) {
            documents.add(rooms(line));
            documents.add(service(line));
        }
        return documents;
    }

    /** The regulator of the demo, who has no other data. */
    static ObjectNode regulator() {
        ObjectNode regulator = resource("Organization", "regulator01").put("active", true);
        bilingual(regulator, "name", "攀枝花示范卫生健康监督机构", "Demonstration health authority");
        return regulator;
    }

    private static ObjectNode organization(Line line) {
        ObjectNode made = resource("Organization", line.text("id"));
        var identifiers = made.putArray("identifier");
        identifiers.add(identifier(Systems.CREDIT_CODE, line.text("uscc")));
        if (line.has("fixmedins_code")) {
            identifiers.add(identifier(Systems.NHSA_FIXMEDINS_CODE, line.text("fixmedins_code")));
        }
        if (line.has("licence_no")) {
            ObjectNode licence = identifier(Systems.INSTITUTION_LICENSE, line.text("licence_no"));
            licence.set("period", period(line.text("licence_from"), line.text("licence_to")));
            identifiers.add(licence);
        }
        String type = TYPES.get(line.text("kind"));
        String typeName = TYPE_NAMES.get(type);
        made.put("active", true);
        made.putArray("type").add(concept(typeName, coding(ORGANIZATION_TYPE, type, typeName)));
        bilingual(made, "name", line.text("name_zh"), line.text("name_en"));
        made.putArray("telecom").add(phone(line.text("phone")));
        address(made.putArray("address").addObject(), line);
        return made;
    }

    private static void address(ObjectNode address, Line line) {
        bilingual(address, "text", line.text("address_zh"), line.text("address_en"));
        address.put("district", line.text("region")).put("country", "CN");
    }

    private static ObjectNode premises(Line line) {
        ObjectNode made = resource("Location", line.text("id")).put("status", "active");
        bilingual(made, "name", line.text("name_zh"), line.text("name_en"));
        address(made.putObject("address"), line);
        made.set(
                "managingOrganization",
                reference("Organization/" + line.text("id"), line.text("name_zh")));
        var hours = made.putArray("hoursOfOperation");
        for (String opening : line.text("opening_hours").split(",")) {
            hours.add(hours(opening));
        }
        return made;
    }

    /** From {@code Mo-Fr 09:00-17:00}. */
    private static ObjectNode hours(String opening) {
        String[] parts = opening.split("[ -]");
        ObjectNode hours = FhirJson.object();
        var days = hours.putArray("daysOfWeek");
        FHIR_DAYS.subList(DAYS.indexOf(parts[0]), DAYS.indexOf(parts[1]) + 1).forEach(days::add);
        if (parts[3].equals("24:00")) {
            return hours.put("allDay", true);
        }
        return hours.put("openingTime", parts[2] + ":00").put("closingTime", parts[3] + ":00");
    }

    private static ObjectNode rooms(Line line) {
        ObjectNode made = resource("Location", line.text("id")).put("status", "active");
        bilingual(made, "name", line.text("location_zh"), line.text("location_en"));
        String institution = institution(line.text("tenant"));
        made.putObject("managingOrganization").put("reference", "Organization/" + institution);
        made.putObject("partOf").put("reference", "Location/" + institution);
        return made;
    }

    private static ObjectNode service(Line line) {
        ObjectNode made = resource("HealthcareService", line.text("id"));
        made.putArray("identifier").add(identifier(Systems.DEPARTMENT_CODE, line.text("caty")));
        made.put("active", true);
        made.putObject("providedBy")
                .put("reference", "Organization/" + institution(line.text("tenant")));
        ObjectNode subject =
                coding(
                        Systems.CLINICAL_SERVICE_CN,
                        line.text("subject_code"),
                        line.text("name_zh"));
        made.putArray("specialty").add(concept(line.text("name_zh"), subject));
        made.putArray("location")
                .add(reference("Location/" + line.text("id"), line.text("location_zh")));
        bilingual(made, "name", line.text("name_zh"), line.text("name_en"));
        return made;
    }
}
