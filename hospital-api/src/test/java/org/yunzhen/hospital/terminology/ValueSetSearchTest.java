package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code :in} and {@code :not-in} of tokens (R4 section 3.1.1.4.10). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ValueSetSearchTest {
    private static final String SYSTEM = "urn:vsearch:system";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void a_small_world() {
        put(
                "CodeSystem",
                "vsearch",
                "'url':'%s','status':'active','content':'complete','concept':[{'code':'animal','concept':[{'code':'dog'},{'code':'cat'}]},{'code':'stone'}]"
                        .formatted(SYSTEM));
        valueSet(
                "animals",
                "{'system':'%s','filter':[{'property':'concept','op':'is-a','value':'animal'}]}");
        valueSet("all", "{'system':'%s'}");
        valueSet("stones", "{'system':'%s','concept':[{'code':'stone'}]}");
        valueSet("loinc", "{'system':'http://loinc.org'}");
        valueSet("weights", "{'system':'http://loinc.org','concept':[{'code':'w'}]}");
        valueSet(
                "untold",
                "{'system':'http://loinc.org','filter':[{'property':'concept','op':'is-a','value':'w'}]}");
        put("Patient", "vsearch-p", "'gender':'female'");
        basic("dog", "'coding':[{'system':'%s','code':'dog'}]".formatted(SYSTEM));
        basic("stone", "'coding':[{'system':'%s','code':'stone'}]".formatted(SYSTEM));
        basic("bogus", "'coding':[{'system':'%s','code':'bogus'}]".formatted(SYSTEM));
        basic("bare", "'coding':[{'code':'dog'}]");
        basic(
                "both",
                "'coding':[{'system':'%s','code':'stone'},{'system':'http://loinc.org','code':'w'}]"
                        .formatted(SYSTEM));
        basic("text", "'text':'dog'");
    }

    private void valueSet(String name, String include) {
        put(
                "ValueSet",
                "vsearch-" + name,
                "'url':'urn:vsearch:%s','version':'1','status':'active','compose':{'include':[%s]}"
                        .formatted(name, include.formatted(SYSTEM)));
    }

    private void basic(String id, String code) {
        put(
                "Basic",
                "vs-" + id,
                "'identifier':[{'system':'urn:vsearch','value':'world'}],'code':{%s},'subject':{'reference':'Patient/vsearch-p'}"
                        .formatted(code));
    }

    private void put(String type, String id, String members) {
        String json =
                "{'resourceType':'%s','id':'%s',%s}"
                        .formatted(type, id, members)
                        .replace('\'', '"');
        Reply reply = integration.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    private Reply search(Http caller, String query) {
        int question = query.indexOf('?') + 1;
        StringBuilder encoded = new StringBuilder(query.substring(0, question));
        for (String pair : query.substring(question).split("&")) {
            int equals = pair.indexOf('=');
            encoded.append(pair, 0, equals + 1)
                    .append(URLEncoder.encode(pair.substring(equals + 1), StandardCharsets.UTF_8))
                    .append('&');
        }
        return caller.get("/fhir/" + encoded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "code:in=urn:vsearch:animals => dog",
                "code:in=urn:vsearch:animals|1 => dog",
                "code:in=ValueSet/vsearch-animals => dog",
                "code:in=BASE/ValueSet/vsearch-animals => dog",
                "code:in=urn:vsearch:all => both dog stone",
                "code:in=urn:vsearch:animals,urn:vsearch:stones => both dog stone",
                "code:in=urn:vsearch:loinc => both",
                "code:in=urn:vsearch:weights => both",
                "code:not-in=urn:vsearch:animals => bare bogus both stone text",
                "code:not-in=urn:vsearch:animals,urn:vsearch:stones => bare bogus text",
                "code:not-in=urn:vsearch:loinc => bare bogus dog stone text",
                "code:in=urn:vsearch:stones&code:in=urn:vsearch:weights => both",
                "code:in=urn:vsearch:stones&code:not-in=urn:vsearch:weights => stone",
                "subject:Patient.gender:in=http://hl7.org/fhir/ValueSet/administrative-gender"
                        + " => bare bogus both dog stone text",
                "subject:Patient.gender:not-in=http://hl7.org/fhir/ValueSet/administrative-gender => -"
            })
    void a_code_is_found_by_the_value_set_it_is_in(String query, String expected) {
        String asked = query.replace("BASE", Http.address() + "/fhir");
        Reply reply = search(integration, "Basic?identifier=urn:vsearch|world&" + asked);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode entry : reply.json().path("entry")) {
            ids.add(entry.path("resource").path("id").asText().substring("vs-".length()));
        }
        assertThat(ids.isEmpty() ? "-" : String.join(" ", ids)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Basic?code:in=urn:vsearch:nowhere,404,unknown-value-set",
        "Basic?code:in=urn:vsearch:animals|2,404,unknown-value-set",
        "Basic?code:not-in=ValueSet/vsearch-nowhere,404,unknown-value-set",
        "Basic?code:in=,400,invalid-parameter",
        "Basic?code:in=urn:vsearch:untold,422,not-expandable",
        "Patient?family:in=urn:vsearch:animals,400,unsupported-modifier",
        "Basic?subject:in=urn:vsearch:animals,400,unsupported-modifier",
        "Basic?_type=Basic&code:in=urn:vsearch:animals,400,unsupported-parameter"
    })
    void what_cannot_be_told_is_refused(String query, int status, String refusal) {
        Reply reply = search(integration, query);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.refusals()).containsExactly(refusal);
    }

    @Test
    void more_value_sets_than_a_search_may_ask_for_are_refused() {
        String many =
                IntStream.rangeClosed(0, 20)
                        .mapToObj(i -> "urn:vsearch:many-" + i)
                        .collect(Collectors.joining(","));
        assertThat(search(integration, "Basic?code:in=" + many).refusals())
                .containsExactly("search-too-costly");
        String one = String.join(",", Collections.nCopies(50, "urn:vsearch:animals"));
        assertThat(search(integration, "Basic?code:in=" + one).status()).isEqualTo(200);
    }

    @Test
    void a_value_set_of_a_tenant_is_not_there_for_strangers() {
        Reply reply = search(Http.anonymous(), "CodeSystem?jurisdiction:in=urn:vsearch:animals");

        assertThat(reply.refusals()).containsExactly("unknown-value-set");
    }

    @Test
    void a_value_set_that_changed_finds_other_codes_at_once() {
        valueSet("changing", "{'system':'%s','concept':[{'code':'dog'}]}");
        assertThat(search(integration, "Basic?_id=vs-dog&code:in=urn:vsearch:changing").text())
                .contains("vs-dog");

        valueSet("changing", "{'system':'%s','concept':[{'code':'cat'}]}");

        assertThat(search(integration, "Basic?_id=vs-dog&code:in=urn:vsearch:changing").text())
                .doesNotContain("\"vs-dog\"");
    }
}
