package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeclaredSearchTest {
    /** Means something to each type of parameter: a code, an id, a year, a number, a text. */
    private static final String VALUE = "2026";

    /** A projection with a search of its own, which exchanging systems may not ask. */
    private static final String TRAIL = "AuditEvent";

    private final Http integration = Http.as("integration01").with("Prefer", "handling=strict");
    private final Http compliance = Http.as("compliance01");

    @Test
    void every_parameter_that_is_declared_is_served_and_no_other() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode resource : resources()) {
            String type = resource.path("type").asText();
            List<String> declared = resource.path("searchParam").findValuesAsText("name");
            for (SearchParam param : Definitions.r4().searchParams(type)) {
                boolean served = ask(type, param) == 200;
                if (served != declared.contains(param.code())) {
                    wrong.add(type + "." + param.code());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private int ask(String type, SearchParam param) {
        int parts = Math.max(1, param.components().size());
        String value = String.join("$", Collections.nCopies(parts, VALUE));
        if (type.equals(TRAIL)) {
            return compliance
                    .get("/fhir/AuditEvent?" + param.code() + "=" + ofTheTrail(param))
                    .status();
        }
        Reply reply = integration.get("/fhir/" + type + "?" + param.code() + "=" + value);
        return reply.status();
    }

    private static String ofTheTrail(SearchParam param) {
        return switch (param.code()) {
            case "action" -> "R";
            case "outcome" -> "4";
            case "agent", "entity" -> "Patient/" + VALUE;
            default -> VALUE;
        };
    }

    @Test
    void the_trail_declares_neither_writes_nor_joins() {
        JsonNode trail =
                resources().findParents("type").stream()
                        .filter(resource -> resource.path("type").asText().equals(TRAIL))
                        .findFirst()
                        .orElseThrow();
        assertThat(trail.path("interaction").findValuesAsText("code"))
                .containsExactly("read", "search-type");
        assertThat(trail.has("searchInclude")).isFalse();
        assertThat(trail.path("updateCreate").asBoolean()).isFalse();
        assertThat(compliance.get("/fhir/AuditEvent?_include=AuditEvent:agent").status())
                .isEqualTo(400);
    }

    private static JsonNode resources() {
        JsonNode rest = Http.anonymous().get("/fhir/metadata").json().path("rest").path(0);
        assertThat(rest.path("compartment").path(0).asText()).endsWith("/patient");
        return rest.path("resource");
    }
}
