package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
import org.yunzhen.mappings.index.IndexValue.Amount;
import org.yunzhen.mappings.index.IndexValue.Period;
import org.yunzhen.mappings.index.IndexValue.Ref;
import org.yunzhen.mappings.index.IndexValue.Text;
import org.yunzhen.mappings.index.IndexValue.Token;
import org.yunzhen.mappings.index.IndexValue.Uri;

class IndexExtractorTest {
    private static final String GENDER = "http://hl7.org/fhir/administrative-gender";

    private final IndexExtractor extractor = new IndexExtractor(Definitions.r4());

    private List<IndexValue> values(String type, String members, String param) {
        return extract(type, members).values().stream()
                .filter(value -> value.param().equals(param))
                .toList();
    }

    private IndexEntries extract(String type, String members) {
        return extractor.extract(
                ExactJson.object("{'resourceType':'" + type + "'," + members + "}"));
    }

    static Stream<Arguments> tokens() {
        return Stream.of(
                arguments("Patient", "'id':'wang'", token("_id", null, "wang", null)),
                arguments("Patient", "'active':true", token("active", null, "true", null)),
                arguments("Patient", "'gender':'male'", token("gender", GENDER, "male", null)),
                arguments(
                        "Patient",
                        "'identifier':[{'system':'urn:a','value':'1','type':{'text':'身份证'}}]",
                        token("identifier", "urn:a", "1", "身份证")),
                arguments(
                        "Patient",
                        "'telecom':[{'system':'phone','value':'139'}]",
                        token("phone", null, "139", null)),
                arguments(
                        "Patient",
                        "'meta':{'tag':[{'system':'urn:t','code':'demo'}]}",
                        token("_tag", "urn:t", "demo", null)),
                arguments(
                        "Encounter",
                        "'class':{'system':'urn:c','code':'VR','display':'virtual'}",
                        token("class", "urn:c", "VR", "virtual")),
                arguments(
                        "Observation",
                        "'code':{'coding':[{'code':'x'}]}",
                        token("code", null, "x", null)),
                arguments(
                        "Observation",
                        "'valueCodeableConcept':{'text':'阴性'}",
                        token("value-concept", null, null, "阴性")));
    }

    private static Token token(String param, String system, String code, String text) {
        return new Token(param, system, code, text);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void tokens_keep_system_code_and_text(String type, String members, Token expected) {
        assertThat(values(type, members, expected.param())).containsExactly(expected);
    }

    @Test
    void all_codings_of_a_concept_are_tokens() {
        assertThat(
                        values(
                                "Condition",
                                "'code':{'coding':[{'system':'a','code':'1'},{'system':'b','code':'2'}],"
                                        + "'text':'高血压'}",
                                "code"))
                .containsExactly(
                        token("code", "a", "1", null),
                        token("code", "b", "2", null),
                        token("code", null, null, "高血压"));
    }

    @Test
    void a_condition_on_the_way_is_kept() {
        String telecom =
                "'telecom':[{'system':'email','value':'a@b.cn'},{'system':'phone','value':'139'}]";
        assertThat(values("Patient", telecom, "email"))
                .containsExactly(token("email", null, "a@b.cn", null));
        assertThat(values("Patient", telecom, "telecom")).hasSize(2);
    }

    static Stream<Arguments> deceased() {
        return Stream.of(
                arguments("'id':'x'", "false"),
                arguments("'deceasedBoolean':false", "false"),
                arguments("'deceasedBoolean':true", "true"),
                arguments("'deceasedDateTime':'2025-12'", "true"));
    }

    @ParameterizedTest
    @MethodSource("deceased")
    void every_patient_is_found_by_whether_they_have_died(String members, String expected) {
        assertThat(values("Patient", members, "deceased"))
                .containsExactly(token("deceased", null, expected, null));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                arguments("{'reference':'Patient/w'}", ref("Patient", "w", null, null, null)),
                arguments(
                        "{'reference':'Patient/w/_history/3'}",
                        ref("Patient", "w", null, null, null)),
                arguments(
                        "{'reference':'https://h.cn/fhir/Patient/w'}",
                        ref(null, null, "https://h.cn/fhir/Patient/w", null, null)),
                arguments(
                        "{'reference':'urn:uuid:1','type':'Patient'}",
                        ref("Patient", null, "urn:uuid:1", null, null)),
                arguments(
                        "{'type':'Patient','identifier':{'system':'a','value':'1'}}",
                        ref("Patient", null, null, "a", "1")),
                arguments(
                        "{'reference':'Patient/w','identifier':{'value':'1'}}",
                        ref("Patient", "w", null, null, "1")));
    }

    private static Ref ref(String type, String id, String url, String system, String value) {
        return new Ref("subject", type, id, url, system, value);
    }

