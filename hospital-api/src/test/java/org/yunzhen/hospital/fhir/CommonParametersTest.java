package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.AddedParameter;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Several types are searched by the parameters that each of them has. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CommonParametersTest {
    private static final String BOTH = "/fhir?_type=Observation,Procedure&patient=cp-p&";

    private final Http integration = Http.as("integration01");

    /** Those with one id differ in what is asked for, so that one cannot stand for the other. */
    @BeforeEach
    void resources_with_the_same_ids() {
        put("Patient", "cp-p", "\"active\":true");
        observation("cp-1", "b", "\"2024-05-05\"");
        observation("cp-2", "a", "\"2020-01-01\"");
        observation("cp-3", "c", null);
        valueSet("a");
        valueSet("b");
        procedure("cp-1", "a", "2020-02-02");
        procedure("cp-3", "c", "2019-03-03");
    }

    private void valueSet(String code) {
        String include = "{\"system\":\"urn:cp\",\"concept\":[{\"code\":\"" + code + "\"}]}";
        put(
                "ValueSet",
                "cp-" + code,
                "\"status\":\"active\",\"url\":\"http://example.org/cp-%s\",".formatted(code)
                        + "\"compose\":{\"include\":["
                        + include
                        + "]}");
    }

    private void observation(String id, String code, String day) {
        String when = day == null ? "" : ",\"effectiveDateTime\":" + day;
        put("Observation", id, "\"status\":\"final\"," + members(code) + when);
    }

    private void procedure(String id, String code, String day) {
        String when = ",\"performedDateTime\":\"" + day + "\"";
        put("Procedure", id, "\"status\":\"completed\"," + members(code) + when);
    }

    private static String members(String code) {
        return """
        "subject":{"reference":"Patient/cp-p"},
        "code":{"coding":[{"system":"urn:cp","code":"%1$s","display":"text of %1$s"}]},
        "extension":[{"url":"urn:cp-ward","valueString":"ward %1$s"}]"""
                .formatted(code);
    }

    private void put(String type, String id, String members) {
        String json = "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, members);
        Reply reply = integration.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "code=urn:cp%7Ca => Observation/cp-2 Procedure/cp-1",
                "code=urn:cp%7Ca,urn:cp%7Cb => Observation/cp-1 Observation/cp-2 Procedure/cp-1",
                "code:not=c => Observation/cp-1 Observation/cp-2 Procedure/cp-1",
                "code:text=text of a => Observation/cp-2 Procedure/cp-1",
                "date=ge2024 => Observation/cp-1",
                "date=lt2021 => Observation/cp-2 Procedure/cp-1 Procedure/cp-3",
                "date=2020 => Observation/cp-2 Procedure/cp-1",
                "date:missing=true => Observation/cp-3",
                "date:missing=false&code=c => Procedure/cp-3",
                "status=completed => Procedure/cp-1 Procedure/cp-3",
                "subject:Patient=cp-p&code=b => Observation/cp-1",
                "encounter:missing=true&code=a => Observation/cp-2 Procedure/cp-1",
                "subject=Patient/cp-nobody => -",
                "code:in=http://example.org/cp-a => Observation/cp-2 Procedure/cp-1",
                "code:in=http://example.org/cp-a,ValueSet/cp-b => Observation/cp-1 Observation/cp-2 Procedure/cp-1",
                "code:not-in=http://example.org/cp-a => Observation/cp-1 Observation/cp-3 Procedure/cp-3",
                "code:in=http://example.org/cp-a&date=lt2020-02 => Observation/cp-2",
            })
    void what_matches_by_the_parameter_of_its_own_type_is_found_page_by_page(
            String query, String expected) {
        Reply whole = integration.get(BOTH + query.replace(" ", "%20"));
        List<String> paged = new ArrayList<>();
        Reply page = integration.get(BOTH + query.replace(" ", "%20") + "&_count=1");
        for (String next = next(page.json()); next != null; next = next(page.json())) {
            paged.addAll(found(page));
            page = integration.get(next);
        }
        paged.addAll(found(page));

        assertThat(whole.status()).as(whole.text()).isEqualTo(200);
        assertThat(String.join(" ", found(whole))).isEqualTo(expected.equals("-") ? "" : expected);
        assertThat(paged).isEqualTo(found(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "code:above=x => 400 unsupported-modifier",
                "date:in=http://hl7.org/fhir/ValueSet/languages => 400 unsupported-modifier",
                "code:in=http://example.org/none => 404 unknown-value-set",
                "patient.name=x => 400 unsupported-parameter",
                "date=x => 400 invalid-parameter",
                "value-quantity=5 => 400 unknown-parameter",
                "recorded-date=2020 => 400 unknown-parameter",
            })
    void what_not_all_of_them_can_be_asked_is_refused(String query, String expected) {
        Reply reply = integration.with("Prefer", "handling=strict").get(BOTH + query);

        assertThat(reply.status() + " " + String.join(" ", reply.refusals())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ward a,Observation/cp-2 Procedure/cp-1", "ward b,Observation/cp-1"})
    void what_a_tenant_has_added_to_both_is_asked_of_both(String ward, String expected) {
        String base = "\"base\":[\"Observation\",\"Procedure\"]";
        String definition =
                AddedParameter.json(
                                "cp-ward",
                                "Observation",
                                "string",
                                "Observation.extension.where(url='urn:cp-ward').value"
                                        + " | Procedure.extension.where(url='urn:cp-ward').value")
                        .replace("\"base\":[\"Observation\"]", base);
        assertThat(definition).contains(base);
        integration.put("/fhir/SearchParameter/cp-ward", definition);
        AddedParameter.awaitComplete(integration, "cp-ward");

        Reply reply = integration.get(BOTH + "cp-ward=" + ward.replace(" ", "%20"));

        assertThat(String.join(" ", found(reply))).as(reply.text()).isEqualTo(expected);
    }

    private static List<String> found(Reply bundle) {
        List<String> found = new ArrayList<>();
        for (JsonNode entry : bundle.json().path("entry")) {
            JsonNode resource = entry.path("resource");
            found.add(resource.path("resourceType").asText() + "/" + resource.path("id").asText());
        }
        return found;
    }
}
