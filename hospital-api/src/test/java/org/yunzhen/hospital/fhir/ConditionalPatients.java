package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;

/** Patients that are found by one identifier, for writes by criteria. */
final class ConditionalPatients {
    private static final Http INTEGRATION = Http.as("integration01");

    private ConditionalPatients() {}

    static String patient(String id, String value, String family) {
        return """
               {"resourceType":"Patient",%s"identifier":[{"system":"urn:cw","value":"%s"}],
                "name":[{"family":"%s"}]}"""
                .formatted(id == null ? "" : "\"id\":\"" + id + "\",", value, family);
    }

    static String by(String value) {
        return "Patient?identifier=urn:cw%7C" + value;
    }

    static void make(String id, String value) {
        Reply made = INTEGRATION.put("/fhir/Patient/" + id, patient(id, value, "made"));
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    static long count(String value) {
        return INTEGRATION.get("/fhir/" + by(value)).json().path("total").asLong();
    }
}
