package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code start} and {@code end} of {@code Patient/$everything}: dates of care, not of notes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CareTimeTest {
    private static final String EVERYTHING = "/fhir/Patient/patient475/$everything";
    private static final String SUBJECT = "\"subject\":{\"reference\":\"Patient/%s\"}";
    private static final String NAMES = "abcdefghijklmnop";

    private final Http patient = Http.as("patient475");

    @BeforeEach
    void a_record_of_care_at_several_times() {
        SyntheticRecord.of("patient475");
        observation("a", "\"effectiveDateTime\":\"2024-12-31\",");
        observation("b", "\"effectiveDateTime\":\"2025-01-01T00:00:00+08:00\",");
        observation("c", "\"effectiveDateTime\":\"2025-03\",");
        observation("d", "\"effectivePeriod\":{\"start\":\"2025-06-30\",\"end\":\"2025-07-02\"},");
        observation("e", "\"effectivePeriod\":{\"start\":\"2025-12-01\"},");
        observation("f", "");
        SyntheticRecord.put(
                "MedicationRequest/%s-g",
                "patient475",
                "\"status\":\"active\",\"intent\":\"order\",\"authoredOn\":\"2025-03-08\","
                        + "\"medicationCodeableConcept\":{\"text\":\"x\"},"
                        + SUBJECT);
        SyntheticRecord.put(
                "Condition/%s-h", "patient475", "\"onsetDateTime\":\"2010\"," + SUBJECT);
    }

    private static void observation(String name, String when) {
        SyntheticRecord.put(
                "Observation/%s-" + name,
                "patient475",
                "\"status\":\"final\",\"code\":{\"text\":\"x\"}," + when + SUBJECT);
    }

    /** The names of those that were written for this test. */
    private static String named(List<String> entries) {
        StringBuilder found = new StringBuilder();
        for (char name : NAMES.toCharArray()) {
            if (entries.stream().anyMatch(entry -> entry.endsWith("-" + name))) {
                found.append(name);
            }
        }
        return found.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "start=2025, bcdefgh",
        "start=2025&end=2025, bcdefgh",
        "end=2024, afh",
        "end=2024-12, afh",
        "start=2025-01-01&end=2025-01-01, bfh",
        "start=2025-03-10&end=2025-03-20, cfh",
        "start=2025-03-01&end=2025-03-08, cfgh",
        "start=2025-07&end=2025-07, dfh",
        "start=2099, efh",
        "start=1900&end=1999-12, fh",
        "start=2025-03&end=2025-03&_type=Observation, cf",
        "start=2025-03&end=2025-03&_type=MedicationRequest, g",
        "start=1999, abcdefgh",
    })
    void what_is_about_care_of_that_time_is_there_and_what_has_no_date_always(
            String asked, String expected) {
        assertThat(named(SyntheticRecord.entries(patient.get(EVERYTHING + "?" + asked))))
                .isEqualTo(expected);
    }

    @Test
    void pages_keep_the_time_whether_it_came_in_the_address_or_in_a_body() {
        String body =
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"start","valueDate":"2025-03"},{"name":"end","valueDate":"2025-07"},
                 {"name":"_count","valueInteger":2}]}""";
        Reply asked = patient.get(EVERYTHING + "?start=2025-03&end=2025-07&_count=2");
        for (Reply first : List.of(asked, patient.post(EVERYTHING, body))) {
            List<String> seen = new ArrayList<>(SyntheticRecord.entries(first));
            String next = SyntheticRecord.next(first.json());
            while (next != null) {
                assertThat(next).contains("start=2025-03", "end=2025-07");
                Reply page = patient.get(next);
                seen.addAll(SyntheticRecord.entries(page));
                next = SyntheticRecord.next(page.json());
            }
            assertThat(named(seen)).isEqualTo("cdfgh");
            assertThat(seen)
                    .doesNotHaveDuplicates()
                    .contains("Patient/patient475", "AllergyIntolerance/patient475-allergy")
                    .doesNotContain("Observation/patient475-result");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start=yesterday",
                "end=2025-02-30",
                "start=2025-13",
                "start=",
                "start=2025-02&end=2025-01",
                "start=2025&start=2026"
            })
    void what_is_no_date_or_ends_before_it_begins_is_refused(String asked) {
        assertThat(patient.get(EVERYTHING + "?" + asked).status()).isEqualTo(400);
    }

    @Test
    void a_visit_has_no_such_parameters() {
        assertThat(patient.get("/fhir/Encounter/x/$everything?start=2025").refusals())
                .containsExactly("unknown-parameter");
    }
}
