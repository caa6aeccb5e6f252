package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.validate.StructureValidator;

/** A synthetic patient's record, as another hospital would send it. */
final class SyntheticRecord {
    private static final Http INTEGRATION = Http.as("integration01");
    private static final StructureValidator VALIDATOR = new StructureValidator(Definitions.r4());

    private SyntheticRecord() {}

    /** A patient with one of each that a summary shows. */
    static void of(String patient) {
        patient(patient, "林远舟");
        put(
                "AllergyIntolerance/%s-allergy",
                patient,
                """
                "clinicalStatus":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                 "code":"active"}]},
                "code":{"text":"青霉素 <过敏> & 皮疹"},"patient":{"reference":"Patient/%s"}""");
        put(
                "Condition/%s-condition",
                patient,
                """
                "clinicalStatus":{"coding":[{"system":
                 "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "code":{"text":"高血压"},"subject":{"reference":"Patient/%s"}""");
        put(
                "MedicationStatement/%s-medicine",
                patient,
                """
                "status":"active","medicationCodeableConcept":{"text":"氨氯地平"},
                "subject":{"reference":"Patient/%s"}""");
        put(
                "Observation/%s-result",
                patient,
                """
                "status":"final","code":{"text":"血钾"},"effectiveDateTime":"2026-11-20",
                "valueQuantity":{"value":4.10,"unit":"mmol/L"},
                "subject":{"reference":"Patient/%s"}""");
    }

    static void patient(String id, String name) {
        put("Patient/%s", id, "\"name\":[{\"text\":\"" + name + "\"}],\"active\":true");
    }

    /** Writes a plain record; {@code %s} in address and body stands for the patient. */
    static void put(String address, String patient, String body) {
        String path = address.formatted(patient);
        String[] parts = path.split("/");
        String document =
                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                        .formatted(parts[0], parts[1], body.replace("%s", patient));
        Reply reply = INTEGRATION.put("/fhir/" + path, document);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    /** A valid number of a synthetic person. */
    static String residentId(String birthDate, int sequence) {
        String digits = "510402" + birthDate + "%03d".formatted(sequence);
        return digits + ResidentId.checkCharacter(digits);
    }

    static void assertValid(JsonNode document) {
        assertThat(VALIDATOR.validate(document)).isEmpty();
    }

    /** References of the entries of a Bundle. */
    /** What compliance finds in the trail. */
    static List<JsonNode> events(String query) {
        Reply reply = Http.as("compliance01").get("/fhir/AuditEvent?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<JsonNode> events = new ArrayList<>();
        reply.json().path("entry").forEach(entry -> events.add(entry.path("resource")));
        return events;
    }

    static List<String> entries(Reply bundle) {
        assertThat(bundle.status()).as(bundle.text()).isEqualTo(200);
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : bundle.json().path("entry")) {
            JsonNode resource = entry.path("resource");
            entries.add(
                    resource.path("resourceType").asText() + "/" + resource.path("id").asText());
        }
        return entries;
    }

    /** The path of the next page, or null. */
    static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return path(link.path("url").textValue());
            }
        }
        return null;
    }

    static String path(String url) {
        return url.substring(url.indexOf("/fhir/"));
    }
}
