package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.record.Registration.Identity;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.person.PersonElements;

/** Patient and RelatedPerson as registration makes and reads them. */
final class PatientDocument {
    private static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

    private PatientDocument() {}

    /** A person who registers for the first time. */
    static ObjectNode of(Registration registration) {
        ResidentId id = registration.person().residentId();
        ObjectNode patient = FhirJson.object().put("resourceType", "Patient");
        patient.putArray("identifier")
                .addObject()
                .put("use", "official")
                .put("system", Systems.RESIDENT_ID)
                .put("value", id.value());
        patient.put("active", true);
        patient.putArray("name")
                .addObject()
                .put("use", "official")
                .put("text", registration.person().name());
        patient.putArray("telecom")
                .addObject()
                .put("system", "phone")
                .put("value", registration.phone());
        patient.put("gender", id.sex().fhirGender());
        patient.put("birthDate", id.birthDate().toString());
        return patient;
    }

    /** What somebody is told who proves to be registered already: that, and nothing of it. */
    static ObjectNode masked(String id, Identity identity) {
        ObjectNode patient = FhirJson.object().put("resourceType", "Patient").put("id", id);
        patient.putArray("identifier")
                .addObject()
                .put("system", Systems.RESIDENT_ID)
                .put("value", identity.residentId().masked());
        patient.putArray("name").addObject().put("text", PersonNames.masked(identity.name()));
        return patient;
    }

    /** Adds that the same person is also described as somebody's guardian. */
    static void link(ObjectNode patient, String relatedPerson) {
        ObjectNode link = patient.putArray("link").addObject();
        link.putObject("other").put("reference", "RelatedPerson/" + relatedPerson);
        link.put("type", "seealso");
    }

    /** The guardian of a child, from today until the day before the eighteenth birthday. */
    static ObjectNode guardian(
            String id,
            String child,
            String guardian,
            Registration registration,
            LocalDate today,
            LocalDate grownUp) {
        ObjectNode related = FhirJson.object().put("resourceType", "RelatedPerson").put("id", id);
        related.putArray("identifier")
                .addObject()
                .put("system", Systems.PATIENT)
                .put("value", guardian);
        related.put("active", true);
        related.putObject("patient").put("reference", "Patient/" + child);
        related.putArray("relationship")
                .addObject()
                .put("text", "监护人")
                .putArray("coding")
                .addObject()
                .put("system", ROLE_CODE)
                .put("code", "GUARD")
                .put("display", "guardian");
        related.putArray("name").addObject().put("text", registration.person().name());
        related.putArray("telecom")
                .addObject()
                .put("system", "phone")
                .put("value", registration.phone());
        related.putObject("period")
                .put("start", today.toString())
                .put("end", grownUp.minusDays(1).toString());
        return related;
    }

    /** The identifiers of a system that a document has. */
    static List<String> named(JsonNode document, String system) {
        List<String> values = new ArrayList<>();
        for (JsonNode identifier : document.path("identifier")) {
            if (system.equals(identifier.path("system").textValue())) {
                values.add(identifier.path("value").asText());
            }
        }
        return values;
    }

    /** When a record says that its person is of age, at the earliest; empty when it does not. */
    static Optional<LocalDate> grownUp(JsonNode patient) {
        return Optional.ofNullable(DateRange.parse(patient.path("birthDate").asText()))
                .map(born -> LocalDate.ofInstant(born.low(), DateRange.BUSINESS_ZONE))
                .map(Registration::grownUp);
    }

    /** A guardian no longer; a period that was over before stays as it was. */
    static void end(ObjectNode related, LocalDate today) {
        related.put("active", false);
        ObjectNode period = related.withObjectProperty("period");
        if (today.isBefore(LocalDate.parse(period.path("end").asText(today.toString())))) {
            period.put("end", today.toString());
        }
    }

    /** Whether one of the names of a record is this one. */
    static boolean isNamed(JsonNode patient, String name) {
        for (JsonNode one : patient.path("name")) {
            if (PersonNames.same(PersonElements.written(one), name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a child's record names this person, with this phone, as one to be contacted. */
    static boolean names(JsonNode child, Registration guardian) {
        for (JsonNode contact : child.path("contact")) {
            boolean named =
                    PersonNames.same(
                            PersonElements.written(contact.path("name")), guardian.person().name());
            if (named && hasPhone(contact, guardian.phone())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPhone(JsonNode contact, String phone) {
        for (JsonNode telecom : contact.path("telecom")) {
            if (digits(telecom.path("value").asText()).equals(digits(phone))) {
                return true;
            }
        }
        return false;
    }

    private static String digits(String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        return digits.startsWith("86") && digits.length() == 13 ? digits.substring(2) : digits;
    }
}
