package org.yunzhen.hospital.platform.demo.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** The demo hospital in a new database, over HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(DemoHospitalTest.WithHospital.class)
class DemoHospitalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static class WithHospital implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yunzhen.demo.hospital", "true", "quarkus.scheduler.enabled", "false");
        }
    }

    @Inject DemoHospital hospital;
    @Inject PartLoader loader;
    @Inject KeepOpen keepOpen;
    @Inject DataSource database;

    @Test
    void patients_read_their_own_record_and_not_another_s() {
        Http patient = Http.as("patient001");

        assertThat(patient.get("/fhir/Patient/patient001").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Condition/patient001-I10").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Coverage/patient001").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Patient/patient002").status()).isEqualTo(403);
        assertThat(patient.get("/fhir/AllergyIntolerance/patient002-penicillin").status())
                .isEqualTo(403);
    }

    @Test
    void a_guardian_reads_the_child_and_the_child_s_weight_and_nobody_else_does() {
        Http mother = Http.as("patient004");

        assertThat(mother.get("/fhir/Patient/patient003").status()).isEqualTo(200);
        assertThat(mother.get("/fhir/Observation/patient003-weight").status()).isEqualTo(200);
        assertThat(Http.as("patient005").get("/fhir/Patient/patient003").status()).isEqualTo(403);
    }

    @Test
    void guardianship_ends_on_the_eighteenth_birthday() throws SQLException {
        assertThat(
                        texts(
                                "SELECT valid_until AT TIME ZONE 'Asia/Shanghai' FROM care_relation"
                                        + " WHERE patient = 'patient003' AND kind = 'guardian'"))
                .containsExactly("2040-11-02 00:00:00");
    }

    @Test
    void a_doctor_without_a_care_relation_reads_no_patient() {
        assertThat(Http.as("doctor01").get("/fhir/Patient/patient001").status()).isEqualTo(403);
    }

    @Test
    void everybody_with_a_token_reads_departments_doctors_medicines_and_prices() {
        Http patient = Http.as("patient001");
        for (String reference :
                List.of(
                        "HealthcareService/cardiology",
                        "Practitioner/doctor01",
                        "PractitionerRole/doctor01",
                        "Medication/M0001",
                        "ChargeItemDefinition/revisit-chief",
                        "Organization/pharmacy01")) {
            assertThat(patient.get("/fhir/" + reference).status()).as(reference).isEqualTo(200);
        }
        assertThat(Http.anonymous().get("/fhir/CodeSystem/icd-10-cn").status()).isEqualTo(200);
    }

    @Test
    void each_entry_of_the_catalogue_is_told_by_one_document_and_by_no_other() throws SQLException {
        assertThat(
                        texts(
                                "SELECT DISTINCT kind FROM catalogue_entry"
                                        + " WHERE tenant = 'home' AND source IS NULL"))
                .isEmpty();
        ObjectNode medicine =
                DemoReference.of("MedicationKnowledge").stream()
                        .filter(document -> document.path("id").asText().equals("M0010"))
                        .findFirst()
                        .orElseThrow();
        Http operator = Http.as("operator01");

        Reply other =
                operator.put(
                        "/fhir/MedicationKnowledge/another",
                        medicine.deepCopy().put("id", "another").toString());

        assertThat(other.status()).as(other.text()).isEqualTo(409);
        assertThat(other.text()).contains("catalogue-code-taken", "MedicationKnowledge/M0010");
    }

    @Test
    void loading_again_changes_nothing_even_when_the_first_was_cut_short() throws SQLException {
        List<String> before = counts();

        hospital.load(new StartupEvent());
        execute("DELETE FROM demo_part WHERE part IN ('hospital', 'catalogue')");
        hospital.load(new StartupEvent());

        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void a_part_that_two_nodes_write_at_once_is_written_once() throws SQLException {
        List<Part> part =
                loader.documents("site", "twice", List.of(Staff.clerk("written-once", "试")));

        Uni.join().all(loader.load(part), loader.load(part)).andFailFast().await().atMost(PATIENCE);

        assertThat(texts("SELECT version FROM resource WHERE id = 'written-once'"))
                .containsExactly("1");
        execute("DELETE FROM resource WHERE id = 'written-once'");
    }

    @Test
    void what_was_there_from_the_beginning_is_no_news() throws SQLException {
        assertThat(texts("SELECT count(*) FROM outbox WHERE id LIKE 'patient%'"))
                .containsExactly("0");
    }

    @Test
    void health_tells_that_the_database_answers_and_is_durable() {
        Reply health = Http.anonymous().get("/q/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text())
                .contains("\"name\": \"database\"")
                .contains("\"fsync\": \"on\"")
                .contains("\"synchronous_commit\": \"on\"")
                .contains("\"full_page_writes\": \"on\"");
    }

    @Test
    void the_front_page_leads_on_in_both_languages() {
        Reply page = Http.anonymous().get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("/q/swagger-ui", "/fhir/metadata", "patient001", "使用手册 Manual")
                .doesNotContain("{base}", "{demo}");
    }

    @Test
    void today_and_tomorrow_are_open_before_the_first_request_and_opening_again_adds_nothing()
            throws SQLException {
        String open =
                "SELECT count(DISTINCT left(split_part(part, 'open-', 2), 10)) FROM demo_part"
                        + " WHERE tenant = 'home' AND part LIKE 'open-%'";
        assertThat(Integer.parseInt(texts(open).get(0))).isGreaterThanOrEqualTo(2);

        keepOpen.open(3).await().atMost(PATIENCE);
        List<String> slots = texts("SELECT count(*) FROM resource WHERE type = 'Slot'");
        keepOpen.open(3).await().atMost(PATIENCE);

        assertThat(Integer.parseInt(slots.get(0))).isGreaterThan(400);
        assertThat(texts("SELECT count(*) FROM resource WHERE type = 'Slot'")).isEqualTo(slots);
    }

    private List<String> counts() throws SQLException {
        List<String> counts =
                texts(
                        "SELECT type || ' ' || count(*) FROM resource WHERE type <> 'Slot'"
                                + " GROUP BY type ORDER BY type");
        counts.addAll(texts("SELECT 'catalogue ' || count(*) FROM catalogue_entry"));
        counts.addAll(texts("SELECT 'relations ' || count(*) FROM care_relation"));
        return counts;
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
