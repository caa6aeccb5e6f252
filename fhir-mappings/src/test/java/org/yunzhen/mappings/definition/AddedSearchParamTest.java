package org.yunzhen.mappings.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.mappings.definition.SearchParam.Kind;
import org.yunzhen.mappings.json.FhirJson;

class AddedSearchParamTest {
    private static SearchParam compiled(String base, Kind kind, String expression) {
        return AddedSearchParam.compile(base, "x", 7, kind, "urn:x", expression, List.of());
    }

    /** Steps of each path, with their conditions, and its type. */
    private static List<String> paths(String base, Kind kind, String expression) {
        return compiled(base, kind, expression).paths().stream()
                .map(
                        path ->
                                path.steps().stream()
                                                .map(
                                                        step ->
                                                                step.property()
                                                                        + (step.whereValue() == null
                                                                                ? ""
                                                                                : "="
                                                                                        + step
                                                                                                .whereValue()))
                                                .collect(Collectors.joining("."))
                                        + ":"
                                        + path.type())
                .toList();
    }

    @Test
    void what_R4_says_of_its_own_parameters_is_read_as_the_build_reads_it() {
        Definitions r4 = Definitions.r4();
        TreeSet<String> unsupported = new TreeSet<>();
        int[] same = new int[1];
        for (Published.Entry entry : Published.r4().all("SearchParameter")) {
            JsonNode definition = FhirJson.parse(Published.r4().read(entry));
            String expression = definition.path("expression").asText("");
            for (JsonNode base : definition.path("base")) {
                SearchParam param = r4.searchParam(base.asText(), definition.path("code").asText());
                if (param == null || expression.isEmpty() || isOurs(param)) {
                    continue;
                }
                try {
                    assertThat(PathReader.read(r4, base.asText(), expression))
                            .as(entry.id())
                            .isEqualTo(param.paths().stream().distinct().toList());
                    same[0]++;
                } catch (UnsupportedExpressionException e) {
                    unsupported.add(entry.id());
                }
            }
        }
        assertThat(same[0]).isGreaterThan(1300);
        assertThat(unsupported).containsExactly("Patient-deceased");
    }

    private static boolean isOurs(SearchParam param) {
        return param.code().equals(OwnSearchParams.PINYIN);
    }

    @Test
    void no_number_of_R4_is_of_a_type_that_only_added_ones_search() {
        Definitions r4 = Definitions.r4();
        List<String> found = new ArrayList<>();
        for (String type : r4.resourceTypes()) {
            r4.searchParams(type).stream()
                    .filter(param -> param.kind() == Kind.NUMBER || param.kind() == Kind.QUANTITY)
                    .filter(
                            param ->
                                    param.paths().stream()
                                            .anyMatch(
                                                    path ->
                                                            path.type().equals("positiveInt")
                                                                    || path.type()
                                                                            .equals("unsignedInt")))
                    .forEach(param -> found.add(type + "." + param.code()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void an_extension_is_found_by_its_url_and_the_types_of_the_kind() {
        String url = "http://example.org/ward";
        assertThat(
                        paths(
                                "Patient",
                                Kind.REFERENCE,
                                "Patient.extension.where(url='" + url + "').value"))
                .containsExactly(
                        "extension=" + url + ".valueCanonical:canonical",
                        "extension=" + url + ".valueReference:Reference");
        assertThat(paths("Patient", Kind.DATE, "Patient.extension('" + url + "').value.as(date)"))
                .containsExactly("extension=" + url + ".valueDate:date");
        assertThat(
                        paths(
                                "Patient",
                                Kind.STRING,
                                "extension('a').extension('b').value.ofType(string)"))
                .containsExactly("extension=a.extension=b.valueString:string");
        assertThat(
                        paths(
                                "Patient",
                                Kind.DATE,
                                "Patient.birthDate.extension('http://t').value.as(dateTime)"))
                .containsExactly("_birthDate.extension=http://t.valueDateTime:dateTime");
    }

    @Test
    void a_union_gives_each_type_its_own_paths() {
        String expression =
                "Patient.contact.name.text | Practitioner.name.text | (Observation.value as string)";
        assertThat(paths("Patient", Kind.STRING, expression))
                .containsExactly("contact.name.text:string");
        assertThat(paths("Practitioner", Kind.STRING, expression))
                .containsExactly("name.text:string");
        assertThat(paths("Observation", Kind.STRING, expression))
                .containsExactly("valueString:string");
        assertThat(paths("Group", Kind.STRING, expression)).isEmpty();
    }

    @Test
    void targets_are_those_of_the_element_where_none_are_said() {
        assertThat(compiled("Patient", Kind.REFERENCE, "Patient.contact.organization").targets())
                .containsExactly("Organization");
        assertThat(
                        compiled(
                                        "Patient",
                                        Kind.REFERENCE,
                                        "Patient.generalPractitioner.where(resolve() is"
                                                + " Practitioner)")
                                .targets())
                .containsExactly("Practitioner");
        assertThat(compiled("Patient", Kind.REFERENCE, "Patient.extension('u').value").targets())
                .isEmpty();
    }

    @Test
    void its_key_tells_it_from_an_earlier_one_of_its_code() {
        SearchParam param = compiled("Patient", Kind.STRING, "Patient.contact.name.text");
        assertThat(param.key()).isEqualTo("x#7");
        assertThat(SearchParam.numberIn(param.key())).isEqualTo(7);
        assertThat(param.isAdded()).isTrue();
        assertThat(SearchParam.numberIn("name")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "|",
                "Patient.",
                "Patient.name.",
                "Patientname text",
                "Patient..name",
                "Patient.nothing",
                "Patient.name.exists()",
                "Patient.name.where(use = 'official' and period.empty())",
                "Patient.name.where(use='a').where(text='b').family",
                "Patient.telecom.where(period='x').value",
                "Patient.extension.where(url='a\\'b').value",
                "Patient.extension.where(url='a).value",
                "Patient.extension.valueString",
                "Patient.contained.name",
                "Patient.name.family + 'x'",
                "Patient.name[0][1]",
                "Patient[0]",
                "iif(true, Patient.name)",
                "%resource.name",
                "'text'",
                "Patient.name.family | ",
                "((Patient.name as HumanName))",
                "Patient.deceased.exists() and Patient.deceased != false"
            })
    void what_is_not_understood_is_said(String expression) {
        assertThatThrownBy(() -> compiled("Patient", Kind.STRING, expression))
                .isInstanceOf(UnsupportedExpressionException.class);
    }
}
