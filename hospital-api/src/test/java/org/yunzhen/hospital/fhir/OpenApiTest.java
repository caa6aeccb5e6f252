package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiTest {
    /** What the door says of inputs that are not as declared. */
    private static final List<String> NOT_AS_DECLARED =
            List.of(
                    "unknown-parameter",
                    "repeated-parameter",
                    "missing-parameter",
                    "type-mismatch");

    private static final Map<Role, String> ACCOUNTS =
            Map.of(
                    Role.PATIENT, "patient001",
                    Role.DOCTOR, "doctor01",
                    Role.PHARMACIST, "pharmacist01",
                    Role.PHARMACY, "pharmacy01",
                    Role.OPERATOR, "operator01",
                    Role.INTEGRATION, "integration01",
                    Role.COMPLIANCE, "compliance01",
                    Role.REGULATOR, "regulator01");

    @Inject Operations operations;

    private final JsonNode paths =
            Http.anonymous().get("/q/openapi?format=json").json().path("paths");

    @Test
    void it_has_every_interaction() {
        List<String> ids = new ArrayList<>();
        paths.findValues("operationId").forEach(id -> ids.add(id.asText()));
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .contains("metadata", "bundle", "read", "vread", "search")
                .contains("history", "history-type", "history-system")
                .contains("search-by-post", "create", "update", "delete")
                .contains("conditional-update", "conditional-delete")
                .contains("patch", "conditional-patch")
                .contains("export-status", "export-file", "export-cancel");
    }

    @Test
    void it_has_every_operation_with_an_example_that_is_as_declared() {
        assertThat(operations.all()).isNotEmpty();
        for (Operation operation : operations.all()) {
            boolean system = operation.level() == Operation.Level.SYSTEM;
            boolean instance = !operation.level().isOnType() && !system;
            boolean any = operation.type().equals(Operation.ANY_TYPE) && !system;
            String of = system ? "/fhir" : "/fhir/" + (any ? "Basic" : operation.type());
            String call = "/$" + operation.name();
            String path = (any ? "/fhir/{type}" : of) + (instance ? "/{id}" : "") + call;
            JsonNode example =
                    paths.path(path)
                            .path("post")
                            .path("requestBody")
                            .path("content")
                            .path("application/fhir+json")
                            .path("example");
            assertThat(example.path("resourceType").asText()).as(path).isEqualTo("Parameters");
            String account = ACCOUNTS.get(operation.callers().iterator().next());
            Http caller = account == null ? Http.anonymous() : Http.as(account);
            Reply reply = caller.post(of + (instance ? "/none" : "") + call, example.toString());
            assertThat(reply.refusals()).as(path).doesNotContainAnyElementsOf(NOT_AS_DECLARED);
        }
    }
}
