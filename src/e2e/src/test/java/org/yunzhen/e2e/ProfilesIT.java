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
        for (String type :
                List.of("Slot", "Practitioner", "Patient", "Medication", "ChargeItemDefinition")) {
            JsonNode one = integration.get("/fhir/" + type + "?_count=1").expect(200).json();
            JsonNode record = one.path("entry").path(0).path("resource");
            assertThat(record.toString()).as(type).contains(OWN);
            String validated = type + "/" + record.path("id").asText() + "/$validate?profile=" + R4;
            Reply outcome = integration.get("/fhir/" + validated + type).expect(200);
            assertThat(outcome.text()).as(type).doesNotContain("\"severity\":\"error\"");
        }
    }
}
