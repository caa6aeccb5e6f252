package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedOperationsTest {
    @Inject Operations operations;

    private final Http anybody = Http.anonymous();

    @Test
    void the_capability_statement_names_exactly_the_registered_operations() {
        Set<String> stated = new TreeSet<>();
        JsonNode rest = anybody.get("/fhir/metadata").json().path("rest").path(0);
        for (JsonNode resource : rest.path("resource")) {
            for (JsonNode operation : resource.path("operation")) {
                String definition = operation.path("definition").asText();
                String id = definition.substring(definition.lastIndexOf('/') + 1);
                String type = resource.path("type").asText();
                assertThat(id.replaceFirst("^Resource-", type + "-"))
                        .isEqualTo(type + "-" + operation.path("name").asText());
                stated.add(id);
            }
        }
        for (JsonNode operation : rest.path("operation")) {
            String definition = operation.path("definition").asText();
            stated.add(definition.substring(definition.lastIndexOf('/') + 1));
        }
        assertThat(stated).isNotEmpty().containsExactlyInAnyOrderElementsOf(registered());
    }

    @Test
    void every_operation_has_a_valid_definition_that_anybody_may_read() {
        StructureValidator validator = new StructureValidator(Definitions.r4());
        for (String id : registered()) {
            Reply reply = anybody.get("/fhir/OperationDefinition/" + id);
            assertThat(reply.status()).as(id).isEqualTo(200);
            assertThat(validator.validate(reply.json())).as(id).isEmpty();
            assertThat(reply.id()).isEqualTo(id);
        }
        JsonNode all = anybody.get("/fhir/OperationDefinition?_count=500").json();
        assertThat(validator.validate(all)).isEmpty();
        assertThat(all.path("total").asInt()).isEqualTo(registered().size());
        JsonNode one = anybody.get("/fhir/OperationDefinition?code=who-looked").json();
        assertThat(one.path("entry").path(0).path("resource").path("id").asText())
                .isEqualTo("Patient-who-looked");
        assertThat(anybody.get("/fhir/OperationDefinition/Patient-nonsense").status())
                .isEqualTo(404);
    }

    @Test
    void a_definition_that_somebody_stored_is_served_beside_the_registered_ones() {
        String stored =
                """
                {"resourceType":"OperationDefinition","id":"stored-one","name":"Stored",
                 "status":"draft","kind":"operation","code":"stored","system":false,"type":true,
                 "instance":false}""";
        assertThat(Http.as("integration01").put("/fhir/OperationDefinition/stored-one", stored))
                .extracting(Reply::status)
                .isEqualTo(201);
        assertThat(anybody.get("/fhir/OperationDefinition/stored-one").status()).isEqualTo(200);
        assertThat(anybody.get("/fhir/OperationDefinition?code=stored").text())
                .contains("stored-one");
    }

    @Test
    void openapi_has_a_path_for_every_operation_and_the_interactions() {
        Reply reply = anybody.get("/q/openapi?format=json");
        assertThat(reply.status()).isEqualTo(200);
        List<String> paths = new ArrayList<>();
        reply.json().path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths).contains("/fhir/metadata", "/fhir/{type}", "/fhir/{type}/{id}");
        for (Operation operation : operations.all()) {
            String of = "/fhir/" + (operation.appliesTo("Basic") ? "{type}" : operation.type());
            String call = "/$" + operation.name();
            assertThat(paths.contains(of + call)).as(call).isEqualTo(operation.level().isOnType());
            assertThat(paths.contains("/fhir" + call))
                    .as(call)
                    .isEqualTo(isOnSystem(operation.name()));
            assertThat(paths.contains(of + "/{id}" + call))
                    .as(call)
                    .isEqualTo(operation.level().isOnInstance());
        }
    }

    @Test
    void a_client_learns_without_a_token_where_tokens_come_from() {
        for (String base : List.of("", "/fhir", "/t/site/fhir")) {
            Reply reply = anybody.get(base + "/.well-known/smart-configuration");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("token_endpoint").asText()).endsWith("/auth/token");
            assertThat(reply.json().path("capabilities").isArray()).isTrue();
            assertThat(reply.json().path("capabilities")).as("there are no scopes").isEmpty();
        }
    }

    private boolean isOnSystem(String name) {
        return operations.all().stream()
                .anyMatch(one -> one.name().equals(name) && one.level().isOnSystem());
    }

    private List<String> registered() {
        return operations.all().stream().map(OperationDefinitions::id).toList();
    }
}
