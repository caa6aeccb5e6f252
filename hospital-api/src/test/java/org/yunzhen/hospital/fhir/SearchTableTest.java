package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.fhir.SearchTableWorld.base;
import static org.yunzhen.hospital.fhir.SearchTableWorld.ids;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** One small world, and for each type of parameter what its searches find in it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchTableTest {
    private static final String NONE = "-";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_small_world() {
        SearchTableWorld.make();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                // token
                "Observation?code=http://loinc.org|w => t-o1 t-o3",
                "Observation?code=w,h => t-o1 t-o2 t-o3",
                "Observation?code=|bp => t-bp",
                "Observation?code=http://loinc.org| => t-o1 t-o2 t-o3",
                "Observation?code:not=w => t-bp t-o2",
                "Patient?gender:missing=false => t-p1 t-p2",
                "Observation?encounter:missing=true => t-bp t-o2 t-o3",
                "Observation?encounter:missing=false => t-o1",
                "Patient?identifier:of-type=urn:ty|MR|12 => t-p1",
                "Patient?identifier:of-type=urn:ty|MR|13 => -",
                "Patient?gender:missing=true => -",
                "Patient?deceased:missing=true => -",
                "Patient?active:missing=true => t-p1 t-p2",
                "ServiceRequest?patient:missing=true => t-s",
                "ServiceRequest?patient:missing=false => t-s2",
                "Observation?code:text=blood => t-bp",
                "Observation?code:text=血 => t-bp",
                "Observation?code:text=pressure => -",
                // string
                "Patient?family=apf => t-p1",
                "Patient?family:exact=apfel => -",
                "Patient?family:exact=Äpfel => t-p1",
                "Patient?family:contains=FEL => t-p1",
                "Patient?given:missing=true => t-p2",
                "Organization?name:contains=医院 => t-org",
                "Practitioner?pinyin=shanyali => t-d1",
                "Practitioner?pinyin=Dan ya => t-d1",
                "Organization?pinyin=yi yuan => t-org",
                "Practitioner?pinyin=syl,ljg => t-d1 t-d2",
                "Practitioner?pinyin=yali => t-d1",
                "Practitioner?pinyin=lvjian => t-d2",
                "Practitioner?pinyin=lüjian => t-d2",
                "Practitioner?pinyin:exact=shan => -",
                "Practitioner?pinyin:missing=true => t-d3",
                "Practitioner?phonetic=shan => t-d1 t-d3",
                "Practitioner?name=单 => t-d1",
                // reference
                "Observation?subject=Patient/t-p1 => t-o1 t-o2",
                "Observation?subject:Patient=t-p2 => t-bp t-o3",
                "Observation?subject:Patient=Patient/t-p2 => t-bp t-o3",
                "Observation?subject:Group=Patient/t-p2 => -",
                "Observation?subject=BASE/Patient/t-p2,Patient/t-p1 => t-bp t-o1 t-o2 t-o3",
                "Observation?focus:identifier=urn:x|7 => t-bp",
                "Observation?focus:identifier=7 => t-bp",
                "Observation?focus:identifier=8,urn:x|7 => t-bp",
                "Observation?focus:identifier=urn:y|7 => -",
                "QuestionnaireResponse?questionnaire=http://acme.test/q => t-q t-q-1 t-q-2",
                "QuestionnaireResponse?questionnaire=http://acme.test/q|2 => t-q-2",
                "QuestionnaireResponse?questionnaire=http://acme.test/ => -",
                // date
                "Observation?date=2026-01-10 => t-o1",
                "Observation?date=2026 => t-o1 t-o2",
                "Observation?date=2026-01-10,2027 => t-o1 t-o3",
                "Observation?date=gt2026-02 => t-o3",
                "Observation?date=ge2026-02 => t-o2 t-o3",
                "Observation?date=lt2026-02 => t-o1",
                "Observation?date=le2026-02 => t-o1 t-o2",
                "Observation?date=sa2026-01 => t-o2 t-o3",
                "Observation?date=eb2026-02 => t-o1",
                "Observation?date=ne2026 => t-o3",
                "Observation?date=ap2027 => t-o3",
                "Patient?birthdate=ap1980-05 => t-p2",
                "Patient?birthdate=ap1984 => t-p2",
                "Observation?date:missing=true => t-bp",
                "ServiceRequest?occurrence=2026-05 => t-s",
                "ServiceRequest?occurrence=gt2026-05-02 => t-s t-s2",
                "ServiceRequest?occurrence=sa2026-05-02 => t-s2",
                // number
                "RiskAssessment?probability=10.0 => t-r1 t-r3",
                "RiskAssessment?probability=10.00 => t-r1",
                "RiskAssessment?probability=1e1 => t-r1 t-r2 t-r3",
                "RiskAssessment?probability=gt10 => t-r2 t-r3",
                "RiskAssessment?probability=sa10.04 => t-r2",
                "RiskAssessment?probability=eb10.04 => t-r1",
                "RiskAssessment?probability=ap9.5 => t-r1 t-r2 t-r3",
                // quantity
                "Observation?value-quantity=5.4 => t-o1",
                "Observation?value-quantity=5.4|http://unitsofmeasure.org|mg => t-o1",
                "Observation?value-quantity=ge100||mg => t-o3",
                "Observation?value-quantity=lt200 => t-o1 t-o2 t-o3",
                "Observation?value-quantity:missing=true => t-bp",
                // uri
                "ValueSet?url=http://acme.test/vs => t-v2",
                "ValueSet?url:below=http://acme.test/vs => t-v1 t-v2",
                "ValueSet?url:above=http://acme.test/vs/a/b/c => t-v1 t-v2",
                // composite
                "Observation?code-value-quantity=http://loinc.org|w$5.4 => t-o1",
                "Observation?code-value-quantity=h$5.4 => -",
                "Observation?component-code-value-quantity=sys$gt140 => t-bp",
                "Observation?component-code-value-quantity=dia$gt140 => -",
                "Observation?combo-code-value-quantity=dia$lt80,w$gt100 => t-bp t-o3",
                // chains
                "Observation?subject:Patient.organization.name=hohe => t-o1 t-o2",
                "Observation?subject:Patient.family=birne => t-bp t-o3",
                "Patient?_has:Observation:patient:code=h => t-p1",
                "Patient?_has:Observation:patient:value-quantity=gt103 => t-p2",
                "Encounter?_has:Observation:encounter:_has:Observation:has-member:code=w => t-e1",
                "Observation?patient._has:Observation:patient:code=h => t-o1 t-o2",
                "Organization?_has:Patient:organization:family=birne => -",
            })
    void a_search_finds(String query, String expected) {
        int question = query.indexOf('?');
        String name = query.substring(question + 1, query.indexOf('='));
        String value = query.substring(query.indexOf('=') + 1).replace("BASE", base());

        Reply reply =
                integration.get(
                        "/fhir/"
                                + query.substring(0, question + 1)
                                + name
                                + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)
                                + "&_tag=urn:t%7Ctable&_count=100");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(String.join(" ", new TreeSet<>(ids(reply.json()))))
                .isEqualTo(expected.equals(NONE) ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?_sort=code&_tag=table, t-bp t-o2 t-o1 t-o3",
        "Observation?_sort=-code&_tag=table, t-o3 t-o1 t-o2 t-bp",
        "'Observation?_sort=code,-value-quantity&_tag=table', t-bp t-o2 t-o3 t-o1",
        "'Observation?_sort=-patient,date&_tag=table', t-o3 t-bp t-o1 t-o2",
        "Patient?_sort=family&_tag=table, t-p1 t-p2",
        "Patient?_sort=-family&_tag=table, t-p2 t-p1",
        "Patient?_sort=-birthdate&_tag=table, t-p2 t-p1",
        "RiskAssessment?_sort=-probability&_tag=table, t-r2 t-r3 t-r1",
        "ValueSet?_sort=url&_tag=table, t-v2 t-v1 t-v3",
    })
    void an_order_holds_and_pages_of_one_show_each_once(String query, String expected) {
        List<String> whole = ids(integration.get("/fhir/" + query).json());
        List<String> paged = new ArrayList<>();
        String next = "/fhir/" + query + "&_count=1";
        while (next != null && paged.size() < 20) {
            JsonNode page = integration.get(next).json();
            paged.addAll(ids(page));
            next = next(page);
        }

        assertThat(String.join(" ", whole)).isEqualTo(expected);
        assertThat(paged).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?_id=t-o1&_include=Observation:subject, t-p1",
        "Observation?_id=t-o1&_include=Observation:subject&_include:iterate=Patient:organization,"
                + " t-org t-p1",
        "Observation?_id=t-o1&_include=*, t-e1 t-p1",
        "Observation?_id=t-o1&_include=Observation:*, t-e1 t-p1",
        "Organization?_id=t-org&_revinclude=Patient:organization"
                + "&_revinclude:iterate=Encounter:patient, t-e1 t-p1",
        "Encounter?_id=t-e1&_revinclude=Observation:*, t-o1",
        "Observation?_id=t-o3&_include:iterate=Observation:has-member, t-o1",
    })
    void what_is_included_comes_once(String query, String expected) {
        JsonNode bundle = integration.get("/fhir/" + query).json();
        List<String> included = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("search").path("mode").asText().equals("include")) {
                included.add(entry.path("resource").path("id").asText());
            }
        }

        assertThat(included.stream().sorted().toList()).isEqualTo(List.of(expected.split(" ")));
    }

    @Test
    void a_compartment_holds_what_is_the_patient_s_and_its_pages_stay_in_it() {
        JsonNode first = integration.get("/fhir/Patient/t-p1/Observation?_count=1").json();
        JsonNode second = integration.get(next(first)).json();

        assertThat(ids(first)).containsExactly("t-o1");
        assertThat(next(first)).contains("/Patient/t-p1/Observation?");
        assertThat(ids(second)).containsExactly("t-o2");
        assertThat(ids(integration.get("/fhir/Patient/t-p1/Observation?code=h").json()))
                .containsExactly("t-o2");
        assertThat(integration.get("/fhir/Encounter/t-e1/Observation").refusals())
                .containsExactly("not-supported");
    }

    @Test
    void what_cannot_be_searched_is_refused_and_an_unknown_parameter_is_told() {
        for (String query :
                List.of(
                        "_has=x",
                        "_has:Observation:nonsense:code=x",
                        "_has:Nonsense:patient:code=x",
                        "_include:recurse=Patient:organization",
                        "_revinclude=*",
                        "_sort=nonsense",
                        "_sort=deceased",
                        "_sort=family,,gender",
                        "gender:missing=maybe",
                        "gender:above=x",
                        "gender:text=x",
                        "identifier:of-type=a%7Cb",
                        "_filter=x",
                        "_text=x",
                        "_id:missing=true",
                        "_page=W10",
                        "_page=WyJhIiwieCJd&_sort=birthdate")) {
            Reply reply = integration.get("/fhir/Patient?" + query);
            assertThat(reply.status()).as(query + reply.text()).isEqualTo(400);
            assertThat(reply.refusals()).as(query).hasSize(1);
        }
        Reply lenient = integration.get("/fhir/Patient?_id=t-p1&nonsense=1");
        assertThat(lenient.json().path("entry").findValuesAsText("mode"))
                .containsExactly("match", "outcome");
    }
}
