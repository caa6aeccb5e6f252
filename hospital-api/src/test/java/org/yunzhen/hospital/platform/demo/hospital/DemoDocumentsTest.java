package org.yunzhen.hospital.platform.demo.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.validate.Fault;
import org.yunzhen.mappings.validate.StructureValidator;

/** The documents of the demo hospital before they are stored. */
class DemoDocumentsTest {
    private static final List<ObjectNode> HOME = new ArrayList<>();
    private static final List<ObjectNode> SITE = new ArrayList<>();

    static {
        HOME.addAll(DemoHospital.places("home"));
        HOME.addAll(DemoHospital.staff("home"));
        HOME.addAll(DemoHospital.schedules("home"));
        HOME.addAll(DemoHospital.reference());
        HOME.addAll(DemoHospital.patients());
        SITE.addAll(DemoHospital.places("site"));
        SITE.addAll(DemoHospital.staff("site"));
        SITE.addAll(DemoHospital.schedules("site"));
    }

    @Test
    void every_document_is_valid_r4() {
        StructureValidator validator = new StructureValidator(Definitions.r4());
        List<String> faults = new ArrayList<>();
        for (ObjectNode document : all()) {
            JsonNode asStored = FhirJson.parse(FhirJson.write(document));
            for (Fault fault : validator.validate(asStored)) {
                faults.add(reference(document) + " " + fault);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_two_documents_of_a_tenant_share_type_and_id() {
        assertThat(HOME).extracting(DemoDocumentsTest::reference).doesNotHaveDuplicates();
        assertThat(SITE).extracting(DemoDocumentsTest::reference).doesNotHaveDuplicates();
    }

    @Test
    void every_reference_leads_to_a_document_of_the_same_tenant() {
        for (List<ObjectNode> tenant : List.of(HOME, SITE)) {
            Set<String> known = new HashSet<>();
            tenant.forEach(document -> known.add(reference(document)));
            List<String> targets = new ArrayList<>();
            tenant.forEach(
                    document -> document.findValuesAsText("reference").forEach(targets::add));
            assertThat(known).containsAll(targets);
        }
    }

    @Test
    void the_hospital_is_as_large_as_promised() {
        assertThat(count(HOME, "HealthcareService")).isEqualTo(12);
        assertThat(count(SITE, "HealthcareService")).isEqualTo(1);
        assertThat(staff("doctor")).isEqualTo(30);
        assertThat(staff("pharmacist")).isEqualTo(4);
        assertThat(ids(HOME, "Organization"))
                .contains("hospital", "pharmacy01", "pharmacy02", "insurer");
        assertThat(ids(SITE, "Organization")).contains("site");
        assertThat(count(HOME, "Patient")).isEqualTo(600);
        assertThat(count(HOME, "Coverage")).isEqualTo(600);
        assertThat(count(HOME, "RelatedPerson")).isEqualTo(30);
        assertThat(count(HOME, "Medication")).isGreaterThanOrEqualTo(200);
        assertThat(Content.read("diagnoses").size()).isGreaterThanOrEqualTo(300);
        assertThat(Content.read("patients").stream().filter(line -> line.isYes("elderly")))
                .hasSize(40);
    }

    @Test
    void resident_ids_have_right_check_characters_and_agree_with_birth_date_and_sex() {
        for (ObjectNode patient : of(HOME, "Patient")) {
            ResidentId id =
                    ResidentId.parse(patient.path("identifier").path(0).path("value").textValue())
                            .orElseThrow();
            assertThat(id.birthDate())
                    .isEqualTo(LocalDate.parse(patient.path("birthDate").textValue()));
            assertThat(id.sex().fhirGender()).isEqualTo(patient.path("gender").textValue());
        }
    }

    @Test
    void no_resident_id_stands_in_what_everybody_may_read() {
        for (ObjectNode practitioner : of(HOME, "Practitioner")) {
            assertThat(practitioner.toString()).doesNotContain(Systems.RESIDENT_ID);
        }
        for (Content.Line line : Content.read("practitioners")) {
            for (ObjectNode practitioner : of(HOME, "Practitioner")) {
                assertThat(practitioner.toString()).doesNotContain(line.text("resident_id"));
            }
        }
    }

    @Test
    void every_known_condition_has_an_earlier_visit_on_site_as_its_evidence() {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        List<String> encounters = ids(HOME, "Encounter");
        for (ObjectNode condition : of(HOME, "Condition")) {
            String encounter = condition.path("encounter").path("reference").textValue();
            assertThat(encounters).contains(encounter.substring("Encounter/".length()));
            assertThat(condition.path("recordedDate").textValue()).isLessThan(today);
        }
        assertThat(ids(HOME, "Condition")).contains("patient001-I10");
        assertThat(ids(HOME, "DocumentReference")).contains("patient001-note");
    }

    @Test
    void every_department_holds_a_shift_every_day_holidays_included() {
        Set<LocalDate> holidays = Shifts.holidays(Content.read("holidays"));
        LocalDate nationalDay = LocalDate.of(2026, 10, 1);
        for (Content.Line department : Content.read("departments")) {
            for (int day = 0; day < 7; day++) {
                LocalDate date = nationalDay.plusDays(day);
                assertThat(Content.read("shifts"))
                        .filteredOn(shift -> shift.text("department").equals(department.text("id")))
                        .anyMatch(shift -> Shifts.isHeld(shift, date, holidays));
            }
        }
    }

    @Test
    void doctors_own_shifts_fall_away_on_holidays() {
        LocalDate nationalDay = LocalDate.of(2026, 10, 1);
        Set<LocalDate> holidays = Shifts.holidays(Content.read("holidays"));
        assertThat(Content.read("shifts"))
                .filteredOn(shift -> Shifts.isHeld(shift, nationalDay, holidays))
                .isNotEmpty()
                .noneMatch(shift -> shift.has("practitioner"));
        assertThat(Content.read("shifts"))
                .filteredOn(shift -> Shifts.isHeld(shift, LocalDate.of(2026, 11, 25), holidays))
                .anyMatch(shift -> shift.has("practitioner"));
    }

    private static long staff(String role) {
        return all().stream()
                .filter(document -> typeOf(document).equals("PractitionerRole"))
                .filter(document -> document.at("/code/0/coding/0/code").textValue().equals(role))
                .count();
    }

    private static List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>(HOME);
        all.addAll(SITE);
        return all;
    }

    private static List<ObjectNode> of(List<ObjectNode> tenant, String type) {
        return tenant.stream().filter(document -> typeOf(document).equals(type)).toList();
    }

    private static long count(List<ObjectNode> tenant, String type) {
        return of(tenant, type).size();
    }

    private static List<String> ids(List<ObjectNode> tenant, String type) {
        return of(tenant, type).stream().map(document -> document.path("id").textValue()).toList();
    }

    private static String typeOf(ObjectNode document) {
        return document.path("resourceType").textValue();
    }

    private static String reference(ObjectNode document) {
        return typeOf(document) + "/" + document.path("id").textValue();
    }
}
