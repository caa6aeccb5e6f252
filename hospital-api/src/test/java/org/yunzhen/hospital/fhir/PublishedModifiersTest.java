package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Pages;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;

/** What modifiers, quantities and meta find among the definitions that are not stored. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedModifiersTest {
    private static final List<String> OURS =
            List.of(
                    "ImplementationGuide",
                    "NamingSystem",
                    "OperationDefinition",
                    "TerminologyCapabilities");

    private final Http anybody = Http.anonymous();

    @ParameterizedTest
    @CsvSource({
        "CodeSystem, supplements, supplements",
        "CodeSystem, language, concept.designation.language",
        "CodeSystem, title, title",
        "CodeSystem, _profile, meta.profile",
        "CodeSystem, context-quantity, useContext.valueQuantity",
        "CompartmentDefinition, description, description",
        "CompartmentDefinition, resource, resource.code",
        "SearchParameter, target, target",
        "SearchParameter, derived-from, derivedFrom",
        "SearchParameter, version, version",
        "StructureDefinition, keyword, keyword",
        "StructureDefinition, base, baseDefinition",
        "StructureDefinition, ext-context, context.type",
        "StructureDefinition, date, date",
        "StructureDefinition, valueset, snapshot.element.binding.valueSet",
        "ValueSet, expansion, expansion.identifier",
        "ValueSet, jurisdiction, jurisdiction",
        "ValueSet, context-quantity, useContext.valueQuantity",
        "ValueSet, context, useContext.valueCodeableConcept",
        "ValueSet, _tag, meta.tag",
        "OperationDefinition, publisher, publisher",
        "OperationDefinition, code, code",
        "NamingSystem, id-type, uniqueId.type",
        "NamingSystem, telecom, contact.telecom",
        "ImplementationGuide, global, global.profile",
        "ImplementationGuide, resource, definition.resource.reference",
        "TerminologyCapabilities, title, title",
        "TerminologyCapabilities, _source, meta.source",
    })
    void missing_finds_those_whose_documents_do_not_say_it(
            String type, String parameter, String path) {
        Predicate<JsonNode> says = document -> !at(document, path).isEmpty();
        String search = type + "?" + parameter + ":missing=";

        assertThat(found(search + "false")).isEqualTo(those(type, says));
        assertThat(total(search + "true") + total(search + "false")).isEqualTo(total(type + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "CodeSystem, status, status, draft",
        "CodeSystem, jurisdiction, jurisdiction.coding.code, CA",
        "CompartmentDefinition, code, code, Patient",
        "SearchParameter, base, base, Patient",
        "SearchParameter, type, type, token",
        "StructureDefinition, kind, kind, resource",
        "StructureDefinition, abstract, abstract, true",
        "StructureDefinition, ext-context, context.type, element",
        "ValueSet, version, version, 4.0.1",
        "ValueSet, context-type, useContext.code.code, age",
        "OperationDefinition, system, system, false",
        "NamingSystem, kind, kind, identifier",
        "ImplementationGuide, version, version, 0.1.0",
        "TerminologyCapabilities, status, status, active",
    })
    void not_finds_those_that_a_token_does_not_find(
            String type, String parameter, String path, String value) {
        Predicate<JsonNode> says = document -> at(document, path).contains(value);

        assertThat(found(type + "?" + parameter + "=" + value)).isEqualTo(those(type, says));
        assertThat(total(type + "?" + parameter + ":not=" + value))
                .isEqualTo(total(type + "?") - total(type + "?" + parameter + "=" + value));
    }

    @ParameterizedTest
    @CsvSource({
        "StructureDefinition, _lastUpdated=lt2026, lastUpdated, 2",
        "CodeSystem, _lastUpdated=2019-11, lastUpdated, 2019-1",
        "ValueSet, _lastUpdated=ge2020, lastUpdated, 202",
        "SearchParameter, _lastUpdated=gt1900, lastUpdated, 2",
        "OperationDefinition, _lastUpdated=gt1900, lastUpdated, 2",
        "NamingSystem, _source=http://example.org, source, http",
        "ValueSet, _profile=http://hl7.org/fhir/StructureDefinition/shareablevalueset, profile,"
                + " http://hl7.org/fhir/StructureDefinition/shareablevalueset",
        "CodeSystem, _profile:below=http://hl7.org/fhir, profile, http://hl7.org/fhir/",
        "CodeSystem, _security=R, security, R",
        "ValueSet, _tag=x, tag, x",
    })
    void meta_finds_those_that_carry_it(
            String type, String search, String element, String beginning) {
        assertThat(found(type + "?" + search))
                .isEqualTo(
                        those(
                                type,
                                document ->
                                        at(document, "meta." + element).stream()
                                                .anyMatch(said -> said.startsWith(beginning))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "ValueSet?context-quantity=gt18 => example-extensional",
                "ValueSet?context-quantity=18 => -",
                "ValueSet?context-quantity=17,gt17.5|http://unitsofmeasure.org|a => example-extensional",
                "ValueSet?context-quantity=ap216|http://unitsofmeasure.org|mo => example-extensional",
                "ValueSet?context-quantity=ge18||yrs => example-extensional",
                "ValueSet?context-quantity=18|http://unitsofmeasure.org|mo => -",
                "ValueSet?context-quantity=lt18 => -",
                "CodeSystem?context-quantity=ge0 => -",
                "OperationDefinition?context-quantity=ge0 => -",
                "ValueSet?context-type-quantity=age$ge18|http://unitsofmeasure.org|a => example-extensional",
                "ValueSet?context-type-quantity=species$ge18 => -",
                "ValueSet?context-type-value=species$337915000 => cpt-all",
                "ValueSet?context-type-value=age$337915000,species$http://snomed.info/sct|337915000 => cpt-all",
                "ValueSet?context-type-value=age$337915000 => -",
                "CodeSystem?context-type-value=http://example.org/CodeSystem/contexttype|species$337915000 => summary",
                "StructureDefinition?context-type-value=species$337915000 => -",
                "OperationDefinition?code=book&system=false&type=false&instance=true&kind=operation => Slot-book",
                "NamingSystem?id-type=oid&value=2.16.156.10011.1.3&status:not=draft => resident-id",
                "ImplementationGuide?depends-on=http://hl7.org/fhir/uv/ips/ImplementationGuide/hl7.fhir.uv.ips => yunzhen",
                "ImplementationGuide?resource=NamingSystem/icd10-cn&version=0.1.0 => yunzhen",
                "ImplementationGuide?resource=NamingSystem/none-such => -",
                "StructureDefinition?status=http://example.org|active&kind=resource => -",
                "ValueSet?status=http://hl7.org/fhir/publication-status|active&_id=yesnodontknow => -",
                "ValueSet?identifier:missing=true&url:missing=false&_id=cpt-all,administrative-gender => cpt-all",
                "SearchParameter?nonsense=1&code=pinyin => pinyin",
            })
    void quantities_contexts_and_our_own_parameters_find(String search, String expected) {
        assertThat(String.join(" ", found(search))).isEqualTo(expected.equals("-") ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StructureDefinition?kind:missing=maybe",
                "StructureDefinition?url:missing=",
                "StructureDefinition?name:not=x",
                "StructureDefinition?kind:exact=resource",
                "StructureDefinition?date:not=2019",
                "StructureDefinition?kind=",
                "ValueSet?context-quantity=old",
                "ValueSet?context-type-quantity=age",
                "ValueSet?context-type-value:missing=true",
                "CodeSystem?_lastUpdated=tomorrow",
                "CodeSystem?_lastUpdated:missing=true",
                "OperationDefinition?instance:missing=2",
                "NamingSystem?period=x",
                "ImplementationGuide?context-quantity=x",
                "TerminologyCapabilities?_count=x",
            })
    void what_stored_ones_cannot_be_asked_is_refused(String search) {
        assertThat(anybody.get("/fhir/" + search).status()).as(search).isEqualTo(400);
    }

    @Test
    void what_a_modifier_finds_is_counted_paged_and_cut() {
        int all = Published.r4().all("CompartmentDefinition").size();
        String search = "/fhir/CompartmentDefinition?context:missing=true";
        for (String none : List.of("&_summary=count", "&_count=0")) {
            JsonNode counted = anybody.get(search + none).json();
            assertThat(counted.path("total").asInt()).isEqualTo(all);
            assertThat(counted.has("entry")).isFalse();
        }
        assertThat(Pages.ids(anybody, search + "&_count=2")).hasSize(all).doesNotHaveDuplicates();
        JsonNode first = anybody.get(search + "&_count=1&_elements=code").json();
        assertThat(first.at("/entry/0/resource/code").asText()).isNotEmpty();
        assertThat(first.at("/entry/0/resource").has("description")).isFalse();
        assertThat(anybody.get(search + "&_sort=name").refusals())
                .containsExactly("unsupported-parameter");
    }

    @Test
    void an_unknown_parameter_is_named_beside_what_is_found_or_refused() {
        Reply lenient = anybody.get("/fhir/CompartmentDefinition?nonsense=1&_count=2");
        assertThat(lenient.json().at("/entry/2/search/mode").asText()).isEqualTo("outcome");
        assertThat(lenient.json().at("/entry/2/resource/issue/0/details/text").asText())
                .contains("nonsense");
        Reply strict =
                anybody.with("Prefer", "handling=strict")
                        .get("/fhir/CompartmentDefinition?nonsense=1");
        assertThat(strict.refusals()).containsExactly("unknown-parameter");
    }

    /** Those of them that nobody stored: other tests store some. */
    private Set<String> found(String search) {
        String type = search.substring(0, search.indexOf('?'));
        Set<String> ids =
                new TreeSet<>(
                        Pages.ids(
                                anybody, "/fhir/" + escaped(search) + "&_count=100&_elements=id"));
        ids.retainAll(those(type, document -> true));
        return ids;
    }

    private int total(String search) {
        Reply counted = anybody.get("/fhir/" + escaped(search) + "&_summary=count");
        assertThat(counted.text()).doesNotContain("stored-alone-searched");
        return counted.json().path("total").asInt();
    }

    private static String escaped(String search) {
        return search.replace("|", "%7C");
    }

    private Set<String> those(String type, Predicate<JsonNode> wanted) {
        return documents(type)
                .filter(wanted)
                .map(document -> document.path("id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<JsonNode> documents(String type) {
        return OURS.contains(type)
                ? ours(type)
                : Published.r4().all(type).stream()
                        .map(entry -> FhirJson.reread(Published.r4().read(entry)));
    }

    /** Without those that a test stored, which have a version. */
    private Stream<JsonNode> ours(String type) {
        List<JsonNode> all = new ArrayList<>();
        for (String page = "/fhir/" + type + "?_count=100"; page != null; ) {
            JsonNode bundle = anybody.get(page).json();
            bundle.path("entry").forEach(entry -> all.add(entry.path("resource")));
            page = Pages.next(bundle);
        }
        return all.stream().filter(document -> !document.path("meta").has("versionId"));
    }

    /** What stands at a path, through all lists. */
    private static List<String> at(JsonNode from, String path) {
        List<JsonNode> found = List.of(from);
        for (String name : path.split("\\.")) {
            found =
                    found.stream()
                            .map(node -> node.path(name))
                            .filter(node -> !node.isMissingNode())
                            .flatMap(PublishedModifiersTest::items)
                            .toList();
        }
        return found.stream().map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> items(JsonNode node) {
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return node.isArray() ? items.stream() : Stream.of(node);
    }
}
