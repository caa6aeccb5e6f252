package org.yunzhen.hospital.consultation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.WaitingRoom;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.validate.StructureValidator;

/** Records that the tests of visits stand on, and the calls they make. */
final class VisitData {
    static final String DEPARTMENT = "HealthcareService/visit-dept";

    /** Whose own slots are booked. */
    static final String OWN = "doctor12";

    /** Who shares the department's visits with {@link #OTHER}. */
    static final String ONE = "doctor10";

    static final String OTHER = "doctor11";

    private VisitData() {}

    /** A department in which these doctors work. */
    static void department(String... doctors) {
        put(
                "HealthcareService",
                "visit-dept",
                "\"name\":\"心内科\",\"type\":[{\"text\":\"心内科\"}],"
                        + "\"providedBy\":{\"display\":\"示范医院\"}");
        for (String doctor : doctors) {
            put(
                    "PractitionerRole",
                    "visit-role-" + doctor,
                    "\"practitioner\":{\"reference\":\"Practitioner/%s\"},".formatted(doctor)
                            + "\"healthcareService\":[{\"reference\":\"%s\"}]"
                                    .formatted(DEPARTMENT));
        }
    }

    /** The department and its doctors, all of whom may accept. */
    static void doctors() {
        department(ONE, OTHER);
        for (String doctor : List.of(OWN, ONE, OTHER)) {
            practitioner(doctor, 10, "2035-12-31");
        }
    }

    static void practitioner(String id, int independentYears, String licensedUntil) {
        put(
                "Practitioner",
                id,
                """
                "extension":[{"url":"%s","valueInteger":%d}],
                "qualification":[{"code":{"text":"医师执业证书"},
                                  "period":{"start":"2010-01-01","end":"%s"}}]"""
                        .formatted(Extensions.INDEPENDENT_YEARS, independentYears, licensedUntil));
    }

    /** A plain record, written as systems that exchange records do. */
    static String put(String type, String id, String elements) {
        Reply reply =
                Http.as("integration01")
                        .put(
                                "/fhir/" + type + "/" + id,
                                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                                        .formatted(type, id, elements));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return type + "/" + id;
    }

    /** The uri of the consent text that is shown now. */
    static String consentUri() {
        JsonNode answer = Http.anonymous().get("/fhir/Consent/$text").json();
        for (JsonNode parameter : answer.path("parameter")) {
            if (parameter.path("name").asText().equals("uri")) {
                return parameter.path("valueUri").textValue();
            }
        }
        throw new AssertionError("no uri in " + answer);
    }

    /** The patient agrees to the current text. */
    static void consent(String patient) {
        consented(patient);
    }

    /** The same, and what was stored. */
    static JsonNode consented(String patient) {
        Reply reply = Http.as(patient).post("/fhir/Consent", consent(patient, consentUri()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    static String consent(String patient, String uri) {
        return """
               {"resourceType":"Consent","status":"active",
                "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
                                    "code":"treatment"}]},
                "category":[{"text":"知情同意"}],"patient":{"reference":"Patient/%s"},
                "dateTime":"2026-11-24T08:00:00+08:00","policy":[{"uri":"%s"}]}"""
                .formatted(patient, uri);
    }

    static String message(String encounter, String patient, String sender, String text) {
        return """
               {"resourceType":"Communication","status":"completed",
                "subject":{"reference":"Patient/%s"},"encounter":{"reference":"Encounter/%s"},
                "sender":{"reference":"%s"},"payload":[{"contentString":"%s"}]}"""
                .formatted(patient, encounter, sender, text);
    }

    static String diagnosis(String patient, String code) {
        return """
               "subject":{"reference":"Patient/%s"},
               "verificationStatus":{"coding":[{
                   "system":"http://terminology.hl7.org/CodeSystem/condition-ver-status",
                   "code":"confirmed"}]},
               "clinicalStatus":{"coding":[{
                   "system":"http://terminology.hl7.org/CodeSystem/condition-clinical",
                   "code":"active"}]},
               "code":{"coding":[{"system":"%s","code":"%s"}]}"""
                .formatted(patient, Systems.ICD_10_CN, code);
    }

    static String evidence(String reference, String code) {
        return """
               {"resourceType":"Parameters","parameter":[
                {"name":"evidence","valueReference":{"reference":"%s"}},
                {"name":"diagnosis","valueCode":"%s"}]}"""
                .formatted(reference, code);
    }

    static String reason(String reason) {
        return """
               {"resourceType":"Parameters","parameter":[{"name":"reason","valueString":"%s"}]}"""
                .formatted(reason);
    }

    static Reply step(String caller, String encounter, String operation) {
        return step(caller, encounter, operation, "{\"resourceType\":\"Parameters\"}");
    }

    static Reply step(String caller, String encounter, String operation, String inputs) {
        return Http.as(caller).post("/fhir/Encounter/" + encounter + "/$" + operation, inputs);
    }

    /** A visit that its doctor, {@link #OWN}, has accepted. */
    static String accepted(WaitingRoom room, String patient) {
        consent(patient);
        String visit = room.checkIn(patient, "Practitioner/" + OWN);
        assertThat(step(OWN, visit, "accept").status()).isEqualTo(200);
        return visit;
    }

    /** The document an event is about. */
    static String resource(JsonNode event) {
        return event.path("resource").textValue();
    }

    /** The visit's status as its patient reads it. */
    static String status(String patient, String visit) {
        JsonNode encounter = Http.as(patient).get("/fhir/Encounter/" + visit).json();
        return encounter.path("status").asText();
    }

    static void assertSound(JsonNode document) {
        assertThat(new StructureValidator(Definitions.r4()).validate(document)).isEmpty();
    }
}
