package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** Patients, visits and staff for the tests of prescriptions, and what they do. */
@ApplicationScoped
class Ward {
    static final String HOME = "home";
    static final String DOCTOR = "doctor20";
    static final String PHARMACIST = "pharmacist02";
    static final String ACCOUNT =
            """
            INSERT INTO account (name, secret_hash, role, actor, tenants)
            SELECT $1, secret_hash, $2, $3, tenants FROM account WHERE name = 'doctor20'
            ON CONFLICT DO NOTHING""";

    private static final AtomicInteger PATIENTS = new AtomicInteger(510);

    private final Transactions transactions;
    private final Documents documents;
    private final CareRelations relations;

    Ward(Transactions transactions, Documents documents, CareRelations relations) {
        this.transactions = transactions;
        this.documents = documents;
        this.relations = relations;
    }

    /** A visit in progress of a new patient with hypertension, treated by {@link #DOCTOR}. */
    record Visit(String patient, String encounter, String condition) {
        String prescription() {
            return prescription(request("S-AMLO", 7, 2));
        }

        String prescription(String requests, String... more) {
            return """
                   {"resourceType":"Parameters","parameter":[
                     {"name":"encounter","valueReference":{"reference":"Encounter/%s"}},%s%s]}"""
                    .formatted(encounter, requests, more.length == 0 ? "" : "," + more[0]);
        }

        String request(String code, int days, int packages) {
            return """
                   {"name":"medicationRequest","resource":{"resourceType":"MedicationRequest",
                     "status":"draft","intent":"order","subject":{"reference":"Patient/%s"},
                     "medicationCodeableConcept":{"coding":[
                       {"system":"https://yunzhen.example/fhir/sid/medicine-code","code":"%s"}]},
                     "reasonReference":[{"reference":"Condition/%s"}],
                     "dosageInstruction":[{"text":"口服，一日一次，一次5mg",
                       "timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}},
                       "doseAndRate":[{"doseQuantity":{"value":5.0,"unit":"mg",
                         "system":"http://unitsofmeasure.org","code":"mg"}}]}],
                     "dispenseRequest":{"quantity":{"value":%d,"unit":"盒"},
                       "expectedSupplyDuration":{"value":%d,"unit":"天",
                         "system":"http://unitsofmeasure.org","code":"d"}}}}"""
                    .formatted(patient, code, condition, packages, days);
        }
    }

    static ObjectNode json(String text) {
        return (ObjectNode) FhirJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(String path, String json) {
        assertThat(Http.as("integration01").put("/fhir/" + path, json).status())
                .as(path)
                .isIn(200, 201);
    }

    /** Doctor and pharmacist with their licences. */
    void staff() {
        put(
                "Practitioner/" + DOCTOR,
                """
                {"resourceType":"Practitioner","id":"doctor20","name":[{"text":"测试医生"}],
                 "extension":[{"url":"https://yunzhen.example/fhir/StructureDefinition/professional-title",
                   "valueCodeableConcept":{"text":"主治医师"}}]}""");
        put(
                "Practitioner/" + PHARMACIST,
                """
                {"resourceType":"Practitioner","id":"pharmacist02","name":[{"text":"测试药师"}],
                 "qualification":[{"code":{"text":"药师"},"period":{"end":"2099-12-31"},"identifier":[
                   {"system":"https://yunzhen.example/fhir/sid/pharmacist-license","value":"T-1"}]}]}""");
        put(
                "Practitioner/pharmacist03",
                """
                {"resourceType":"Practitioner","id":"pharmacist03","name":[{"text":"过期药师"}],
                 "qualification":[{"code":{"text":"药师"},"period":{"end":"2020-12-31"},"identifier":[
                   {"system":"https://yunzhen.example/fhir/sid/pharmacist-license","value":"T-2"}]}]}""");
    }

    /** An account more, with the password of the others. */
    void account(String name, String role, String actor) {
        transactions.run(HOME, tx -> tx.run(ACCOUNT, name, role, actor)).await().indefinitely();
    }

    Visit visit() {
        return visit("in-progress", true);
    }

    /** The same of a patient with an account of its own, whom no other test bills. */
    Visit visitOf(String patient) {
        account(patient, "patient", "Patient/" + patient);
        return visit(patient, "in-progress", true);
    }

    Visit visit(String status, boolean confirmed) {
        return visit("patient" + PATIENTS.incrementAndGet(), status, confirmed);
    }

    private Visit visit(String patient, String status, boolean confirmed) {
        String condition = "rx-condition-" + patient;
        put(
                "Patient/" + patient,
                """
                {"resourceType":"Patient","id":"%s","name":[{"text":"测试"}],"gender":"male",
                 "birthDate":"1978-04-16"}"""
                        .formatted(patient));
        put(
                "Condition/" + condition,
                """
                {"resourceType":"Condition","id":"%s","subject":{"reference":"Patient/%s"},
                 "code":{"coding":[{"system":"urn:oid:2.16.156.10011.2.3.3.11","code":"I10"}],
                   "text":"高血压 😀"}}"""
                        .formatted(condition, patient));
        String encounter = "rx-visit-" + patient;
        ObjectNode document =
                json(
                        """
                        {"resourceType":"Encounter","id":"%s","status":"%s",
                         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"VR"},
                         "subject":{"reference":"Patient/%s"}}"""
                                .formatted(encounter, status, patient));
        if (confirmed) {
            document.putArray("extension")
                    .addObject()
                    .put(
                            "url",
                            "https://yunzhen.example/fhir/StructureDefinition/follow-up-confirmed")
                    .put("valueBoolean", true);
        }
        transactions
                .run(
                        HOME,
                        tx ->
                                documents
                                        .create(
                                                tx,
                                                document,
                                                Ownership.of("visit", "Practitioner/" + DOCTOR))
                                        .call(made -> treats(tx, patient, made.reference())))
                .await()
                .indefinitely();
        return new Visit(patient, encounter, condition);
    }

    private Uni<Void> treats(Tx tx, String patient, String source) {
        return relations.open(
                tx, "Practitioner/" + DOCTOR, patient, CareRelations.TREATING, source, null);
    }

    /** An account becomes the guardian of a patient. */
    void guards(String account, String patient) {
        transactions
                .run(
                        HOME,
                        tx ->
                                relations.open(
                                        tx,
                                        "Patient/" + account,
                                        patient,
                                        CareRelations.GUARDIAN,
                                        "RelatedPerson/of-" + patient,
                                        null))
                .await()
                .indefinitely();
    }

    Reply prescribe(String parameters) {
        return Http.as(DOCTOR).post("/fhir/MedicationRequest/$prescribe", parameters);
    }

    /** A signed prescription; the id of its Task. */
    String prescribed(Visit visit) {
        Reply reply = prescribe(visit.prescription());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.id();
    }

    /** A prescription that circulates; the id of its Task. */
    String ready(Visit visit) {
        String task = prescribed(visit);
        Reply reply = TaskCalls.review(PHARMACIST, task, "approve");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return task;
    }
}
