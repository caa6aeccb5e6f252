package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Pages;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Composite parameters find what has all parts in one component (R4 section 3.1.1.4.15). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CompositeTest {
    private static final String UCUM = "http://unitsofmeasure.org";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_small_world() {
        pressure("mmhg", quantity("150", "mm[Hg]"), quantity("70", "mm[Hg]"));
        pressure("kpa", quantity("20.0", "kPa"), quantity("9.3", "kPa"));
        pressure("crossed", quantity("70", "mm[Hg]"), quantity("150", "mm[Hg]"));
        pressure("plain", "'value':150,'unit':'mm[Hg]'", "'value':70,'unit':'mm[Hg]'");
        document("old", "");
        document("new", ",'relatesTo':[{'code':'replaces','target':{'reference':'%s'}}]");
        document("sign", ",'relatesTo':[{'code':'signs','target':{'reference':'%s/_history/1'}}]");
        put(
                "DocumentReference/cp-far",
                "'status':'current','content':[{'attachment':{'title':'x'}}],'relatesTo':[{'code':'replaces',"
                        + "'target':{'reference':'http://other.example/fhir/DocumentReference/cp-far'}}]");
        group("woman", trait("sex", "'valueCodeableConcept':{'coding':[{'code':'f'}]}"));
        group(
                "sized",
                trait("sex", "'valueQuantity':{'value':1}"),
                trait("is", "'valueBoolean':true"));
        terms("adult", "'valueRange':{'low':{%s}}".formatted(quantity("18", "a")));
        // the other range begins as this one, and has no end
        terms(
                "child",
                "'valueRange':{'low':{%1$s},'high':{%2$s}}},{'code':{'code':'focus'},'valueRange':{'low':{%1$s}}"
                        .formatted(quantity("1", "a"), quantity("17", "a")));
        terms("six", "'valueQuantity':{%s}".formatted(quantity("72", "mo")));
    }

    private static String quantity(String value, String code) {
        return "'value':%s,'system':'%s','code':'%s'".formatted(value, UCUM, code);
    }

    private void pressure(String id, String systolic, String diastolic) {
        put(
                "Observation/cp-" + id,
                ("'status':'final','meta':{'tag':[{'code':'cp'}]},'code':{'coding':[{'code':'bp'}]},'component':["
                                + "{'code':{'coding':[{'system':'urn:cp','code':'sys'}]},'valueQuantity':{%s}},"
                                + "{'code':{'coding':[{'system':'urn:cp','code':'dia'}]},'valueQuantity':{%s}}]")
                        .formatted(systolic, diastolic));
    }

    private void document(String id, String relation) {
        put(
                "DocumentReference/cp-" + id,
                "'status':'current','content':[{'attachment':{'title':'x'}}]"
                        + relation.formatted("DocumentReference/cp-old"));
    }

    private static String trait(String code, String value) {
        return "{'code':{'coding':[{'code':'%s'}]},%s,'exclude':false}".formatted(code, value);
    }

    private void group(String id, String... traits) {
        String all = String.join(",", traits);
        put("Group/cp-" + id, "'type':'person','actual':false,'characteristic':[" + all + "]");
    }

    private void terms(String id, String value) {
        put(
                "ValueSet/cp-" + id,
                "'status':'draft','url':'urn:cp:%s','useContext':[{'code':{'code':'age'},%s}]"
                        .formatted(id, value));
    }

    private void put(String reference, String body) {
        String[] parts = reference.split("/");
        String json = "{'resourceType':'%s','id':'%s',%s}".formatted(parts[0], parts[1], body);
        Reply reply = integration.put("/fhir/" + reference, json.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "Observation?_tag=cp&component-code-value-quantity=sys$gt140|UCUM|mm[Hg] => kpa mmhg",
                "Observation?_tag=cp&component-code-value-quantity=urn:cp|sys$gt18|UCUM|kPa => kpa mmhg",
                "Observation?_tag=cp&component-code-value-quantity=dia$gt140|UCUM|mm[Hg] => crossed",
                "Observation?_tag=cp&component-code-value-quantity=sys$150|UCUM|mm[Hg] => mmhg kpa",
                "Observation?_tag=cp&component-code-value-quantity=sys$20.0|UCUM|kPa => mmhg kpa",
                "Observation?_tag=cp&component-code-value-quantity=sys$20.000|UCUM|kPa => kpa",
                "Observation?_tag=cp&component-code-value-quantity=sys$ne150|UCUM|mm[Hg] => crossed",
                "Observation?_tag=cp&component-code-value-quantity=sys$gt140||mm[Hg] => mmhg plain",
                "Observation?_tag=cp&component-code-value-quantity=sys$150 => mmhg plain",
                "Observation?_tag=cp&combo-code-value-quantity=dia$lt10|UCUM|kPa => kpa mmhg",
                "Observation?_tag=cp&component-code-value-quantity=sys$gt140|UCUM|mm[Hg],dia$gt140|UCUM|mm[Hg]"
                        + " => crossed kpa mmhg",
                "DocumentReference?relationship=DocumentReference/cp-old$replaces => new",
                "DocumentReference?relationship=cp-old$signs => sign",
                "DocumentReference?relationship=cp-old$appends => -",
                "DocumentReference?relationship=BASE/DocumentReference/cp-old$replaces => new",
                "DocumentReference?relationship=BASE/DocumentReference/cp-old/_history/2$replaces => new",
                "DocumentReference?relationship=DocumentReference/cp-old/_history/2$signs => sign",
                "DocumentReference?relationship=DocumentReference/cp-ol$signs => -",
                "DocumentReference?relationship=http://other.example/fhir/DocumentReference/cp-old$signs => -",
                "DocumentReference?relationship=http://other.example/fhir/DocumentReference/cp-far$replaces => far",
                "DocumentReference?relationship=Patient/cp-old$replaces => -",
                "DocumentReference?relationship=cp-old$RELATION|replaces => new",
                "DocumentReference?relationship=cp-old$RELATION| => new sign",
                "DocumentReference?relationship=cp-old$|replaces => -",
                "DocumentReference?relationship=cp-old$urn:other|replaces => -",
                "DocumentReference?relationship=cp-new$replaces,BASE/DocumentReference/cp-old$signs => sign",
                "Group?characteristic-value=sex$f => woman",
                "Group?characteristic-value=is$true => sized",
                "Group?characteristic-value=sex$true => -",
                "ValueSet?context-type-quantity=age$6|UCUM|a => six",
                "ValueSet?context-type-quantity=age$ge17|UCUM|a => adult child",
                "ValueSet?context-type-quantity=age$lt1000|UCUM|mo => adult child six",
                "ValueSet?context-type-quantity=age$gt17|UCUM|a => adult",
                "ValueSet?context-type-quantity=focus$gt17|UCUM|a => child",
            })
    void one_component_has_all_parts_in_whatever_unit(String search, String expected) {
        int parameters = search.indexOf('?') + 1;
        String query =
                Stream.of(search.substring(parameters).split("&"))
                        .map(CompositeTest::encoded)
                        .collect(Collectors.joining("&"));

        TreeSet<String> ids = new TreeSet<>();
        Pages.ids(integration, "/fhir/" + search.substring(0, parameters) + query).stream()
                .filter(id -> id.startsWith("cp-"))
                .forEach(id -> ids.add(id.substring("cp-".length())));

        String[] wanted = expected.equals("-") ? new String[0] : expected.split(" ");
        assertThat(ids).containsExactlyInAnyOrder(wanted);
    }

    private static String encoded(String parameter) {
        String[] parts = parameter.split("=", 2);
        String value =
                parts[1].replace("UCUM", UCUM)
                        .replace("RELATION", "http://hl7.org/fhir/document-relationship-type")
                        .replace("BASE", SearchTableWorld.base());
        return parts[0] + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
