package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrescribingTest {
    @Inject Ward ward;
    @Inject Transactions transactions;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void what_a_rule_forbids_is_refused_with_every_finding_and_leaves_nothing() {
        Visit visit = ward.visit();
        String requests =
                String.join(
                        ",",
                        visit.request("S-narcotic", 7, 1),
                        visit.request("S-AMLO", 8, 1),
                        visit.request("S-COMBI", 7, 1));

        Reply refused = ward.prescribe(visit.prescription(requests));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals())
                .containsExactly(
                        "drug-forbidden-online", "supply-too-long", "duplicate-ingredient");
        assertThat(refused.text())
                .contains("\"R19\"", "\"R22\"", "\"R27\"", "StructureDefinition/overridable");
        assertThat(count("prescription WHERE patient = '" + visit.patient() + "'")).isZero();
    }

    @Test
    void what_needs_a_reason_passes_with_one_that_is_kept_in_the_line() {
        Visit visit = ward.visit();
        String month = visit.request("S-AMLO", 28, 2);
        assertThat(ward.prescribe(visit.prescription(month)).refusals())
                .containsExactly("supply-too-long");

        Reply passed = ward.prescribe(visit.prescription(month, override("R22", "病情稳定 stable")));

        assertThat(passed.status()).as(passed.text()).isEqualTo(201);
        assertThat(request(passed.id(), Ward.DOCTOR).toString()).contains("R22: 病情稳定 stable");
    }

    @Test
    void ten_tablets_are_not_prescribed_as_ten_boxes() {
        Visit visit = ward.visit();
        String boxes = visit.request("S-AMLO", 7, 10);

        for (String tablets :
                List.of(
                        "\"unit\":\"片\"",
                        "\"unit\":\"Tablet\"",
                        "\"unit\":\"mL\"",
                        "\"system\":\"http://unitsofmeasure.org\",\"code\":\"{tablet}\"",
                        "\"unit\":\"盒\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{tablet}\"")) {
            Reply refused =
                    ward.prescribe(visit.prescription(boxes.replace("\"unit\":\"盒\"", tablets)));
            assertThat(refused.refusals()).as(tablets).containsExactly("unit-not-package");
            assertThat(refused.text()).contains("盒", "box", "\"R22\"");
        }
        assertThat(count("prescription WHERE patient = '" + visit.patient() + "'")).isZero();
    }

    @Test
    void a_signed_line_names_the_package_it_counts() {
        for (String unit : List.of("", ",\"unit\":\"Box\"", ",\"unit\":\" 盒 \"")) {
            Visit visit = ward.visit();
            String line = visit.request("S-AMLO", 7, 2).replace(",\"unit\":\"盒\"", unit);

            Reply signed = ward.prescribe(visit.prescription(line));

            assertThat(signed.status()).as(signed.text()).isEqualTo(201);
            assertThat(
                            request(signed.id(), Ward.DOCTOR)
                                    .path("dispenseRequest")
                                    .path("quantity")
                                    .toString())
                    .isEqualTo("{\"value\":2,\"unit\":\"盒\"}");
        }
    }

    private static String override(String rule, String reason) {
        return """
               {"name":"override","part":[{"name":"rule","valueCode":"%s"},
                 {"name":"reason","valueString":"%s"}]}"""
                .formatted(rule, reason);
    }

    @Test
    void the_record_is_asked_for_allergies_and_for_what_is_taken_already() {
        Visit visit = ward.visit();
        Http.as("integration01")
                .post(
                        "/fhir/AllergyIntolerance",
                        """
                        {"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/%s"},
                         "clinicalStatus":{"coding":[{"code":"active",
                           "system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"}]},
                         "code":{"coding":[{"code":"ace-inhibitor"}]}}"""
                                .formatted(visit.patient()));
        ward.prescribed(visit);

        Reply reply =
                ward.prescribe(
                        visit.prescription(
                                visit.request("S-PERI", 7, 1)
                                        + ","
                                        + visit.request("S-AMLO", 7, 1)));

        assertThat(reply.refusals()).containsExactly("allergy", "duplicate-ingredient");
    }

    @Test
    void who_accompanies_a_child_under_six_is_another_physician_of_the_department_by_R20() {
        Visit visit = ward.visit();
        child(visit.patient());
        physician("rx-paediatrician", "rx-children");
        physician("rx-dermatologist", "rx-skin");
        role(Ward.DOCTOR, "rx-children");

        for (String other :
                List.of(Ward.PHARMACIST, "rx-dermatologist", Ward.DOCTOR, "nobody-rx")) {
            assertThat(accompanied(visit, other).refusals())
                    .as(other)
                    .containsExactly("child-unaccompanied");
        }
        assertThat(accompanied(visit, "rx-paediatrician").status()).isEqualTo(201);
    }

    private Reply accompanied(Visit visit, String physician) {
        return ward.prescribe(
                visit.prescription(
                        visit.request("S-AMLO", 7, 1),
                        """
                        {"name":"guardianPresent","valueBoolean":true},
                        {"name":"accompaniedBy","valueReference":{"reference":"Practitioner/%s"}}"""
                                .formatted(physician)));
    }

    private static void child(String id) {
        put(
                "Patient/" + id,
                """
                {"resourceType":"Patient","id":"%s","name":[{"text":"小测"}],"gender":"male",
                 "birthDate":"%s"}"""
                        .formatted(id, LocalDate.now(ZoneOffset.UTC).minusYears(3)));
    }

    private static void physician(String id, String department) {
        put(
                "Practitioner/" + id,
                """
                {"resourceType":"Practitioner","id":"%s","qualification":[{"code":{"text":"医师"},
                  "period":{"end":"2099-12-31"},"identifier":[{"value":"P-1",
                   "system":"https://yunzhen.example/fhir/sid/physician-license"}]}]}"""
                        .formatted(id));
        role(id, department);
    }

    private static void role(String practitioner, String department) {
        put(
                "PractitionerRole/" + practitioner + "-role",
                """
                {"resourceType":"PractitionerRole","id":"%1$s-role",
                 "practitioner":{"reference":"Practitioner/%1$s"},
                 "healthcareService":[{"reference":"HealthcareService/%2$s"}]}"""
                        .formatted(practitioner, department));
    }

    private static void put(String path, String json) {
        Reply reply = Http.as("integration01").put("/fhir/" + path, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @Test
    void a_visit_must_be_the_doctors_own_in_progress_and_its_follow_up_confirmed() {
        Visit own = ward.visit();
        assertThat(ward.prescribe(ward.visit("finished", true).prescription()).refusals())
                .containsExactly("wrong-state");
        assertThat(ward.prescribe(ward.visit("in-progress", false).prescription()).refusals())
                .containsExactly("follow-up-not-confirmed");
        assertThat(
                        Http.as("doctor19")
                                .post("/fhir/MedicationRequest/$prescribe", own.prescription())
                                .status())
                .isEqualTo(403);
    }

    @Test
    void the_same_idempotency_key_signs_one_prescription() {
        Visit visit = ward.visit();
        Http doctor = Http.as(Ward.DOCTOR).with("Idempotency-Key", "rx-" + visit.encounter());

        Reply first = doctor.post("/fhir/MedicationRequest/$prescribe", visit.prescription());
        Reply again = doctor.post("/fhir/MedicationRequest/$prescribe", visit.prescription());

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(count("prescription WHERE patient = '" + visit.patient() + "'")).isEqualTo(1);
    }

    private long count(String from) {
        return transactions
                .run(Ward.HOME, tx -> tx.run("SELECT count(*) FROM " + from))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .indefinitely();
    }

    private static JsonNode request(String task, String account) {
        return Http.as(account).get("/fhir/MedicationRequest/" + TaskCalls.request(task)).json();
    }

    @Test
    void what_a_prescription_names_by_the_address_of_this_server_is_what_it_names_in_short() {
        Visit visit = ward.visit();
        String full =
                visit.prescription()
                        .replaceAll("(Encounter|Patient|Condition)/", Http.address() + "/fhir/$1/");

        Reply made = ward.prescribe(full);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode request = request(made.id(), Ward.DOCTOR);
        assertThat(request.path("reasonReference").path(0).path("reference").asText())
                .isEqualTo("Condition/" + visit.condition());
        assertThat(request.path("subject").path("reference").asText())
                .isEqualTo("Patient/" + visit.patient());
    }
}
