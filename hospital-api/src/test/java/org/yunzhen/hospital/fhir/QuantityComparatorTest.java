package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * A quantity with a comparator is the range that it stands for (R4 sections 2.24.0.2 and
 * 3.1.1.4.5): less than 5 is never 5, nor more.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuantityComparatorTest {
    private static final String UCUM = "http://unitsofmeasure.org";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_small_world() {
        put("exact", "");
        put("below", ",'comparator':'<'");
        put("atmost", ",'comparator':'<='");
        put("atleast", ",'comparator':'>='");
        put("above", ",'comparator':'>'");
    }

    /** The first component says what is sought, the second the same number of another code. */
    private void put(String id, String comparator) {
        String quantity = "'value':5,'system':'" + UCUM + "','code':'mg'";
        String json =
                ("{'resourceType':'Observation','id':'qc-%s','status':'final','meta':{'tag':[{'code':'qc'}]},"
                                + "'code':{'coding':[{'code':'qc'}]},'valueQuantity':{%2$s%3$s},'component':["
                                + "{'code':{'coding':[{'code':'a'}]},'valueQuantity':{%2$s%3$s}},"
                                + "{'code':{'coding':[{'code':'b'}]},'valueQuantity':{%2$s}}]}")
                        .formatted(id, quantity, comparator)
                        .replace('\'', '"');
        Reply reply = integration.put("/fhir/Observation/qc-" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "5 => exact",
                "eq5 => exact",
                "ne5 => above atleast atmost below",
                "gt5 => above atleast",
                "ge5 => above atleast atmost exact",
                "lt5 => atmost below",
                "le5 => atleast atmost below exact",
                "sa5 => above",
                "eb5 => below",
                "gt4.999 => above atleast atmost below exact",
                "ge4.999 => above atleast atmost below exact",
                "sa4.999 => above atleast exact",
                "lt4.999 => atmost below",
                "eb5.001 => atmost below exact",
                "lt5.001 => above atleast atmost below exact",
                "gt5.001 => above atleast",
                "gt1000000 => above atleast",
                "lt-1000000 => atmost below",
                "ap5 => above atleast atmost below exact",
                "ap7 => above atleast",
                "ap3 => atmost below",
                "eq0 => -",
                "eq7 => -",
                "ne7 => above atleast atmost below exact",
            })
    void what_a_comparator_leaves_open_is_searched_as_a_range(String value, String expected) {
        for (String unit : new String[] {"", "||mg", "|" + UCUM + "|mg"}) {
            assertThat(ids("value-quantity", value + unit)).isEqualTo(expected);
            assertThat(ids("component-code-value-quantity", "a$" + value + unit))
                    .isEqualTo(expected);
        }
        assertThat(ids("value-quantity", value + "e-3|" + UCUM + "|g")).isEqualTo(expected);
        assertThat(ids("code-value-quantity", "qc$" + value + "|" + UCUM + "|mg"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"gt", "gtx", "<5", "gt5||mg||", "5|mg"})
    void what_is_no_quantity_is_refused(String value) {
        String asked = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String search = "/fhir/Observation?component-code-value-quantity=a$";
        assertThat(integration.get("/fhir/Observation?value-quantity=" + asked).status())
                .isEqualTo(400);
        assertThat(integration.get(search + asked).status()).isEqualTo(400);
    }

    private String ids(String parameter, String value) {
        String asked = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String search = "/fhir/Observation?_tag=qc&" + parameter + "=" + asked;
        String ids = String.join(" ", found(integration, search)).replace("qc-", "");
        return ids.isEmpty() ? "-" : ids;
    }
}
