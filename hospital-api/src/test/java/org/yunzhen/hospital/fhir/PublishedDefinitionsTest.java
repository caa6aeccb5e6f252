package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedDefinitionsTest {
    private final Http anybody = Http.anonymous();

    @Test
    void every_search_parameter_of_the_capability_statement_is_served() {
        Set<String> served = new HashSet<>();
        Published.r4().all("SearchParameter").forEach(entry -> served.add(entry.url()));
        JsonNode statement = anybody.get("/fhir/metadata").json();
        List<String> missing = new ArrayList<>();
        for (JsonNode resource : statement.path("rest").path(0).path("resource")) {
            for (JsonNode parameter : resource.path("searchParam")) {
                String url = parameter.path("definition").asText();
                if (!served.contains(url) && !isStored(url)) {
                    missing.add(url);
                }
            }
        }
        assertThat(missing).isEmpty();
        Reply one = anybody.get("/fhir/SearchParameter/clinical-patient");
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().path("code").asText()).isEqualTo("patient");
    }

    /** Of those that a tenant has added: whoever reads the statement can look what they are. */
    private boolean isStored(String url) {
        JsonNode found = anybody.get("/fhir/SearchParameter?url=" + url).json();
        return found.at("/entry/0/resource/url").asText().equals(url);
    }

    @Test
    void definitions_are_read_and_found_without_a_token() {
        for (String path :
                List.of(
                        "CodeSystem/administrative-gender",
                        "CompartmentDefinition/patient",
                        "StructureDefinition/Patient",
                        "ValueSet/administrative-gender")) {
            Reply reply = anybody.get("/fhir/" + path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(path).endsWith(reply.id());
        }
        Reply found =
                anybody.get(
                        "/fhir/StructureDefinition?url=http://hl7.org/fhir/StructureDefinition/Patient");
        assertThat(found.json().path("total").asInt()).isEqualTo(1);
        assertThat(found.json().at("/entry/0/resource/snapshot/element").size()).isGreaterThan(40);
        assertThat(anybody.get("/fhir/ValueSet?name=administrativegen").json().at("/total").asInt())
                .isEqualTo(1);
        assertThat(anybody.get("/fhir/CodeSystem/none-such").status()).isEqualTo(404);
    }

    @Test
    void what_is_served_to_all_cannot_be_replaced_by_a_document_that_nobody_would_read() {
        Http integration = Http.as("integration01");
        for (String path :
                List.of(
                        "ValueSet/administrative-gender",
                        "CompartmentDefinition/patient",
                        "OperationDefinition/Slot-book",
                        "NamingSystem/icd10-cn")) {
            String before = anybody.get("/fhir/" + path).text();
            Reply reply = integration.put("/fhir/" + path, before);
            assertThat(reply.status()).as(path).isEqualTo(405);
            assertThat(reply.refusals()).containsExactly("written-by-server");
            assertThat(anybody.get("/fhir/" + path).text()).isEqualTo(before);
        }
    }

    @Test
    void the_published_resources_have_the_form_of_r4() {
        StructureValidator validator = new StructureValidator(Definitions.r4());
        for (String id : List.of("administrative-gender", "v3-ActCode", "v2-0001")) {
            JsonNode system = anybody.get("/fhir/CodeSystem/" + id).json();
            assertThat(validator.validate(system)).as(id).isEmpty();
        }
        JsonNode structure = anybody.get("/fhir/StructureDefinition/Observation").json();
        assertThat(validator.validate(structure)).isEmpty();
    }

    @Test
    void terminology_capabilities_name_the_public_code_systems() {
        JsonNode statement = anybody.get("/fhir/metadata?mode=terminology").json();
        assertThat(statement.path("resourceType").asText()).isEqualTo("TerminologyCapabilities");
        assertThat(new StructureValidator(Definitions.r4()).validate(statement)).isEmpty();
        assertThat(statement.path("codeSystem").size()).isGreaterThan(1000);
        assertThat(statement.at("/expansion/paging").asBoolean()).isTrue();
        assertThat(anybody.get("/fhir/TerminologyCapabilities/yunzhen").json())
                .isEqualTo(statement);
        assertThat(
                        anybody.get("/fhir/TerminologyCapabilities?name=yunzhen")
                                .json()
                                .at("/entry/0/resource"))
                .isEqualTo(statement);
    }

    @Test
    void what_is_published_is_not_said_to_be_deleted() {
        Http operator = Http.as("operator01");
        for (String path : List.of("StructureDefinition/Patient", "NamingSystem/icd10-cn")) {
            Reply refused = operator.delete("/fhir/" + path);
            assertThat(refused.status()).as(path).isEqualTo(405);
            assertThat(refused.refusals()).containsExactly("written-by-server");
            assertThat(anybody.get("/fhir/" + path).status()).isEqualTo(200);
        }
        assertThat(operator.delete("/fhir/StructureDefinition/nobody").status()).isEqualTo(204);
        assertThat(anybody.delete("/fhir/StructureDefinition/Patient").status()).isEqualTo(401);
    }

    @Test
    void the_systems_of_our_identifiers_are_naming_systems() {
        StructureValidator validator = new StructureValidator(Definitions.r4());
        JsonNode all = anybody.get("/fhir/NamingSystem?kind=identifier").json();
        assertThat(all.path("total").asInt()).isGreaterThan(20);
        assertThat(validator.validate(all)).isEmpty();
        Reply icd = anybody.get("/fhir/NamingSystem/icd10-cn");
        assertThat(icd.json().at("/uniqueId/0/type").asText()).isEqualTo("oid");
        assertThat(anybody.get("/fhir/NamingSystem?value=2.16.156.10011.1.3").text())
                .contains("ResidentId");
    }
}
