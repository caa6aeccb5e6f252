package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.record.SyntheticRecord.entries;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What a record names is sent with it (R4 operations Patient-everything, Encounter-everything). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NamedBesideTest {
    private static final String PATIENT = "patient138";
    private static final String OTHER = "patient139";
    private static final String EVERYTHING = "/fhir/Patient/patient138/$everything";
    private static final String OBSERVATION =
            "\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/%s\"}";

    private final Http patient = Http.as(PATIENT);

    @BeforeEach
    void a_record_that_names_who_gave_the_care_and_where() {
        put("Practitioner/nb-doctor", "\"active\":true");
        put("Practitioner/nb-nurse", "\"active\":true");
        put("Practitioner/nb-of-nobody", "\"active\":true");
        put(
                "Organization/nb-house",
                "\"name\":\"医院\",\"partOf\":{\"reference\":\"Organization/nb-group\"}");
        put("Organization/nb-group", "\"name\":\"集团\"");
        put("Location/nb-room", "\"name\":\"诊室\"");
        put("Medication/nb-drug", "\"code\":{\"text\":\"药\"}");
        put("Patient/" + OTHER, "\"active\":true");
        put(
                "Patient/" + PATIENT,
                "\"managingOrganization\":{\"reference\":\"Organization/nb-house\"}");
        put(
                "Encounter/nb-visit",
                "\"status\":\"finished\",\"class\":{\"code\":\"VR\"},"
                        + "\"subject\":{\"reference\":\"Patient/patient138\"},"
                        + "\"location\":[{\"location\":{\"reference\":\"Location/nb-room\"}}]");
        put(
                "MedicationStatement/nb-taken",
                "\"status\":\"active\",\"medicationReference\":{\"reference\":\"Medication/nb-drug\"},"
                        + "\"subject\":{\"reference\":\"Patient/patient138\"}");
        observation("nb-1", "Practitioner/nb-doctor");
        observation("nb-2", Http.address() + "/fhir/Practitioner/nb-doctor");
        observation("nb-3", "Practitioner/nb-nurse/_history/1");
        observation("nb-4", "Practitioner/nb-not-there");
        observation("nb-5", "https://elsewhere.example/fhir/Practitioner/nb-of-nobody");
        observation("nb-6", "Patient/" + OTHER);
    }

    @Test
    void a_record_comes_with_those_it_names_each_once_and_with_nobody_elses_record() {
        Reply reply = patient.get(EVERYTHING);

        assertThat(beside(reply))
                .containsExactly(
                        "Location/nb-room",
                        "Medication/nb-drug",
                        "Organization/nb-house",
                        "Practitioner/nb-doctor",
                        "Practitioner/nb-nurse");
        assertThat(entries(reply)).startsWith("Patient/" + PATIENT).hasSize(14);
        assertThat(reply.json().path("total").asInt()).isEqualTo(9);
        SyntheticRecord.assertValid(reply.json());
    }

    @Test
    void in_pages_each_of_them_comes_once_with_the_first_page_that_names_it() {
        List<String> seen = new ArrayList<>();
        String path = EVERYTHING + "?_count=2";
        while (path != null) {
            Reply page = patient.get(path);
            seen.addAll(entries(page));
            path = SyntheticRecord.next(page.json());
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(14);
        assertThat(seen).contains("Practitioner/nb-doctor", "Practitioner/nb-nurse");
    }

    @Test
    void they_are_sent_where_their_type_is_wished_and_where_they_changed_since() {
        assertThat(entries(patient.get(EVERYTHING + "?_type=Practitioner")))
                .containsExactly("Practitioner/nb-doctor", "Practitioner/nb-nurse");
        assertThat(beside(patient.get(EVERYTHING + "?_type=Observation"))).isEmpty();
        assertThat(entries(patient.get(EVERYTHING + "?_since=2999-01-01"))).isEmpty();
    }

    @Test
    void a_visit_comes_with_those_it_names() {
        assertThat(beside(patient.get("/fhir/Encounter/nb-visit/$everything")))
                .containsExactly("Location/nb-room", "Organization/nb-house");
    }

    @Test
    void a_mark_that_was_tampered_with_is_refused() {
        String next = SyntheticRecord.next(patient.get(EVERYTHING + "?_count=2").json());
        String mark = "UGF0aWVudC9wYXRpZW50MTM4IC4uLg"; // "Patient/patient138 ..."
        assertThat(patient.get(next.replaceFirst("_page=.*", "_page=" + mark)).refusals())
                .containsExactly("invalid-page");
    }

    private static List<String> beside(Reply reply) {
        List<String> found = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            if (entry.path("search").path("mode").asText().equals("include")) {
                JsonNode resource = entry.path("resource");
                found.add(
                        resource.path("resourceType").asText()
                                + "/"
                                + resource.path("id").asText());
            }
        }
        return found;
    }

    private static void observation(String id, String performer) {
        String by = ",\"performer\":[{\"reference\":\"" + performer + "\"}]";
        put("Observation/" + id, OBSERVATION.formatted(PATIENT) + by);
    }

    private static void put(String address, String elements) {
        SyntheticRecord.put(address, PATIENT, elements);
    }
}
