package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.yunzhen.mappings.index.Extraction.extract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yunzhen.mappings.ExactJson;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;

class IndexExtractorTest {
    static Stream<Arguments> compartments() {
        return Stream.of(
                arguments("Patient", "'id':'w'", Set.of("w")),
                arguments("Observation", "'subject':{'reference':'Patient/w'}", Set.of("w")),
                arguments("Observation", "'subject':{'reference':'Group/w'}", Set.of()),
                arguments(
                        "Observation",
                        "'subject':{'reference':'Patient/w'},'performer':[{'reference':'Patient/m'}]",
                        Set.of("w", "m")),
                arguments(
                        "Observation",
                        "'focus':[{'reference':'Patient/w'}],'note':[{'text':'a',"
                                + "'authorReference':{'reference':'Patient/w'}}]",
                        Set.of()),
                arguments(
                        "Appointment",
                        "'participant':[{'actor':{'reference':'Practitioner/d'}},"
                                + "{'actor':{'reference':'Patient/w'}}]",
                        Set.of("w")),
                arguments(
                        "Observation",
                        "'subject':{'reference':'https://h.cn/fhir/Patient/w'}",
                        Set.of()),
                arguments("Task", "'for':{'reference':'Patient/w'}", Set.of()),
                arguments("Medication", "'id':'w'", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("compartments")
    void a_resource_stands_in_the_compartments_of_its_patients_only(
            String type, String members, Set<String> patients) {
        assertThat(extract(type, members).patients()).isEqualTo(patients);
    }

    @Test
    void what_is_no_resource_is_refused() {
        assertThatThrownBy(
                        () ->
                                Extraction.EXTRACTOR.extract(
                                        ExactJson.object("{'resourceType':'Unicorn'}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Ways that lead to a type which says nothing to the kind of the parameter. */
    @Test
    void only_these_leaves_are_not_indexed() {
        Map<SearchParam.Kind, Set<String>> silent = new TreeMap<>();
        Map<SearchParam.Kind, Set<String>> indexed =
                Map.of(
                        SearchParam.Kind.TOKEN,
                        Set.of(
                                "Coding",
                                "CodeableConcept",
                                "Identifier",
                                "ContactPoint",
                                "boolean",
                                "code",
                                "id",
                                "string",
                                "uri",
                                "dateTime"),
                        SearchParam.Kind.REFERENCE,
                        Set.of("Reference", "canonical", "uri", "Resource"),
                        SearchParam.Kind.STRING,
                        Set.of("HumanName", "Address", "string", "markdown"),
                        SearchParam.Kind.DATE,
                        Set.of("date", "dateTime", "instant", "Period", "Timing"),
                        SearchParam.Kind.NUMBER,
                        Set.of("integer", "decimal", "Range"),
                        SearchParam.Kind.QUANTITY,
                        Set.of("Quantity", "Age", "Duration", "Money", "Range"),
                        SearchParam.Kind.URI,
                        Set.of("uri", "url", "canonical"));
        Definitions r4 = Definitions.r4();
        for (String type : r4.resourceTypes()) {
            for (SearchParam param : r4.searchParams(type)) {
                param.paths().stream()
                        .map(path -> path.type())
                        .filter(t -> !indexed.getOrDefault(param.kind(), Set.of()).contains(t))
                        .forEach(
                                t ->
                                        silent.computeIfAbsent(param.kind(), k -> new TreeSet<>())
                                                .add(t));
            }
        }
        assertThat(silent)
                .isEqualTo(
                        Map.of(
                                SearchParam.Kind.DATE, Set.of("Age", "Range", "string"),
                                SearchParam.Kind.QUANTITY, Set.of("SampledData"),
                                SearchParam.Kind.REFERENCE, Set.of("Attachment"),
                                SearchParam.Kind.SPECIAL, Set.of("BackboneElement"),
                                SearchParam.Kind.COMPOSITE,
                                        Set.of("BackboneElement", "Observation", "UsageContext")));
    }
}
