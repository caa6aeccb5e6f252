package org.yunzhen.mappings.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.SearchParam.Kind;

class DefinitionsTest {
    private final Definitions r4 = Definitions.r4();

    private Stream<SearchParam> allParams() {
        return r4.resourceTypes().stream().flatMap(type -> r4.searchParams(type).stream());
    }

    @Test
    void every_concrete_resource_type_of_r4_is_there_and_no_abstract_one() {
        assertThat(r4.resourceTypes())
                .hasSize(146)
                .contains("Patient", "Bundle", "Binary", "Parameters", "VisionPrescription")
                .doesNotContain("Resource", "DomainResource", "MetadataResource");
        assertThat(r4.isResourceType("Resource")).isFalse();
        assertThat(r4.isResourceType("HumanName")).isFalse();
    }

    @Test
    void all_search_parameters_of_r4_are_compiled() {
        assertThat(
                        allParams()
                                .map(SearchParam::definitionUrl)
                                .filter(url -> url.startsWith("http://hl7.org/fhir/"))
                                .distinct())
                .hasSize(1375);
    }

    @Test
    void our_own_parameters_stand_where_they_say() {
        assertThat(allParams().filter(p -> p.code().equals(OwnSearchParams.PINYIN)))
                .hasSize(6)
                .allSatisfy(
                        own -> {
                            assertThat(own.paths()).isNotEmpty();
                            assertThat(Published.r4().ofUrl("SearchParameter", own.definitionUrl()))
                                    .isPresent();
                        });
    }

    /** They have no expression in R4: text search and named queries are not index look-ups. */
    @Test
    void only_text_search_and_named_queries_have_no_path() {
        assertThat(allParams().filter(p -> p.paths().isEmpty()).map(SearchParam::code))
                .containsOnly("_text", "_content", "_query");
    }

    @Test
    void every_part_of_every_composite_has_a_path() {
        assertThat(allParams().filter(p -> p.kind() == Kind.COMPOSITE))
                .hasSize(72)
                .allSatisfy(
                        composite ->
                                assertThat(composite.components())
                                        .hasSizeGreaterThan(1)
                                        .noneMatch(part -> part.paths().isEmpty()));
    }

    @Test
    void parameters_of_all_resources_belong_to_each_type() {
        for (String type : r4.resourceTypes()) {
            for (String code : Set.of("_id", "_lastUpdated", "_tag", "_profile", "_security")) {
                assertThat(r4.searchParam(type, code)).as(type + " " + code).isNotNull();
            }
        }
        assertThat(r4.searchParam("Binary", "_text")).isNull();
        assertThat(r4.searchParam("Patient", "_text")).isNotNull();
    }

    @Test
    void unknown_names_give_null_or_nothing() {
        assertThat(r4.searchParam("Patient", "shoe-size")).isNull();
        assertThat(r4.searchParam("Unicorn", "_id")).isNull();
        assertThat(r4.searchParams("Unicorn")).isEmpty();
        assertThat(r4.structure("Unicorn")).isNull();
        assertThat(r4.patientCompartment("Medication")).isEmpty();
    }

    @Test
    void a_choice_has_one_json_property_per_type() {
        Structure observation = r4.structure("Observation");
        assertThat(observation.element("value").choice()).isTrue();
        assertThat(observation.property("valueQuantity").type()).isEqualTo("Quantity");
        assertThat(observation.property("value")).isNull();
        assertThat(observation.property("valueUrl")).isNull();
        assertThat(observation.companion("_valueString").jsonName()).isEqualTo("valueString");
    }

    @Test
    void a_content_reference_leads_back_to_its_element() {
        Structure item = r4.structure("Questionnaire.item");
        assertThat(item.property("item").structure()).isSameAs(item);
        assertThat(r4.structure("Bundle.entry").property("link").structure())
                .isSameAs(r4.structure("Bundle.link"));
    }

    @Test
    void every_property_leads_to_a_structure() {
        for (String type : r4.resourceTypes()) {
            for (Element element : r4.structure(type).elements()) {
                assertThat(element.properties())
                        .as(type + "." + element.name())
                        .isNotEmpty()
                        .allMatch(p -> p.structure() != null);
            }
        }
    }

    @Test
    void required_codes_are_known_with_their_system() {
        CodeSet gender = r4.structure("Patient").property("gender").codeSet();
        assertThat(gender.isClosed()).isTrue();
        assertThat(gender.contains("female")).isTrue();
        assertThat(gender.contains("woman")).isFalse();
        assertThat(gender.contains("http://hl7.org/fhir/administrative-gender", "male")).isTrue();
    }

    /** Their code systems are not part of R4; LL379-9 is not even published as a value set. */
    @Test
    void only_value_sets_that_r4_does_not_list_stay_open() {
        Set<String> open = new TreeSet<>();
        r4.resourceTypes().stream()
                .map(r4::structure)
                .forEach(structure -> collectOpen(structure, open, new TreeSet<>()));
        assertThat(open)
                .containsExactly(
                        "http://hl7.org/fhir/ValueSet/currencies",
                        "http://hl7.org/fhir/ValueSet/mimetypes",
                        "http://hl7.org/fhir/ValueSet/ucum-units",
                        "http://loinc.org/vs/LL379-9");
    }

    private static void collectOpen(Structure structure, Set<String> open, Set<String> seen) {
        if (!seen.add(structure.name())) {
            return;
        }
        for (Element element : structure.elements()) {
            if (element.codeSet() != null && !element.codeSet().isClosed()) {
                open.add(element.codeSet().url());
            }
            element.properties().forEach(p -> collectOpen(p.structure(), open, seen));
        }
    }

    @Test
    void the_patient_compartment_is_that_of_r4() {
        assertThat(r4.resourceTypes().stream().filter(t -> !r4.patientCompartment(t).isEmpty()))
                .hasSize(66);
        assertThat(r4.resourceTypes())
                .allSatisfy(t -> assertThat(r4.patientCompartment(t)).doesNotContainNull());
        assertThat(r4.patientCompartment("Observation"))
                .extracting(SearchParam::code)
                .containsExactly("performer", "subject");
        assertThat(r4.patientCompartment("Appointment"))
                .extracting(SearchParam::code)
                .containsExactly("actor");
    }
}
