package org.yunzhen.hospital.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowOwnedTest {
    private static final String PATIENT = "patient131";
    private static final String ENTRY =
            "{\"resource\":%s,\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}";

    @Inject Transactions transactions;
    @Inject Documents documents;

    private final Http integration = Http.as("integration01");

    private String owned(String id) {
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        ObjectNode document =
                (ObjectNode) FhirJson.parse(Records.of("Appointment", id, PATIENT).getBytes(UTF_8));
        transactions
                .run(
                        "home",
                        tx ->
                                documents.create(
                                        tx,
                                        document,
                                        Ownership.of("appointment", "Practitioner/doctor11")))
                .await()
                .indefinitely();
        return "/fhir/Appointment/" + id;
    }

    private static String bundle(String type, String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\""
                + type
                + "\",\"entry\":["
                + String.join(",", entries)
                + "]}";
    }

    @Test
    void what_a_workflow_owns_is_moved_by_no_plain_write_of_anybody_who_sees_it() {
        String path = owned("owned-1");
        String body = Records.of("Appointment", "owned-1", PATIENT).replace("proposed", "waitlist");
        for (String account : new String[] {"integration01", PATIENT, "doctor11"}) {
            Http caller = Http.as(account);
            assertThat(caller.put(path, body).refusals())
                    .as(account)
                    .containsExactly("use-operation");
            assertThat(caller.put(path, body).status()).isEqualTo(422);
            assertThat(caller.delete(path).refusals()).as(account).containsExactly("use-operation");
            String put = ENTRY.formatted(body, "PUT", "Appointment/owned-1");
            String delete = ENTRY.formatted(body, "DELETE", "Appointment/owned-1");
            for (String entry : new String[] {put, delete}) {
                assertThat(caller.post("/fhir", bundle("transaction", entry)).refusals())
                        .as(account)
                        .containsExactly("use-operation");
                assertThat(caller.post("/fhir", bundle("batch", entry)).text())
                        .contains("use-operation");
            }
        }
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void to_others_it_is_hidden() {
        String path = owned("owned-2");
        String body = Records.of("Appointment", "owned-2", PATIENT);
        for (String account : new String[] {"patient132", "doctor12", "operator01"}) {
            assertThat(Http.as(account).put(path, body).status()).as(account).isEqualTo(403);
            assertThat(Http.as(account).delete(path).status()).as(account).isEqualTo(403);
        }
        assertThat(Http.anonymous().delete(path).status()).isEqualTo(401);
    }

    @Test
    void a_conditional_create_that_finds_it_changes_nothing() {
        String path = owned("owned-3");
        Reply reply =
                integration
                        .with("If-None-Exist", "_id=owned-3")
                        .post("/fhir/Appointment", Records.of("Appointment", PATIENT));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.id()).isEqualTo("owned-3");
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void a_conditional_update_or_delete_that_finds_it_changes_nothing() {
        String path = owned("owned-7");
        String body = Records.of("Appointment", PATIENT);
        String criteria = "Appointment?_id=owned-7";
        for (String account : new String[] {"integration01", PATIENT, "doctor11"}) {
            Http caller = Http.as(account);
            assertThat(caller.put("/fhir/" + criteria, body).refusals())
                    .as(account)
                    .containsExactly("use-operation");
            assertThat(caller.delete("/fhir/" + criteria).refusals())
                    .as(account)
                    .containsExactly("use-operation");
            Http patcher = caller.with("Content-Type", "application/json-patch+json");
            for (String target : new String[] {criteria, "Appointment/owned-7"}) {
                byte[] patch = "[{\"op\":\"remove\",\"path\":\"/nothing\"}]".getBytes(UTF_8);
                assertThat(patcher.raw("PATCH", "/fhir/" + target, patch).refusals())
                        .as(account)
                        .containsExactly("use-operation");
            }
            for (String method : new String[] {"PUT", "DELETE"}) {
                String entry = ENTRY.formatted(body, method, criteria);
                assertThat(caller.post("/fhir", bundle("transaction", entry)).refusals())
                        .as(account)
                        .containsExactly("use-operation");
            }
        }
        assertThat(integration.get(path).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void no_caller_sets_the_mark() {
        String marked = integration.get(owned("owned-4")).text();
        assertThat(marked).contains(Systems.WORKFLOW);
        String copy = marked.replace("owned-4", "owned-5");

        assertThat(integration.put("/fhir/Appointment/owned-5", copy).refusals())
                .containsExactly("protected-tag");
        assertThat(integration.post("/fhir/Appointment", copy).refusals())
                .containsExactly("protected-tag");
        String entry = ENTRY.formatted(copy, "PUT", "Appointment/owned-5");
        assertThat(integration.post("/fhir", bundle("transaction", entry)).refusals())
                .containsExactly("protected-tag");
        assertThat(integration.get("/fhir/Appointment/owned-5").status()).isEqualTo(404);
    }

    @Test
    void a_plain_record_of_the_same_type_may_be_written_by_integration() {
        owned("owned-6");
        String record = Records.of("Appointment", "record-6", PATIENT);
        assertThat(integration.put("/fhir/Appointment/record-6", record).status()).isEqualTo(201);
        assertThat(integration.put("/fhir/Appointment/record-6", record).status()).isEqualTo(200);
        assertThat(integration.delete("/fhir/Appointment/record-6").status()).isEqualTo(204);
    }

    @Test
    void a_reference_that_leads_nowhere_is_refused_in_the_types_that_workflows_move() {
        for (String type :
                new String[] {
                    "Appointment", "Encounter", "MedicationRequest", "MedicationDispense", "Invoice"
                }) {
            Reply reply = integration.post("/fhir/" + type, Records.of(type, "nobody-131"));
            assertThat(reply.status()).as(type).isEqualTo(422);
            assertThat(reply.refusals()).as(type).containsExactly("reference-not-found");
            assertThat(reply.json().path("issue").path(0).path("expression").path(0).textValue())
                    .startsWith(type + ".")
                    .endsWith(".reference");
        }
        assertThat(
                        integration
                                .post("/fhir/Condition", Records.of("Condition", "nobody-131"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void a_visit_that_is_part_of_itself_is_stored_under_the_id_it_names() {
        integration.put("/fhir/Patient/self-131", Records.of("Patient", "self-131", "self-131"));
        String whole =
                Records.of("Encounter", "self-131")
                        .replaceFirst(
                                "\\{",
                                "{\"id\":\"self-132\","
                                        + "\"partOf\":{\"reference\":\"Encounter/self-132\"},");
        assertThat(integration.post("/fhir/Encounter", whole).refusals())
                .containsExactly("reference-not-found");
        Reply reply = integration.put("/fhir/Encounter/self-132", whole);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    @Test
    void a_deleted_resource_is_no_longer_referred_to() {
        String patient = "gone-131";
        integration.put("/fhir/Patient/" + patient, Records.of("Patient", patient, patient));
        String encounter = Records.of("Encounter", patient);
        assertThat(integration.post("/fhir/Encounter", encounter).status()).isEqualTo(201);
        integration.delete("/fhir/Patient/" + patient);
        assertThat(integration.post("/fhir/Encounter", encounter).refusals())
                .containsExactly("reference-not-found");
    }

    @Test
    void the_entries_of_one_transaction_may_refer_to_each_other() {
        String encounter =
                ENTRY.formatted(Records.of("Encounter", "tx-e", "tx-131"), "PUT", "Encounter/tx-e");
        String patient =
                ENTRY.formatted(Records.of("Patient", "tx-131", "tx-131"), "PUT", "Patient/tx-131");

        assertThat(integration.post("/fhir", bundle("transaction", encounter)).refusals())
                .containsExactly("reference-not-found");
        Reply both = integration.post("/fhir", bundle("transaction", encounter, patient));
        assertThat(both.status()).as(both.text()).isEqualTo(200);
        assertThat(integration.get("/fhir/Encounter/tx-e").status()).isEqualTo(200);
    }
}
