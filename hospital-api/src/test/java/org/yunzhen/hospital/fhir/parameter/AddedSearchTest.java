package org.yunzhen.hospital.fhir.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yunzhen.hospital.testing.AddedParameter.add;
import static org.yunzhen.hospital.testing.AddedParameter.awaitComplete;
import static org.yunzhen.hospital.testing.AddedParameter.found;
import static org.yunzhen.hospital.testing.AddedParameter.json;
import static org.yunzhen.hospital.testing.AddedParameter.status;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** A tenant adds search parameters while the service runs, and searches by them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AddedSearchTest {
    private static final String URL = "http://example.org/";

    private final Http integration = Http.as("integration01");

    /** Extensions of the hospital's own, as one parameter of each type finds them. */
    private static Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("as-eye", "token");
        all.put("as-nick", "string");
        all.put("as-enrolled", "date");
        all.put("as-ward", "reference");
        all.put("as-score", "number");
        all.put("as-dose", "quantity");
        all.put("as-link", "uri");
        return all;
    }

    private static String definition(String code, String type) {
        String expression = "Patient.extension.where(url='" + URL + code + "').value";
        String text = json(code, "Patient", type, expression);
        return type.equals("reference")
                ? text.replace("\"base\"", "\"target\":[\"Organization\"],\"base\"")
                : text;
    }

    private static String patient(String id, String nick, String eye, String day, int score) {
        return """
        {"resourceType":"Patient","id":"%1$s","active":true,"extension":[
          {"url":"%6$sas-eye","valueCoding":{"system":"urn:eyes","code":"%3$s"}},
          {"url":"%6$sas-nick","valueString":"%2$s"},
          {"url":"%6$sas-enrolled","valueDate":"%4$s"},
          {"url":"%6$sas-ward","valueReference":{"reference":"Organization/as-org"}},
          {"url":"%6$sas-score","valueInteger":%5$d},
          {"url":"%6$sas-dose","valueQuantity":{"value":%5$d,"system":"http://unitsofmeasure.org","code":"mg"}},
          {"url":"%6$sas-link","valueUri":"%6$sdocs/%1$s"},
          {"url":"%6$sother","valueString":"Nobody"}]}"""
                .formatted(id, nick, eye, day, score, URL);
    }

    private static String entry(String type, String id, String resource) {
        return "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"%s/%s\"}}"
                .formatted(resource, type, id);
    }

    /** The parameters, and a patient that has them, in one transaction. */
    private void addAll() {
        List<String> entries = new ArrayList<>();
        parameters()
                .forEach(
                        (code, type) ->
                                entries.add(
                                        entry("SearchParameter", code, definition(code, type))));
        entries.add(entry("Patient", "as-3", patient("as-3", "Lin", "green", "2026-03-03", 30)));
        Reply reply =
                integration.post(
                        "/fhir",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                                + String.join(",", entries)
                                + "]}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private void put(String type, String id, String json) {
        Reply reply = integration.put("/fhir/" + type + "/" + id, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }

    @Test
    void the_capability_statement_lists_a_parameter_as_long_as_it_can_be_searched_by() {
        String before = integration.get("/fhir/metadata").header("ETag");
        assertThat(listed("/fhir", "as-listed")).isEmpty();
        String definition = json("as-listed", "Basic", "reference", "Basic.extension.value");
        add(integration, definition.replace("\"base\"", "\"target\":[\"Patient\"],\"base\""));
        awaitComplete(integration, "as-listed");

        await().until(() -> !listed("/fhir", "as-listed").isEmpty());
        assertThat(listed("/fhir", "as-listed"))
                .containsExactly("http://example.org/SearchParameter/as-listed reference");
        assertThat(listed("/t/site/fhir", "as-listed")).isEmpty();
        Reply xml = integration.with("Accept", "application/fhir+xml").get("/fhir/metadata");
        assertThat(xml.text()).contains("as-listed", "Basic:as-listed");
        assertThat(xml.header("ETag")).isNotEqualTo(before);

        assertThat(integration.delete("/fhir/SearchParameter/as-listed").status()).isEqualTo(204);
        await().until(() -> listed("/fhir", "as-listed").isEmpty());
        xml = integration.with("Accept", "application/fhir+xml").get("/fhir/metadata");
        assertThat(xml.text()).doesNotContain("as-listed");
    }

    private static List<String> listed(String root, String code) {
        List<String> listed = new ArrayList<>();
        JsonNode rest = Http.anonymous().get(root + "/metadata").json().path("rest").path(0);
        for (JsonNode resource : rest.path("resource")) {
            for (JsonNode param : resource.path("searchParam")) {
                if (param.path("name").asText().equals(code)) {
                    listed.add(
                            param.path("definition").asText() + " " + param.path("type").asText());
                }
            }
        }
        return listed;
    }

    @Test
    void what_was_there_and_what_comes_is_found_by_parameters_of_every_type() {
        put(
                "Organization",
                "as-org",
                "{\"resourceType\":\"Organization\",\"id\":\"as-org\",\"name\":\"AsWard\"}");
        put("Patient", "as-1", patient("as-1", "Mei", "blue", "2026-01-01", 10));
        put("Patient", "as-2", patient("as-2", "Meili", "brown", "2026-02-02", 20));
        put("Patient", "as-0", "{\"resourceType\":\"Patient\",\"id\":\"as-0\"}");
        put(
                "Observation",
                "as-o",
                """
                {"resourceType":"Observation","id":"as-o","status":"final","code":{"text":"x"},
                 "subject":{"reference":"Patient/as-1"}}""");

        addAll();
        Reply early = integration.get("/fhir/Patient?as-eye=blue");
        assertThat(early.status()).as(early.text()).isEqualTo(503);
        assertThat(early.refusals()).containsExactly("index-incomplete");
        assertThat(early.header("Retry-After")).isNotNull();
        assertThat(integration.get("/fhir/Patient?_sort=as-nick").status()).isEqualTo(503);
        assertThat(integration.get("/fhir/Patient?as-ward.name=AsWard").status()).isEqualTo(503);

        parameters().keySet().forEach(code -> awaitComplete(integration, code));
        assertThat(status(integration, "as-eye")).contains("\"valueCode\":\"Patient\"");
        put("Patient", "as-4", patient("as-4", "Wu", "blue", "2026-04-04", 40));
        put("Patient", "as-2", patient("as-2", "Hua", "brown", "2026-02-02", 20));

        table().forEach(
                        (search, ids) ->
                                assertThat(found(integration, "/fhir/" + search))
                                        .as(search)
                                        .containsExactlyInAnyOrder(ids.split(" ")));
        assertThat(found(integration, "/fhir/Patient?as-nick=mei")).containsExactly("as-1");
        assertThat(found(integration, "/fhir/Patient?as-nick=Nobody")).isEmpty();
        assertThat(found(integration, "/fhir/Patient?as-eye:missing=true"))
                .contains("as-0")
                .doesNotContain("as-1", "as-3", "as-4");
        assertThat(found(integration, "/fhir/Patient?as-nick:missing=true&_id=as-0,as-1"))
                .containsExactly("as-0");
        sorted("as-nick", "as-2", "as-3", "as-1", "as-4");
        sorted("-as-enrolled", "as-4", "as-3", "as-2", "as-1");
        sorted("-as-score", "as-4", "as-3", "as-2", "as-1");
        sorted("as-link", "as-1", "as-2", "as-3", "as-4");
        includes();
        conditional();
    }

    private static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("Patient?as-eye=blue", "as-1 as-4");
        table.put("Patient?as-eye=urn:eyes%7Cgreen", "as-3");
        table.put("Patient?as-eye=urn:eyes%7C&as-score=lt25", "as-1 as-2");
        table.put("Patient?as-eye:not=blue&as-score=gt0", "as-2 as-3");
        table.put("Patient?as-nick:exact=Mei", "as-1");
        table.put("Patient?as-nick:contains=u", "as-2 as-4");
        table.put("Patient?as-enrolled=ge2026-03", "as-3 as-4");
        table.put("Patient?as-enrolled=2026-02-02", "as-2");
        table.put("Patient?as-ward=Organization/as-org", "as-1 as-2 as-3 as-4");
        table.put("Patient?as-ward=as-org&as-score=40", "as-4");
        table.put("Patient?as-ward.name=AsWard&as-eye=blue", "as-1 as-4");
        table.put("Patient?as-dose=0.03%7Chttp://unitsofmeasure.org%7Cg", "as-3");
        table.put("Patient?as-dose=gt25", "as-3 as-4");
        table.put("Patient?as-link=http://example.org/docs/as-1", "as-1");
        table.put("Patient?as-link:below=http://example.org/docs/", "as-1 as-2 as-3 as-4");
        table.put("Patient?as-nick:missing=false", "as-1 as-2 as-3 as-4");
        table.put("Observation?subject:Patient.as-nick=Mei", "as-o");
        table.put("Organization?_has:Patient:as-ward:as-nick=Mei", "as-org");
        table.put("Organization?_has:Patient:as-ward:_has:Observation:patient:_id=as-o", "as-org");
        return table;
    }

    private void sorted(String by, String... ids) {
        List<String> found = new ArrayList<>();
        String path = "/fhir/Patient?as-nick:missing=false&_count=2&_sort=" + by;
        while (path != null) {
            JsonNode page = integration.get(path).json();
            page.path("entry").forEach(e -> found.add(e.path("resource").path("id").asText()));
            path = next(page);
        }
        assertThat(found).as(by).containsExactly(ids);
    }

    private void includes() {
        assertThat(integration.get("/fhir/Patient?as-nick=Mei&_include=Patient:as-ward").text())
                .contains("\"AsWard\"");
        assertThat(
                        integration
                                .get("/fhir/Organization?_id=as-org&_revinclude=Patient:as-ward")
                                .text())
                .contains("\"as-1\"", "\"as-4\"");
        assertThat(integration.get("/fhir/Organization?_id=as-org&_revinclude=Patient:*").text())
                .contains("\"as-1\"");
    }

    private void conditional() {
        Reply there =
                integration
                        .with("If-None-Exist", "as-nick=Mei")
                        .post("/fhir/Patient", "{\"resourceType\":\"Patient\"}");
        assertThat(there.status()).as(there.text()).isEqualTo(200);
        assertThat(there.id()).isEqualTo("as-1");
    }

    @Test
    void a_parameter_may_be_of_several_types_and_of_what_stands_beside_a_primitive() {
        put(
                "Practitioner",
                "as-d",
                """
                {"resourceType":"Practitioner","id":"as-d","birthDate":"1980-01-01",
                 "_birthDate":{"extension":[{"url":"%sborn","valueDateTime":"1980-01-01T08:00:00Z"}]}}"""
                        .formatted(URL));
        String expression =
                "Practitioner.birthDate.extension('%1$sborn').value | Person.birthDate.extension('%1$sborn').value"
                        .formatted(URL);
        add(
                integration,
                json("as-born", "Practitioner", "date", expression)
                        .replace("[\"Practitioner\"]", "[\"Practitioner\",\"Person\"]"));
        awaitComplete(integration, "as-born");
        assertThat(found(integration, "/fhir/Practitioner?as-born=1980-01-01"))
                .containsExactly("as-d");
        assertThat(found(integration, "/fhir/Person?as-born=1980-01-01")).isEmpty();
    }

    @Test
    void another_tenant_knows_nothing_of_it() {
        add(integration, json("as-mine", "Basic", "string", "Basic.code.text"));
        awaitComplete(integration, "as-mine");
        Http site = Http.as("integration02");
        Reply lenient = site.get("/t/site/fhir/Basic?as-mine=x");
        assertThat(lenient.status()).isEqualTo(200);
        assertThat(lenient.text()).contains("unknown-parameter");
        Reply strict = site.with("Prefer", "handling=strict").get("/t/site/fhir/Basic?as-mine=x");
        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.refusals()).containsExactly("unknown-parameter");
        assertThat(
                        site.get(
                                        "/t/site/fhir/SearchParameter?base=Basic&url:below=http://example.org")
                                .text())
                .doesNotContain("as-mine");
        assertThat(
                        found(
                                integration,
                                "/fhir/SearchParameter?base=Basic&url:below=http://example.org"))
                .contains("as-mine");
    }

    @Test
    void what_the_caller_may_not_see_is_not_found_by_it_either() {
        put(
                "Patient",
                "as-hidden",
                """
                {"resourceType":"Patient","id":"as-hidden",
                 "extension":[{"url":"%ssecret","valueString":"Hidden"}]}"""
                        .formatted(URL));
        add(
                integration,
                json(
                        "as-secret",
                        "Patient",
                        "string",
                        "Patient.extension.where(url='" + URL + "secret').value"));
        awaitComplete(integration, "as-secret");
        assertThat(found(integration, "/fhir/Patient?as-secret=Hidden"))
                .containsExactly("as-hidden");
        Http patient = Http.as("patient001");
        String there = patient.get("/fhir/Patient?as-secret=Hidden&_total=accurate").text();
        String absent = patient.get("/fhir/Patient?as-secret=Absent&_total=accurate").text();
        assertThat(there.replace("Hidden", "")).isEqualTo(absent.replace("Absent", ""));
    }
}
