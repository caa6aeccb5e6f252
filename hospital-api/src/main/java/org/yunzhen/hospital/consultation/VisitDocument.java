package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.code.VisitKind;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** The Encounter of a visit: how it is made and how each step changes it. */
final class VisitDocument {
    private static final String PARTICIPATION =
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private VisitDocument() {}

    /**
     * A visit in the waiting room.
     *
     * @param appointment the Appointment document that was checked in
     * @param department the HealthcareService document, or an empty object
     */
    static ObjectNode opened(
            Visit visit, JsonNode appointment, JsonNode department, OffsetDateTime at) {
        ObjectNode document = FhirJson.object();
        document.put("resourceType", "Encounter").put("id", visit.encounter());
        document.set("extension", extensions(appointment));
        document.put("status", visit.status().code());
        document.putObject("class")
                .put("system", Systems.ACT_CODE)
                .put("code", "VR")
                .put("display", "virtual");
        JsonNode service = department.path("type").path(0);
        JsonNode booked = appointment.path("serviceType").path(0);
        copy(service.isMissingNode() ? booked : service, document, "serviceType");
        document.putObject("subject").put("reference", "Patient/" + visit.patient());
        document.putArray("appointment")
                .addObject()
                .put("reference", "Appointment/" + visit.appointment());
        document.putObject("period").put("start", Stamp.instant(at));
        if (!appointment.path("reasonCode").isEmpty()) {
            document.set("reasonCode", appointment.path("reasonCode").deepCopy());
        }
        copy(department.path("providedBy"), document, "serviceProvider");
        if (visit.doctor() != null) {
            participate(document, visit.doctor(), null);
        }
        return document;
    }

    /** Moves to another status and keeps the one before in the history. */
    static void move(ObjectNode document, VisitStatus next, OffsetDateTime at) {
        String now = Stamp.instant(at);
        ArrayNode history = document.withArray("statusHistory");
        JsonNode last = history.path(history.size() - 1).path("period").path("end");
        String since = last.asText(document.path("period").path("start").asText());
        ObjectNode entry = history.addObject().put("status", document.path("status").asText());
        entry.putObject("period").put("start", since).put("end", now);
        document.put("status", next.code());
        if (next.hasEnded()) {
            document.withObject("/period").put("end", now);
            for (JsonNode participant : document.path("participant")) {
                if (participant.has("period")) {
                    ((ObjectNode) participant.get("period")).put("end", now);
                }
            }
        }
    }

    /** Makes a doctor the one who performs the visit. */
    static void participate(ObjectNode document, String doctor, OffsetDateTime from) {
        ObjectNode participant = FhirJson.object();
        participant
                .putArray("type")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", PARTICIPATION)
                .put("code", "PPRF")
                .put("display", "primary performer");
        if (from != null) {
            participant.putObject("period").put("start", Stamp.instant(from));
        }
        participant.putObject("individual").put("reference", "Practitioner/" + doctor);
        document.set("participant", FhirJson.array().add(participant));
    }

    /**
     * Says why a visit ended before it was finished.
     *
     * @param guidance where to go instead, or null
     */
    static void ended(ObjectNode document, VisitStep why, String reason, String guidance) {
        ObjectNode extension = document.withArray("extension").addObject();
        extension.put("url", Extensions.VISIT_ENDED);
        ArrayNode parts = extension.putArray("extension");
        parts.addObject().put("url", "why").put("valueCode", why.code());
        if (reason != null) {
            parts.addObject().put("url", "reason").put("valueString", reason);
        }
        if (guidance != null) {
            parts.addObject().put("url", "guidance").put("valueString", guidance);
        }
    }

    private static ArrayNode extensions(JsonNode appointment) {
        ArrayNode extensions = FhirJson.array();
        JsonNode kind = extension(appointment, Extensions.VISIT_KIND);
        extensions
                .addObject()
                .put("url", Extensions.VISIT_KIND)
                .put("valueCode", kind.path("valueCode").asText(VisitKind.FOLLOW_UP.code()));
        JsonNode number = extension(appointment, Extensions.TICKET_NUMBER);
        if (number.isObject()) {
            extensions.add(number.deepCopy());
        }
        return extensions;
    }

    private static JsonNode extension(JsonNode document, String url) {
        for (JsonNode extension : document.path("extension")) {
            if (url.equals(extension.path("url").textValue())) {
                return extension;
            }
        }
        return document.path("extension").path("none");
    }

    private static void copy(JsonNode from, ObjectNode to, String name) {
        if (from.isObject()) {
            to.set(name, from.deepCopy());
        }
    }
}
