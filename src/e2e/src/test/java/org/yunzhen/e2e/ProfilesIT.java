package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The package brings its profile validator along, and what the demo is made of conforms. */
class ProfilesIT {
    private static final String OWN = "https://yunzhen.example/fhir/StructureDefinition/";
    private static final String R4 = "http://hl7.org/fhir/StructureDefinition/";

    private final Caller integration = SharedService.get().hospital().as("integration01");

    @Test
    void people_and_institutions_of_the_demo_conform_to_the_profiles_of_the_hospital() {
        for (String validated :
                List.of(
                        "Patient/patient001/$validate?profile=" + OWN + "resident",
                        "Patient/patient600/$validate?profile=" + OWN + "resident",
                        "Organization/hospital/$validate?profile=" + OWN + "institution",
                        "Organization/pharmacy01/$validate?profile=" + OWN + "institution")) {
            Reply outcome = integration.get("/fhir/" + validated).expect(200);
            assertThat(outcome.text())
                    .as(validated)
                    .contains("OperationOutcome")
                    .doesNotContain("\"severity\":\"error\"");
        }
        Reply other =
                integration
                        .get("/fhir/Organization/hospital/$validate?profile=" + OWN + "resident")
                        .expect(200);
        assertThat(other.text()).contains("\"severity\":\"error\"");
    }

    @Test
    void what_extends_the_records_of_the_demo_fits_its_definitions() {
        String slots = "/fhir/Slot?schedule.actor=HealthcareService/cardiology&_count=1";
        JsonNode slot = integration.get(slots).expect(200).json();
        for (String record :
                List.of(
                        "Slot/" + slot.at("/entry/0/resource/id").asText(),
                        "Practitioner/doctor01",
                        "Patient/patient001",
                        "Medication/M0001",
                        "ChargeItemDefinition/revisit-chief")) {
            String type = record.substring(0, record.indexOf('/'));
            assertThat(integration.get("/fhir/" + record).expect(200).text()).contains(OWN);
            Reply outcome =
                    integration
                            .get("/fhir/" + record + "/$validate?profile=" + R4 + type)
                            .expect(200);
            assertThat(outcome.text()).as(record).doesNotContain("\"severity\":\"error\"");
        }
    }
}
