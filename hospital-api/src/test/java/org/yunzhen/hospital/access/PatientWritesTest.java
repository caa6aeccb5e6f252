package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PatientWritesTest {
    private static final String PATIENT =
            """
            {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],"gender":"female",
             "birthDate":"1980-01-01","telecom":[{"system":"phone","value":"%s"}]}\
            """;

    @Inject Transactions transactions;
    @Inject CareRelations relations;

    private static Http patient(String id) {
        assertThat(
                        Http.as("integration01")
                                .put("/fhir/Patient/" + id, PATIENT.formatted(id, "王", "1"))
                                .status())
                .isIn(200, 201);
        return Http.as(id);
    }

    @Test
    void a_patient_changes_how_they_are_reached_and_nothing_else_of_themselves() {
        Http patient = patient("patient111");
        String self = "/fhir/Patient/patient111";

        assertThat(patient.put(self, PATIENT.formatted("patient111", "王", "2")).status())
                .isEqualTo(200);
        assertThat(patient.put(self, PATIENT.formatted("patient111", "李", "2")).status())
                .isEqualTo(403);
        assertThat(
                        patient.put(
                                        self,
                                        PATIENT.formatted("patient111", "王", "2")
                                                .replace("1980", "1990"))
                                .status())
                .isEqualTo(403);
        assertThat(
                        patient.put(
                                        self,
                                        PATIENT.formatted("patient111", "王", "2")
                                                .replace(
                                                        "\"name\"",
                                                        "\"meta\":{\"security\":[{\"code\":\"R\"}]},\"name\""))
                                .status())
                .isEqualTo(403);
        assertThat(patient.get(self).text()).contains("王").contains("\"value\":\"2\"");
        assertThat(patient.get(self).header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void what_a_patient_read_may_be_sent_back_with_another_address() {
        Http patient = patient("patient112");
        String read = patient.get("/fhir/Patient/patient112").text();
        String moved =
                read.replace("\"birthDate\"", "\"address\":[{\"city\":\"攀枝花\"}],\"birthDate\"");
        assertThat(patient.put("/fhir/Patient/patient112", moved).status()).isEqualTo(200);
    }

    @Test
    void a_patient_reports_what_they_measured_and_nobody_elses_findings() {
        Http patient = patient("patient113");
        String own = Records.of("Observation", "patient113");

        assertThat(patient.post("/fhir/Observation", own).status()).isEqualTo(201);
        String byDoctor =
                own.replace(
                        "[{\"reference\":\"Patient/patient113\"}]",
                        "[{\"reference\":\"Practitioner/doctor01\"}]");
        assertThat(patient.post("/fhir/Observation", byDoctor).status()).isEqualTo(403);
        String byNobody =
                own.replace(",\"performer\":[{\"reference\":\"Patient/patient113\"}]", "");
        assertThat(patient.post("/fhir/Observation", byNobody).status()).isEqualTo(403);
        assertThat(patient.post("/fhir/Observation", own.replace("final", "amended")).status())
                .isEqualTo(403);
        assertThat(
                        patient.post("/fhir/Observation", Records.of("Observation", "patient114"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void a_patient_speaks_in_no_other_name() {
        Http patient = patient("patient115");
        String said = Records.of("Communication", "patient115");
        String asDoctor =
                said.replace(
                        "\"status\"",
                        "\"sender\":{\"reference\":\"Practitioner/doctor01\"},\"status\"");
        String asSelf = asDoctor.replace("Practitioner/doctor01", "Patient/patient115");

        assertThat(patient.post("/fhir/Communication", asSelf).json().toString())
                .as("let in, but a message belongs to a visit")
                .contains("Communication.encounter");
        assertThat(patient.post("/fhir/Communication", asDoctor).status()).isEqualTo(403);
        String answers = Records.of("QuestionnaireResponse", "patient115");
        assertThat(
                        patient.post(
                                        "/fhir/QuestionnaireResponse",
                                        answers.replace(
                                                "\"status\"",
                                                "\"author\":{\"reference\":\"Practitioner/doctor01\"},\"status\""))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void a_guardian_writes_for_the_child_and_no_longer_when_it_has_ended() {
        Http guardian = patient("patient116");
        patient("patient117");
        String forChild =
                Records.of("Observation", "patient117")
                        .replace(
                                "[{\"reference\":\"Patient/patient117\"}]",
                                "[{\"reference\":\"Patient/patient116\"}]");
        assertThat(guardian.post("/fhir/Observation", forChild).status()).isEqualTo(403);

        transactions
                .run(
                        "home",
                        tx ->
                                relations.open(
                                        tx,
                                        "Patient/patient116",
                                        "patient117",
                                        CareRelations.GUARDIAN,
                                        "RelatedPerson/g116",
                                        null))
                .await()
                .indefinitely();
        assertThat(guardian.post("/fhir/Observation", forChild).status()).isEqualTo(201);
        String answers = Records.of("QuestionnaireResponse", "patient117");
        assertThat(guardian.post("/fhir/QuestionnaireResponse", answers).status()).isEqualTo(201);
        assertThat(guardian.get("/fhir/Patient/patient117").status()).isEqualTo(200);

        transactions
                .run("home", tx -> relations.close(tx, "RelatedPerson/g116", "Patient/patient116"))
                .await()
                .indefinitely();
        assertThat(guardian.post("/fhir/Observation", forChild).status()).isEqualTo(403);
        assertThat(guardian.get("/fhir/Patient/patient117").status()).isEqualTo(403);
    }

    @Test
    void a_doctor_gains_nothing_by_documents_that_claim_a_relation() {
        patient("patient118");
        Http doctor = Http.as("doctor07");
        for (String type :
                new String[] {
                    "Appointment", "Encounter", "ServiceRequest", "CareTeam", "RelatedPerson"
                }) {
            String claim =
                    Records.of(type, "patient118")
                            .replaceFirst("\\{", "{\"identifier\":[{\"value\":\"claim\"}],");
            assertThat(doctor.post("/fhir/" + type, claim).status()).as(type).isEqualTo(403);
            String bundle =
                    """
                    {"resourceType":"Bundle","type":"%s","entry":[
                     {"resource":%s,"request":{"method":"POST","url":"%s"}},
                     {"request":{"method":"GET","url":"Patient/patient118"}}]}\
                    """;
            assertThat(doctor.post("/fhir", bundle.formatted("transaction", claim, type)).status())
                    .as(type)
                    .isEqualTo(403);
            assertThat(doctor.post("/fhir", bundle.formatted("batch", claim, type)).text())
                    .contains("\"403\"")
                    .doesNotContain("\"201\"", "birthDate");
            assertThat(doctor.get("/fhir/Patient/patient118").status()).isEqualTo(403);
        }
    }
}
