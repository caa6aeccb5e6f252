package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Quantities by the canonical form of their units (R4 section 3.1.1.4.11). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuantityUnitsTest {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String OF_UCUM = "'value':%s,'system':'" + UCUM + "','code':'%s'";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_small_world() {
        put("milli", OF_UCUM.formatted("5.4", "mmol/L"));
        put("micro", OF_UCUM.formatted("5400", "umol/L"));
        put("near", OF_UCUM.formatted("5.44", "mmol/L"));
        put("mass", OF_UCUM.formatted("100", "mg/dL"));
        put("celsius", OF_UCUM.formatted("37.0", "Cel"));
        put("fahrenheit", OF_UCUM.formatted("98.6", "[degF]"));
        put("acid", OF_UCUM.formatted("7.4", "[pH]"));
        put("said", "'value':5.4,'unit':'mmol/L'");
        put("shown", "'value':5.4,'system':'" + UCUM + "','unit':'mmol/L'");
        put("below", OF_UCUM.formatted("5", "mmol/L") + ",'comparator':'<'");
        put("minute", OF_UCUM.formatted("72", "/min"));
    }

    private void put(String id, String quantity) {
        String json =
                ("{'resourceType':'Observation','id':'qu-%s','status':'final','meta':{'tag':[{'code':'qu'}]},"
                                + "'code':{'coding':[{'code':'qu'}]},'valueQuantity':{%s}}")
                        .formatted(id, quantity)
                        .replace('\'', '"');
        Reply reply = integration.put("/fhir/Observation/qu-" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "value-quantity=5.4|UCUM|mmol/L => micro milli near shown",
                "value-quantity=5.40|UCUM|mmol/L => micro milli shown",
                "value-quantity=5400|UCUM|umol/L => micro milli shown",
                "value-quantity=5.4e3|UCUM|umol/L => micro milli shown",
                "value-quantity=0.0054|UCUM|mol/L => micro milli near shown",
                "value-quantity=ge5400|UCUM|umol/L => micro milli near shown",
                "value-quantity=gt5400|UCUM|umol/L => near",
                "value-quantity=lt0.0054|UCUM|mol/L => below",
                "value-quantity=le5.4|UCUM|mmol/L => below micro milli shown",
                "value-quantity=ap5000|UCUM|umol/L => below micro milli near shown",
                "value-quantity=ne5.40|UCUM|mmol/L => below near",
                "value-quantity=1|UCUM|g/L => mass",
                "value-quantity=37.0|UCUM|Cel => celsius fahrenheit",
                "value-quantity=98.6|UCUM|[degF] => celsius fahrenheit",
                "value-quantity=7.4|UCUM|[pH] => acid",
                "value-quantity=7.4|UCUM|mol/L => -",
                "value-quantity=1.2|UCUM|Hz => minute",
                "value-quantity=ge1.2|UCUM|/s => minute",
                "value-quantity=le1.2|UCUM|/s => minute",
                "value-quantity=5|UCUM|foo => -",
                "value-quantity=5.4||mmol/L => milli near said shown",
                "value-quantity=5.4|UCUM| => milli near shown",
                "value-quantity=5.4 => milli near said shown",
                "value-quantity=5.4|UCUM|mmol/L,100|UCUM|mg/dL => mass micro milli near shown",
                "code-value-quantity=qu$5.4|UCUM|mmol/L => micro milli near shown"
            })
    void a_quantity_is_found_in_whatever_unit_it_was_measured(String query, String expected) {
        int value = query.indexOf('=') + 1;
        String asked = query.substring(value).replace("UCUM", UCUM);
        Reply reply =
                integration.get(
                        "/fhir/Observation?_tag=qu&"
                                + query.substring(0, value)
                                + URLEncoder.encode(asked, StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode entry : reply.json().path("entry")) {
            ids.add(entry.path("resource").path("id").asText().substring("qu-".length()));
        }
        assertThat(ids.isEmpty() ? "-" : String.join(" ", ids)).isEqualTo(expected);
    }
}