    @ParameterizedTest
    @MethodSource("references")
    void references_keep_all_that_they_say(String reference, Ref expected) {
        String members = "'subject':" + reference;
        assertThat(values("Observation", members, "subject")).containsExactly(expected);
        assertThat(values("Observation", members, "patient"))
                .containsExactly(
                        new Ref(
                                "patient",
                                expected.type(),
                                expected.id(),
                                expected.url(),
                                expected.identifierSystem(),
                                expected.identifierValue()));
    }

    @Test
    void references_that_lead_nowhere_yield_nothing() {
        for (String reference :
                List.of(
                        "{'reference':'#p'}",
                        "{'display':'王'}",
                        "{'reference':'Patient?name=a'}")) {
            assertThat(values("Observation", "'subject':" + reference, "subject")).isEmpty();
        }
    }

    @Test
    void a_parameter_for_patients_skips_other_subjects() {
        String members = "'subject':{'reference':'Group/g'}";
        assertThat(values("Observation", members, "subject")).hasSize(1);
        assertThat(values("Observation", members, "patient")).isEmpty();
    }

    @Test
    void canonicals_and_resources_of_a_bundle_are_references_too() {
        assertThat(values("QuestionnaireResponse", "'questionnaire':'http://q|1'", "questionnaire"))
                .containsExactly(new Ref("questionnaire", null, null, "http://q|1", null, null));
        assertThat(
                        values(
                                "Bundle",
                                "'entry':[{'resource':{'resourceType':'Composition','id':'c'}},"
                                        + "{'resource':{'resourceType':'Composition','id':'d'}}]",
                                "composition"))
                .containsExactly(new Ref("composition", "Composition", "c", null, null, null));
    }

    @Test
    void names_and_addresses_yield_each_part() {
        String name = "'name':[{'text':'王小明','family':'王','given':['小','明'],'prefix':['Dr']}]";
        assertThat(values("Patient", name, "name"))
                .extracting(v -> ((Text) v).value())
                .containsExactly("王小明", "王", "小", "明", "Dr");
        assertThat(values("Patient", name, "family")).containsExactly(new Text("family", "王"));
        assertThat(
                        values(
                                "Patient",
                                "'address':[{'line':['炳草岗大街1号','502'],'city':'攀枝花'}]",
                                "address"))
                .extracting(v -> ((Text) v).value())
                .containsExactly("炳草岗大街1号", "502", "攀枝花");
    }

    @Test
    void a_chinese_name_without_text_is_also_found_written_together() {
        assertThat(values("Patient", "'name':[{'family':'欧阳','given':['建','国']}]", "name"))
                .contains(new Text("name", "欧阳建国"));
        assertThat(values("Patient", "'name':[{'family':'Wang','given':['Li']}]", "name"))
                .containsExactly(new Text("name", "Wang"), new Text("name", "Li"));
    }

    @Test
    void one_of_two_types_of_a_choice_can_be_text_of_another() {
        assertThat(values("Observation", "'valueString':'阴性'", "value-string"))
                .containsExactly(new Text("value-string", "阴性"));
        assertThat(values("Observation", "'valueCodeableConcept':{'text':'阳性'}", "value-string"))
                .containsExactly(new Text("value-string", "阳性"));
    }

