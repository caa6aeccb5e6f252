package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** Searches of several types, and of all that stands in a patient's compartment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TypesSearchTest {
    private static final String OF_TWO = "\"subject\":{\"reference\":\"Patient/ts-p\"}";

    private final Http integration = Http.as("integration01");

    @BeforeEach
    void resources_of_several_types() {
        put("Patient", "ts-p", "\"active\":true");
        put("Basic", "ts-b", "\"code\":{\"text\":\"x\"}");
        put("Condition", "ts-c", OF_TWO);
        put("Observation", "ts-o1", "\"status\":\"final\",\"code\":{\"text\":\"x\"}," + OF_TWO);
        put("Observation", "ts-o2", "\"status\":\"final\",\"code\":{\"text\":\"x\"}," + OF_TWO);
        put("Organization", "ts-org", "\"name\":\"x\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "_tag=urn:t%7Ctypes => ts-b ts-c ts-o1 ts-o2 ts-org ts-p",
                "_type=Patient,Observation&_tag=types => ts-o1 ts-o2 ts-p",
                "_type=Observation&_tag=types => ts-o1 ts-o2",
                "_id=ts-c,ts-p => ts-c ts-p",
                "_type=Observation,Condition&_id=ts-c,ts-p => ts-c",
                "_tag=types&_tag:not=of-ts-c => ts-b ts-o1 ts-o2 ts-org ts-p",
                "_tag=of-ts-c,of-ts-b => ts-b ts-c",
                "_security=urn:s%7Cts-p => ts-p",
                "_profile=http://acme.test/ts-b => ts-b",
                "_profile:below=http://acme.test&_tag=types => ts-b ts-c ts-o1 ts-o2 ts-org ts-p",
                "_source=urn:source:ts-o1 => ts-o1",
                "_tag=types&_source:missing=true => -",
                "_tag=types&_lastUpdated=gt2020 => ts-b ts-c ts-o1 ts-o2 ts-org ts-p",
                "_tag=types&_lastUpdated=lt2020 => -",
                "_tag=types&_sort=_lastUpdated => ts-p ts-b ts-c ts-o1 ts-o2 ts-org",
                "_tag=types&_sort=-_lastUpdated => ts-org ts-o2 ts-o1 ts-c ts-b ts-p",
            })
    void a_search_of_several_types_finds_and_its_pages_of_one_show_each_once(
            String query, String expected) {
        Reply whole = integration.get("/fhir?" + query + "&_count=100");
        List<String> paged = new ArrayList<>();
        String next = "/fhir?" + query + "&_count=1";
        while (next != null && paged.size() < 20) {
            JsonNode page = integration.get(next).json();
            paged.addAll(ids(page));
            next = next(page);
        }

        assertThat(whole.status()).as(whole.text()).isEqualTo(200);
        assertThat(String.join(" ", ids(whole.json())))
                .isEqualTo(expected.equals("-") ? "" : expected);
        assertThat(whole.json().path("total").asInt()).isEqualTo(paged.size());
        assertThat(paged).isEqualTo(ids(whole.json()));
    }

    @Test
    void it_can_be_asked_by_post_and_in_a_batch_and_for_the_number_alone() {
        Reply posted = integration.form("/fhir/_search", "_type=Basic,Patient&_tag=types");
        JsonNode counted = integration.get("/fhir?_tag=types&_summary=count").json();
        JsonNode total = integration.get("/fhir?_tag=types&_count=2&_total=accurate").json();
        Reply batch =
                integration.post(
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"batch","entry":[
                         {"request":{"method":"GET","url":"?_type=Basic&_tag=types"}}]}""");

        assertThat(ids(posted.json())).containsExactly("ts-b", "ts-p");
        assertThat(counted.path("total").asInt()).isEqualTo(6);
        assertThat(counted.has("entry")).isFalse();
        assertThat(total.path("total").asInt()).isEqualTo(6);
        assertThat(ids(batch.json().path("entry").path(0).path("resource")))
                .containsExactly("ts-b");
    }

    @Test
    void a_compartment_is_searched_whole_and_by_type_and_its_pages_stay_in_it() {
        JsonNode whole = integration.get("/fhir/Patient/ts-p/*").json();
        JsonNode first = integration.get("/fhir/Patient/ts-p/*?_count=3").json();
        JsonNode some = integration.get("/fhir/Patient/ts-p/*?_type=Condition").json();

        assertThat(ids(whole)).containsExactly("ts-c", "ts-o1", "ts-o2", "ts-p");
        assertThat(next(first)).startsWith("/fhir/Patient/ts-p/*?");
        assertThat(ids(integration.get(next(first)).json())).containsExactly("ts-p");
        assertThat(ids(some)).containsExactly("ts-c");
        assertThat(integration.get("/fhir/Encounter/x/*").refusals())
                .containsExactly("not-supported");
    }

    @Test
    void a_compartment_is_searched_by_a_form_as_well() {
        Reply whole = integration.form("/fhir/Patient/ts-p/_search", "_count=3");
        Reply some = integration.form("/fhir/Patient/ts-p/Condition/_search", "_tag=types");

        assertThat(ids(whole.json())).containsExactly("ts-c", "ts-o1", "ts-o2");
        assertThat(next(whole.json())).startsWith("/fhir/Patient/ts-p/*?");
        assertThat(ids(some.json())).containsExactly("ts-c");
        assertThat(integration.get("/fhir/Patient/ts-p/Condition/_search").status()).isEqualTo(405);
        assertThat(integration.form("/fhir/Patient/ts-p/Nonsense/_search", "").status())
                .isEqualTo(404);
        assertThat(integration.form("/fhir/Encounter/x/Condition/_search", "").refusals())
                .containsExactly("not-supported");
    }

    @Test
    void a_form_names_the_format_of_a_search_of_several_types() {
        Reply posted = integration.form("/fhir/_search", "_type=Basic&_tag=types&_format=xml");

        assertThat(posted.header("Content-Type")).isEqualTo("application/fhir+xml;charset=utf-8");
    }

    @Test
    void each_type_is_narrowed_to_what_the_caller_may_see() {
        integration.put(
                "/fhir/Patient/patient106", "{\"resourceType\":\"Patient\",\"id\":\"patient106\"}");
        Http patient = Http.as("patient106");
        Reply without = Http.anonymous().get("/fhir?_type=Patient");

        JsonNode found =
                patient.get("/fhir?_type=Patient,Organization&_id=ts-org,ts-p,patient106").json();
        assertThat(ids(found)).containsExactly("ts-org", "patient106");
        assertThat(patient.get("/fhir?_tag=types").json().path("total").asInt()).isEqualTo(1);
        assertThat(ids(patient.get("/fhir?_type=Patient").json())).containsExactly("patient106");
        assertThat(patient.get("/fhir?_type=Patient,StructureMap").status()).isEqualTo(403);
        assertThat(without.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "_type=Nonsense => 400 invalid-parameter",
                "_type= => 400 invalid-parameter",
                "_type=Patient&_type=Basic => 400 repeated-parameter",
                "_type=AuditEvent => 422 not-supported",
                "_sort=name => 400 unsupported-parameter",
                "_include=Patient:organization => 400 unsupported-parameter",
                "_has:Observation:patient:code=x => 400 unsupported-parameter",
                "_filter=x => 400 unsupported-parameter",
                "_tag:above=x => 400 unsupported-modifier",
                "_id=%27 => 400 invalid-parameter",
                "_count=x => 400 invalid-parameter",
                "_page=WyJhIiwieCJd => 400 invalid-page",
            })
    void what_cannot_be_searched_is_refused(String query, String expected) {
        Reply reply = integration.get("/fhir?" + query);

        assertThat(reply.status() + " " + String.join(" ", reply.refusals())).isEqualTo(expected);
    }

    @Test
    void a_parameter_of_one_type_is_told_to_be_ignored_or_refused() {
        JsonNode lenient = integration.get("/fhir?_id=ts-p&name=x").json();
        Reply strict = integration.with("Prefer", "handling=strict").get("/fhir?_id=ts-p&name=x");

        assertThat(lenient.path("entry").findValuesAsText("mode"))
                .containsExactly("match", "outcome");
        assertThat(strict.status()).isEqualTo(400);
    }

    private static List<String> ids(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            ids.add(entry.path("resource").path("id").asText());
        }
        return ids;
    }

    /** Written once: the order of the last changes is the order in which they were written. */
    private void put(String type, String id, String members) {
        if (integration.get("/fhir/" + type + "/" + id).status() == 200) {
            return;
        }
        String json =
                """
                {"resourceType":"%s","id":"%s",
                 "meta":{"tag":[{"system":"urn:t","code":"types"},{"code":"of-%s"}],
                         "security":[{"system":"urn:s","code":"%s"}],
                         "profile":["http://acme.test/%s"],"source":"urn:source:%s"},%s}"""
                        .formatted(type, id, id, id, id, id, members);
        Reply reply = integration.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }
}
