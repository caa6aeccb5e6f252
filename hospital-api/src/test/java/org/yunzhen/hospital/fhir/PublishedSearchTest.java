package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.yunzhen.hospital.testing.Pages;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.SearchParam;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedSearchTest {
    private final Http anybody = Http.anonymous();

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
                "CodeSystem?identifier=urn:oid:2.16.840.1.113883.4.642.4.2 => administrative-gender",
                "CodeSystem?identifier=urn:ietf:rfc:3986%7Curn:oid:2.16.840.1.113883.4.642.4.2 => administrative-gender",
                "CodeSystem?identifier=http://example.org%7Curn:oid:2.16.840.1.113883.4.642.4.2 => -",
                "ValueSet?jurisdiction=US => cpt-all example-extensional",
                "ValueSet?jurisdiction=urn:iso:std:iso:3166%7CUS&status=draft => example-extensional",
                "ValueSet?jurisdiction=urn:iso:std:iso:639%7CUS => -",
                "CodeSystem?jurisdiction=urn:iso:std:iso:3166%7C => summary",
                "CodeSystem?jurisdiction=%7CCA => -",
                "CodeSystem?context=http://snomed.info/sct%7C337915000&context-type=species => summary",
                "NamingSystem?jurisdiction=CN => -",
                "CodeSystem?code=sms,nonsense => contact-point-system subscription-channel-type v3-TelecommunicationCapabilities",
                "CodeSystem?language=nl&url:below=http://terminology.hl7.org/CodeSystem/v2-0136 => v2-0136",
                "ValueSet?code=14647-2&status=draft => example-expansion example-extensional",
                "ValueSet?expansion=urn:uuid:46c00b3f-003a-4f31-9d4b-ea2de58b2a99 => inactive",
                "SearchParameter?component=http://hl7.org/fhir/SearchParameter/ActivityDefinition-context-type => ActivityDefinition-context-type-quantity ActivityDefinition-context-type-value",
                "StructureDefinition?path=Ratio.numerator => Ratio",
                "StructureDefinition?path=Patient.identifier&url:below=https://yunzhen.example/fhir => resident",
                "StructureDefinition?valueset=http://hl7.org/fhir/ValueSet/administrative-gender%7C4.0.1&type=Patient&derivation=specialization => Patient",
                "StructureDefinition?valueset=http://hl7.org/fhir/ValueSet/administrative-gender&type=Patient&kind=resource&derivation=specialization => Patient",
                "StructureDefinition?valueset=http://hl7.org/fhir/ValueSet/administrative-gender%7C3.0.2&type=Patient => -",
                "StructureDefinition?base-path=Quantity.value&type=Age => Age",
                "CompartmentDefinition?resource=Appointment&code=Device => device",
            })
    void they_are_found_by_their_codes_and_addresses(String search, String expected) {
        JsonNode bundle = assertFound(search, expected);
        assertThat(bundle.path("total").asInt()).isEqualTo(idsOf(bundle).size());
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
            // pages of stored ones, which other tests leave, follow without a total
            assertThat(page.path("total").asInt(total)).isEqualTo(total);
            assertThat(page.path("entry").size()).isBetween(1, 7);
            page.path("entry").forEach(e -> seen.add(e.at("/resource/id").asText()));
            assertThat(page.at("/entry/0/resource").has("title")).isFalse();
            assertThat(page.at("/entry/0/resource").has("publisher")).isFalse();
            assertThat(page.at("/entry/0/resource/status").asText()).isNotEmpty();
            path = next(page);
        }
        assertThat(seen).hasSize(total).isNotEmpty();
        assertThat(anybody.get("/fhir/" + type + "?_sort=_id").status()).isEqualTo(200);
        assertThat(anybody.get("/fhir/" + type + "?_sort=name").refusals())
                .containsExactly("unsupported-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CodeSystem",
                "CompartmentDefinition",
                "SearchParameter",
                "StructureDefinition",
                "ValueSet",
                "OperationDefinition",
                "NamingSystem",
                "ImplementationGuide",
                "TerminologyCapabilities"
            })
    void all_of_R4s_own_parameters_of_a_type_are_asked_of_them(String type) {
        Set<String> left = new HashSet<>();
        for (SearchParam parameter : Definitions.r4().searchParams(type)) {
            String search = "/fhir/" + type + "?" + parameter.code() + "=2020";
            if (anybody.get(search).text().contains("stored-alone-searched")) {
                left.add(parameter.code());
            }
        }
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ValueSet?jurisdiction:in=http://hl7.org/fhir/ValueSet/administrative-gender,jurisdiction",
        "CodeSystem?identifier:of-type=http://example.org%7CA%7C1,identifier",
        "StructureDefinition?base.name=x,base",
        "StructureDefinition?valueset:identifier=x,valueset",
        "ValueSet?_has:StructureDefinition:valueset:kind=resource,_has",
        "ImplementationGuide?_include=ImplementationGuide:global,_include",
        "OperationDefinition?_revinclude=ImplementationGuide:resource,_revinclude",
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
                "CodeSystem?description=the+gender+of+a+person+used+for+adm => administrative-gender v3-AdministrativeGender",
                "CodeSystem?description:exact=The+gender+of+a+person+used => -",
                "StructureDefinition?description:contains=居民身份证号&type=Patient => resident",
                "OperationDefinition?description:contains=number+of+the+slot&code=book => Slot-book",
                "TerminologyCapabilities?date=sa2026-10 => yunzhen",
            })
    void they_are_found_by_their_titles_descriptions_publishers_and_dates(
            String search, String expected) {
        JsonNode bundle = assertFound(search, expected);
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
                List<String> ids = Pages.ids(anybody, search.replace("+", "%2B"));
                assertThat(ids.contains("Ratio")).as(search).isEqualTo(ids.contains("pd-twin"));
                totals.add(ids.size());
            }
        }
        assertThat(totals).contains(0, 2);
        assertThat(anybody.get("/fhir/StructureDefinition?date=tomorrow").refusals())
                .containsExactly("invalid-parameter");
    }

    /** Finds exactly those, {@code -} for none. */
    private JsonNode assertFound(String search, String expected) {
        JsonNode bundle = anybody.get("/fhir/" + search).json();
        assertThat(String.join(" ", idsOf(bundle))).isEqualTo(expected.equals("-") ? "" : expected);
        return bundle;
    }

    private static List<String> idsOf(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        bundle.path("entry").forEach(entry -> ids.add(entry.at("/resource/id").asText()));
        return ids;
    }
}