    static Stream<Arguments> dates() {
        String far = DateRange.FAR_FUTURE.toString();
        String past = DateRange.FAR_PAST.toString();
        return Stream.of(
                arguments("DateTime':'2026'", "2025-12-31T16:00:00Z", "2026-12-31T16:00:00Z"),
                arguments("DateTime':'2026-02'", "2026-01-31T16:00:00Z", "2026-02-28T16:00:00Z"),
                arguments("DateTime':'2026-12-01'", "2026-11-30T16:00:00Z", "2026-12-01T16:00:00Z"),
                arguments(
                        "DateTime':'2026-12-01T08:30:00+08:00'",
                        "2026-12-01T00:30:00Z",
                        "2026-12-01T00:30:01Z"),
                arguments(
                        "Instant':'2026-12-01T00:30:00.25Z'",
                        "2026-12-01T00:30:00.250Z",
                        "2026-12-01T00:30:00.260Z"),
                arguments(
                        "Period':{'start':'2026-12-01','end':'2026-12-02'}",
                        "2026-11-30T16:00:00Z",
                        "2026-12-02T16:00:00Z"),
                arguments("Period':{'start':'2026-12-01'}", "2026-11-30T16:00:00Z", far),
                arguments("Period':{'end':'2026-12-01'}", past, "2026-12-01T16:00:00Z"),
                arguments(
                        "Timing':{'event':['2026-12-03','2026-12-01']}",
                        "2026-11-30T16:00:00Z",
                        "2026-12-03T16:00:00Z"),
                arguments(
                        "Timing':{'repeat':{'boundsPeriod':{'start':'2026-12-01'}}}",
                        "2026-11-30T16:00:00Z",
                        far));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void a_date_covers_all_moments_that_it_can_mean(String effective, String low, String high) {
        assertThat(values("Observation", "'effective" + effective, "date"))
                .containsExactly(new Period("date", Instant.parse(low), Instant.parse(high)));
    }

    @Test
    void a_timing_without_any_date_is_found_by_none() {
        assertThat(values("Observation", "'effectiveTiming':{'repeat':{'frequency':1}}", "date"))
                .isEmpty();
    }

    static Stream<Arguments> amounts() {
        return Stream.of(
                arguments("{'value':5.40}", "5.40", "5.395", "5.405"),
                arguments("{'value':100}", "100", "99.5", "100.5"),
                arguments("{'value':-0.5}", "-0.5", "-0.55", "-0.45"),
                arguments("{'value':1e2}", "1E+2", "50", "150"),
                arguments("{'value':5,'comparator':'<'}", "5", null, "5"),
                arguments("{'value':5,'comparator':'>='}", "5", "5", null));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void a_quantity_covers_what_its_digits_can_mean(
            String quantity, String value, String low, String high) {
        Amount amount =
                (Amount)
                        values("Observation", "'valueQuantity':" + quantity, "value-quantity")
                                .get(0);
        assertThat(amount.value()).isEqualTo(new BigDecimal(value));
        assertThat(amount.low()).usingComparator(BY_VALUE).isEqualTo(decimal(low));
        assertThat(amount.high()).usingComparator(BY_VALUE).isEqualTo(decimal(high));
    }

    private static final Comparator<BigDecimal> BY_VALUE =
            Comparator.nullsFirst(BigDecimal::compareTo);

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @Test
    void units_money_ranges_and_numbers_are_amounts() {
        Amount weight =
                (Amount)
                        values(
                                        "Observation",
                                        "'valueQuantity':{'value':60,'unit':'公斤','system':'u','code':'kg'}",
                                        "value-quantity")
                                .get(0);
        assertThat(List.of(weight.system(), weight.code(), weight.unit()))
                .containsExactly("u", "kg", "公斤");
        Amount money =
                (Amount)
                        values("Invoice", "'totalNet':{'value':18.00,'currency':'CNY'}", "totalnet")
                                .get(0);
        assertThat(money.code()).isEqualTo("CNY");
        assertThat(money.system()).isEqualTo("urn:iso:std:iso:4217");
        Amount range =
                (Amount)
                        values(
                                        "Condition",
                                        "'onsetRange':{'low':{'value':3,'code':'a'},'high':{'value':5}}",
                                        "onset-age")
                                .get(0);
        assertThat(range.value()).isNull();
        assertThat(Arrays.asList(range.low(), range.high()))
                .containsExactly(BigDecimal.valueOf(3), BigDecimal.valueOf(5));
        assertThat(
                        values(
                                "RiskAssessment",
                                "'prediction':[{'probabilityDecimal':0.1}]",
                                "probability"))
                .hasSize(1);
    }

    @Test
    void uris_stay_as_written() {
        assertThat(values("ValueSet", "'url':'http://a/B'", "url"))
                .containsExactly(new Uri("url", "http://a/B"));
        assertThat(values("Patient", "'meta':{'profile':['http://p|1']}", "_profile"))
                .containsExactly(new Uri("_profile", "http://p|1"));
    }

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
    void literal_references_are_found_wherever_they_stand() {
        IndexEntries entries =
                extract(
                        "Encounter",
                        "'subject':{'reference':'Patient/w'},"
                                + "'participant':[{'individual':{'reference':'Practitioner/d/_history/2'}}],"
                                + "'extension':[{'url':'a','valueReference':{'reference':'Group/g'}}],"
                                + "'_language':{'extension':[{'url':'a','valueReference':{'reference':'List/l'}}]},"
                                + "'contained':[{'resourceType':'Condition','id':'c','subject':{'reference':'Patient/w'}}],"
                                + "'serviceProvider':{'reference':'#x'},'partOf':{'reference':'http://a/Encounter/1'}");
        assertThat(entries.references())
                .containsExactly(
                        new LiteralRef("Patient", "w", null, "Encounter.subject"),
                        new LiteralRef(
                                "Practitioner", "d", "2", "Encounter.participant[0].individual"),
                        new LiteralRef("Group", "g", null, "Encounter.extension[0].value"),
                        new LiteralRef("List", "l", null, "Encounter.language.extension[0].value"),
                        new LiteralRef("Patient", "w", null, "Encounter.contained[0].subject"));
    }

    @Test
    void a_uri_that_is_called_reference_is_none() {
        assertThat(extract("Immunization", "'education':[{'reference':'Patient/x'}]").references())
                .isEmpty();
    }

    @Test
    void what_is_no_resource_is_refused() {
        assertThatThrownBy(() -> extractor.extract(ExactJson.object("{'resourceType':'Unicorn'}")))
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
