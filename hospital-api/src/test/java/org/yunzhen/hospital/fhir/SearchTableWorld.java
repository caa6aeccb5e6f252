package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** The small world in which the table of searches is asked, and how its answers are read. */
final class SearchTableWorld {
    private static final String TAG =
            "\"meta\":{\"tag\":[{\"system\":\"urn:t\",\"code\":\"table\"}]}";
    private static final String LOINC = "http://loinc.org";
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final Http INTEGRATION = Http.as("integration01");

    private SearchTableWorld() {}

    static void make() {
        put("Organization", "t-org", "\"name\":\"Höhe 医院\"");
        put(
                "Patient",
                "t-p1",
                "\"name\":[{\"family\":\"Äpfel\",\"given\":[\"Anna\"]}],\"birthDate\":\"1970-03\","
                        + "\"gender\":\"female\",\"managingOrganization\":{\"reference\":\"Organization/t-org\"},"
                        + "\"identifier\":[{\"type\":{\"coding\":[{\"system\":\"urn:ty\",\"code\":\"MR\"}]},"
                        + "\"system\":\"urn:mr\",\"value\":\"12\"}]");
        put(
                "Patient",
                "t-p2",
                "\"name\":[{\"family\":\"Birne\"}],\"birthDate\":\"1980-05-05\",\"gender\":\"male\","
                        + "\"identifier\":[{\"type\":{\"coding\":[{\"system\":\"urn:ty\",\"code\":\"XX\"}]},"
                        + "\"system\":\"urn:mr\",\"value\":\"12\"}]");
        put(
                "Encounter",
                "t-e1",
                "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                        + "\"subject\":{\"reference\":\"Patient/t-p1\"}");
        observation(
                "t-o1",
                "t-p1",
                "w",
                5.4,
                "mg",
                "2026-01-10",
                ",\"encounter\":{\"reference\":\"Encounter/t-e1\"}");
        observation("t-o2", "t-p1", "h", 100, "cm", "2026-02", "");
        observation(
                "t-o3",
                "t-p2",
                "w",
                104,
                "mg",
                "2027",
                ",\"hasMember\":[{\"reference\":\"Observation/t-o1\"}]");
        put(
                "Observation",
                "t-bp",
                "\"status\":\"final\",\"code\":{\"coding\":[{\"code\":\"bp\",\"display\":\"Blood pressure\"}],\"text\":\"血压\"},"
                        + "\"focus\":[{\"identifier\":{\"system\":\"urn:x\",\"value\":\"7\"}}],"
                        + "\"subject\":{\"reference\":\"Patient/t-p2\"},\"component\":["
                        + component("sys", 150)
                        + ","
                        + component("dia", 70)
                        + "]");
        put("Practitioner", "t-d1", "\"name\":[{\"family\":\"单\",\"given\":[\"雅丽\"]}]");
        put("Practitioner", "t-d2", "\"name\":[{\"text\":\"吕建国\"}]");
        put("Practitioner", "t-d3", "\"name\":[{\"family\":\"Shan\"}]");
        for (String version : List.of("", "|1", "|2")) {
            put(
                    "QuestionnaireResponse",
                    "t-q" + version.replace('|', '-'),
                    "\"status\":\"completed\",\"questionnaire\":\"http://acme.test/q"
                            + version
                            + "\"");
        }
        put(
                "ServiceRequest",
                "t-s",
                "\"status\":\"active\",\"intent\":\"order\",\"subject\":{\"reference\":\"Group/t-g\"},"
                        + "\"occurrenceTiming\":{\"event\":[\"2026-05-03\",\"2026-05-01\"]}");
        put(
                "ServiceRequest",
                "t-s2",
                "\"status\":\"active\",\"intent\":\"order\",\"subject\":{\"reference\":\"Patient/t-p1\"},"
                        + "\"occurrenceTiming\":{\"repeat\":{\"boundsPeriod\":{\"start\":\"2026-06\"}}}");
        put("ValueSet", "t-v1", "\"status\":\"active\",\"url\":\"http://acme.test/vs/a/b\"");
        put("ValueSet", "t-v2", "\"status\":\"active\",\"url\":\"http://acme.test/vs\"");
        put("ValueSet", "t-v3", "\"status\":\"active\",\"url\":\"http://acme.test/vsx\"");
        put(
                "RiskAssessment",
                "t-r1",
                "\"status\":\"final\",\"subject\":{\"reference\":\"Patient/t-p1\"},"
                        + "\"prediction\":[{\"probabilityDecimal\":10}]");
        put(
                "RiskAssessment",
                "t-r2",
                "\"status\":\"final\",\"subject\":{\"reference\":\"Patient/t-p1\"},"
                        + "\"prediction\":[{\"probabilityDecimal\":10.4}]");
        put(
                "RiskAssessment",
                "t-r3",
                "\"status\":\"final\",\"subject\":{\"reference\":\"Patient/t-p1\"},"
                        + "\"prediction\":[{\"probabilityDecimal\":10.04}]");
    }

    static String base() {
        return URI.create(
                        INTEGRATION
                                .get("/fhir/Patient?_count=0")
                                .json()
                                .path("link")
                                .path(0)
                                .path("url")
                                .asText())
                .resolve("/fhir")
                .toString();
    }

    static List<String> ids(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            ids.add(entry.path("resource").path("id").asText());
        }
        return ids;
    }

    private static String component(String code, int value) {
        return "{\"code\":{\"coding\":[{\"code\":\"%s\"}]},\"valueQuantity\":{\"value\":%d}}"
                .formatted(code, value);
    }

    private static void observation(
            String id,
            String patient,
            String code,
            double value,
            String unit,
            String date,
            String more) {
        put(
                "Observation",
                id,
                ("\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]},"
                                + "\"subject\":{\"reference\":\"Patient/%s\"},\"effectiveDateTime\":\"%s\","
                                + "\"valueQuantity\":{\"value\":%s,\"system\":\"%s\",\"code\":\"%s\"}%s")
                        .formatted(LOINC, code, patient, date, value, UCUM, unit, more));
    }

    private static void put(String type, String id, String members) {
        String json =
                "{\"resourceType\":\"%s\",\"id\":\"%s\",%s,%s}".formatted(type, id, TAG, members);
        Reply reply = INTEGRATION.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }
}
