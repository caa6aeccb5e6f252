package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;
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
                if (!served.contains(url)) {
                    missing.add(url);
                }
            }
        }
        assertThat(missing).isEmpty();
        Reply one = anybody.get("/fhir/SearchParameter/clinical-patient");
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().path("code").asText()).isEqualTo("patient");
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
    void pages_of_a_list_hold_each_definition_once() {
        Set<String> seen = new HashSet<>();
        String path = "/fhir/CodeSystem?_count=100";
        int pages = 0;
        while (path != null) {
            JsonNode bundle = anybody.get(path).json();
            bundle.path("entry")
                    .forEach(e -> assertThat(seen.add(e.path("fullUrl").asText())).isTrue());
            path = next(bundle);
            pages++;
        }
        assertThat(seen).hasSize(Published.r4().all("CodeSystem").size());
        assertThat(pages).isGreaterThan(5);
        assertThat(anybody.get("/fhir/CodeSystem?_page=nonsense").status()).isEqualTo(400);
    }

    @Test
    void what_somebody_stored_is_found_beside_them() {
        Http integration = Http.as("integration01");
        integration.put(
                "/fhir/ValueSet/stored-beside",
                """
                {"resourceType":"ValueSet","id":"stored-beside","url":"http://example.org/beside",
                 "status":"active"}""");
        assertThat(anybody.get("/fhir/ValueSet/stored-beside").status()).isEqualTo(200);
        assertThat(anybody.get("/fhir/ValueSet?url=http://example.org/beside").text())
                .contains("stored-beside");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "SearchParameter?base=Patient&code=name => Patient-name",
                "SearchParameter?base=Patient&code=birthdate,name => Patient-name individual-birthdate",
                "SearchParameter?base=http://hl7.org/fhir/resource-types%7CPatient&code=name => Patient-name",
                "SearchParameter?code=name&base=Patient&type=token => -",
                "StructureDefinition?type=Ratio&kind=complex-type&derivation=specialization => Ratio",
                "StructureDefinition?base=http://hl7.org/fhir/StructureDefinition/DomainResource&name=patient => Patient",
                "StructureDefinition?type=Patient&base=http://hl7.org/fhir/StructureDefinition/Patient%7C4.0.1&derivation=constraint => resident",
                "StructureDefinition?abstract=true&kind=resource => DomainResource Resource",
                "ValueSet?reference=http://hl7.org/fhir/administrative-gender => administrative-gender",
                "CodeSystem?system=http://hl7.org/fhir/administrative-gender&content-mode=complete => administrative-gender",
                "StructureDefinition?url:above=http://hl7.org/fhir/StructureDefinition/Ratio/x => Ratio",
                "CompartmentDefinition?code=Patient => patient",
                "CompartmentDefinition?resource=Appointment&code=Device => device",
            })
    void they_are_found_by_their_codes_and_addresses(String search, String expected) {
        JsonNode bundle = anybody.get("/fhir/" + search).json();
        List<String> ids = new ArrayList<>();
        bundle.path("entry").forEach(entry -> ids.add(entry.at("/resource/id").asText()));

        assertThat(String.join(" ", ids)).isEqualTo(expected.equals("-") ? "" : expected);
        assertThat(bundle.path("total").asInt()).isEqualTo(ids.size());
    }

    @Test
    void they_are_shown_in_part_and_counted() {
        JsonNode read = anybody.get("/fhir/StructureDefinition/Patient?_elements=name").json();
        JsonNode found =
                anybody.get("/fhir/SearchParameter?base=Patient&code=name&_elements=code").json();
        JsonNode counted = anybody.get("/fhir/CompartmentDefinition?_summary=count").json();

        assertThat(read.path("name").asText()).isEqualTo("Patient");
        assertThat(read.has("snapshot")).isFalse();
        assertThat(found.at("/entry/0/resource/code").asText()).isEqualTo("name");
        assertThat(found.at("/entry/0/resource").has("expression")).isFalse();
        assertThat(counted.path("total").asInt()).isEqualTo(5);
        assertThat(counted.has("entry")).isFalse();
        assertThat(anybody.get("/fhir/ValueSet?_summary=nonsense").status()).isEqualTo(400);
    }

    @Test
    void the_pages_of_the_stored_ones_follow_and_all_are_counted() {
        for (String id : List.of("pd-1", "pd-2", "pd-3")) {
            Reply put =
                    Http.as("integration01")
                            .put(
                                    "/fhir/ValueSet/" + id,
                                    """
                                    {"resourceType":"ValueSet","id":"%s","status":"active","compose":
                                     {"include":[{"system":"http://hl7.org/fhir/administrative-gender"}]}}"""
                                            .formatted(id));
            assertThat(put.status()).as(put.text()).isEqualTo(201);
        }
        String genders = "/fhir/ValueSet?reference=http://hl7.org/fhir/administrative-gender";
        for (Http caller : List.of(anybody, Http.as("patient001"), Http.as("compliance01"))) {
            List<String> seen = new ArrayList<>();
            String path = genders + "&_count=2";
            assertThat(caller.get(path).json().path("total").asInt()).isEqualTo(4);
            while (path != null) {
                Reply page = caller.get(path);
                assertThat(page.status()).as(page.text()).isEqualTo(200);
                page.json().path("entry").forEach(e -> seen.add(e.at("/resource/id").asText()));
                path = next(page.json());
            }
            assertThat(seen).containsExactly("administrative-gender", "pd-1", "pd-2", "pd-3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OperationDefinition",
                "NamingSystem",
                "ImplementationGuide",
                "TerminologyCapabilities"
            })
    void what_we_define_ourselves_comes_in_pages_in_part_and_counted(String type) {
        int total = anybody.get("/fhir/" + type + "?_summary=count").json().path("total").asInt();
        Set<String> seen = new HashSet<>();
        String path = "/fhir/" + type + "?_count=7&_elements=status";
        while (path != null) {
            JsonNode page = anybody.get(path).json();
            assertThat(page.path("total").asInt()).isEqualTo(total);
            assertThat(page.path("entry").size()).isBetween(1, 7);
            page.path("entry").forEach(e -> seen.add(e.at("/resource/id").asText()));
            assertThat(page.at("/entry/0/resource").has("title")).isFalse();
            assertThat(page.at("/entry/0/resource").has("publisher")).isFalse();
            assertThat(page.at("/entry/0/resource/status").asText()).isEqualTo("active");
            path = next(page);
        }
        assertThat(seen).hasSize(total).isNotEmpty();
        assertThat(anybody.get("/fhir/" + type + "?_sort=_id").status()).isEqualTo(200);
        assertThat(anybody.get("/fhir/" + type + "?_sort=name").refusals())
                .containsExactly("unsupported-parameter");
    }

    @ParameterizedTest
    @CsvSource({
        "StructureDefinition?description=x,description",
        "ValueSet?jurisdiction=x&status=active,jurisdiction",
        "OperationDefinition?publisher:missing=true,publisher",
        "NamingSystem?date:missing=true,date",
        "ImplementationGuide?description:exact=x,description",
        "CodeSystem?status:not=draft&title=none-such,status",
        "StructureDefinition?_lastUpdated=gt2000,_lastUpdated",
        "ValueSet?_profile=http://example.org/none,_profile",
    })
    void a_search_that_is_asked_of_the_stored_ones_alone_says_so(String search, String named) {
        JsonNode bundle = Http.as("integration01").get("/fhir/" + search).json();

        JsonNode outcome = bundle.at("/entry/" + (bundle.path("entry").size() - 1));
        assertThat(outcome.at("/search/mode").asText()).isEqualTo("outcome");
        JsonNode issue = outcome.at("/resource/issue/0");
        assertThat(issue.path("severity").asText()).isEqualTo("warning");
        assertThat(issue.at("/details/coding/0/code").asText()).isEqualTo("stored-alone-searched");
        assertThat(issue.at("/details/text").asText()).contains(named);
        assertThat(anybody.get("/fhir/StructureDefinition?name:exact=none-such").text())
                .doesNotContain("stored-alone-searched");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "ValueSet?title=administrativeG => administrative-gender",
                "ValueSet?title:contains=TIVEGEND&status=active => administrative-gender v3-AdministrativeGender",
                "ValueSet?title:exact=AdministrativeGender => administrative-gender",
                "ValueSet?title:exact=administrativegender => -",
                "StructureDefinition?title=居民 => resident",
                "StructureDefinition?publisher=yunzhen&name=res => resident",
                "StructureDefinition?publisher:contains=fhir&name:exact=Ratio => Ratio",
                "StructureDefinition?publisher:exact=Yunzhen&date=2026-11&name=Resident => resident",
                "SearchParameter?date=ge2026&date=lt2027 => pinyin",
                "OperationDefinition?title=slot/$B => Slot-book",
                "OperationDefinition?name:contains=CHECKIN => Appointment-check-in",
                "OperationDefinition?date=gt1000 => -",
                "NamingSystem?publisher=yun&date=2026-11-28&name=resident => resident-id",
                "ImplementationGuide?title:contains=implementation => yunzhen",
                "TerminologyCapabilities?date=sa2026-10 => yunzhen",
            })
    void they_are_found_by_their_titles_publishers_and_dates(String search, String expected) {
        JsonNode bundle = anybody.get("/fhir/" + search).json();
        List<String> ids = new ArrayList<>();
        bundle.path("entry").forEach(entry -> ids.add(entry.at("/resource/id").asText()));

        assertThat(String.join(" ", ids)).isEqualTo(expected.equals("-") ? "" : expected);
        assertThat(bundle.toString()).doesNotContain("stored-alone-searched");
    }

    @Test
    void a_date_finds_a_definition_of_HL7s_where_it_finds_a_stored_one_of_that_date() {
        JsonNode published = anybody.get("/fhir/StructureDefinition/Ratio").json();
        ObjectNode twin = published.deepCopy();
        twin.put("id", "pd-twin").put("url", "http://example.org/pd-twin").remove("meta");
        twin.put("name", "PdTwin").put("derivation", "constraint");
        Reply put =
                Http.as("integration01").put("/fhir/StructureDefinition/pd-twin", twin.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        String date = published.path("date").asText();
        List<Integer> totals = new ArrayList<>();
        for (String prefix : List.of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")) {
            for (String asked : List.of(date, "2018", "2019", "2019-11", "2019-11-01", "2020")) {
                String search = "/fhir/StructureDefinition?type=Ratio&date=" + prefix + asked;
                List<String> ids = new ArrayList<>();
                JsonNode found = allOf(search.replace("+", "%2B"));
                found.forEach(entry -> ids.add(entry.at("/resource/id").asText()));
                assertThat(ids.contains("Ratio")).as(search).isEqualTo(ids.contains("pd-twin"));
                totals.add(ids.size());
            }
        }
        assertThat(totals).contains(0, 2);
        assertThat(anybody.get("/fhir/StructureDefinition?date=tomorrow").refusals())
                .containsExactly("invalid-parameter");
    }

    private JsonNode allOf(String search) {
        ArrayNode entries = FhirJson.array();
        for (String path = search; path != null; ) {
            JsonNode page = anybody.get(path).json();
            page.path("entry").forEach(entries::add);
            path = next(page);
        }
        return entries;
    }

    private static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText().replaceFirst("https?://[^/]+", "");
            }
        }
        return null;
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
