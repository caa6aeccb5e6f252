package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.Pages.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DoorTest {
    private final Http integration = Http.as("integration01");

    private void patient(String id, String family, String born) {
        Reply made =
                integration.put(
                        "/fhir/Patient/" + id,
                        """
                        {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],
                         "birthDate":"%s","gender":"female",
                         "identifier":[{"system":"urn:test","value":"%s"}]}"""
                                .formatted(id, family, born, id));
        assertThat(made.status()).as(made.text()).isIn(200, 201);
    }

    private Reply observation(String id, String patient, String code, String date, String value) {
        return integration.put(
                "/fhir/Observation/" + id,
                """
                {"resourceType":"Observation","id":"%s","status":"final",
                 "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
                 "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
                 "valueQuantity":{"value":%s,"unit":"kg","system":"http://unitsofmeasure.org",
                                  "code":"kg"}}"""
                        .formatted(id, code, patient, date, value));
    }

    private List<String> ids(Reply bundle) {
        assertThat(bundle.status()).as(bundle.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : bundle.json().path("entry")) {
            if (entry.path("search").path("mode").asText().equals("match")) {
                ids.add(entry.path("resource").path("id").textValue());
            }
        }
        return ids;
    }

    @Test
    void an_update_makes_a_version_and_every_version_stays_readable() {
        patient("door-versions", "王", "1980-01-01");
        patient("door-versions", "李", "1980-01-01");

        assertThat(integration.get("/fhir/Patient/door-versions").text()).contains("李");
        assertThat(integration.get("/fhir/Patient/door-versions/_history/1").text()).contains("王");
        assertThat(integration.get("/fhir/Patient/door-versions/_history/9").status())
                .isEqualTo(404);
        JsonNode history = integration.get("/fhir/Patient/door-versions/_history").json();
        assertThat(history.path("total").intValue()).isEqualTo(2);
        assertThat(history.path("entry").path(0).path("resource").path("meta").path("versionId"))
                .hasToString("\"2\"");
    }

    @Test
    void a_stale_If_Match_is_refused_with_412_and_changes_nothing() {
        patient("door-stale", "王", "1980-01-01");
        patient("door-stale", "李", "1980-01-01");
        String body = "{\"resourceType\":\"Patient\",\"id\":\"door-stale\"}";

        Reply stale = integration.with("If-Match", "W/\"1\"").put("/fhir/Patient/door-stale", body);
        Reply unknown =
                integration
                        .with("If-Match", "W/\"1\"")
                        .put("/fhir/Patient/door-none", body.replace("door-stale", "door-none"));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(unknown.status()).isEqualTo(412);
        assertThat(integration.get("/fhir/Patient/door-stale").header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void a_deleted_resource_is_gone_keeps_its_history_and_leaves_the_searches() {
        patient("door-gone", "赵", "1971-01-01");
        assertThat(integration.delete("/fhir/Patient/door-gone").status()).isEqualTo(204);
        assertThat(integration.delete("/fhir/Patient/door-gone").status()).isEqualTo(204);

        assertThat(integration.get("/fhir/Patient/door-gone").status()).isEqualTo(410);
        assertThat(integration.get("/fhir/Patient/door-gone/_history/1").status()).isEqualTo(200);
        assertThat(ids(integration.get("/fhir/Patient?_id=door-gone"))).isEmpty();
    }

    @Test
    void each_kind_of_parameter_finds_what_matches_and_nothing_else() {
        patient("door-p1", "欧阳", "1978-05-06");
        patient("door-p2", "Müller", "1979-05-06");
        observation("door-o1", "door-p1", "29463-7", "2026-11-20T08:00:00+08:00", "61.50");
        observation("door-o2", "door-p1", "8302-2", "2026-11-21", "170");
        observation("door-o3", "door-p2", "29463-7", "2026-11-22", "80");

        assertThat(ids(integration.get("/fhir/Patient?family=%E6%AC%A7&_id=door-p1,door-p2")))
                .containsExactly("door-p1");
        assertThat(ids(integration.get("/fhir/Patient?family=muller"))).containsExactly("door-p2");
        assertThat(ids(integration.get("/fhir/Patient?identifier=urn:test%7Cdoor-p1")))
                .containsExactly("door-p1");
        assertThat(ids(integration.get("/fhir/Patient?birthdate=1978&_id=door-p1,door-p2")))
                .containsExactly("door-p1");
        String both = "&patient=Patient/door-p1,Patient/door-p2";
        String code = "/fhir/Observation?code=http://loinc.org%7C29463-7";
        assertThat(ids(integration.get(code + both))).containsExactly("door-o1", "door-o3");
        assertThat(ids(integration.get(code + "&patient=door-p1"))).containsExactly("door-o1");
        assertThat(ids(integration.get("/fhir/Observation?date=ge2026-11-21" + both)))
                .containsExactly("door-o2", "door-o3");
        assertThat(ids(integration.get("/fhir/Observation?date=2026-11-20" + both)))
                .containsExactly("door-o1");
        assertThat(ids(integration.get("/fhir/Observation?value-quantity=gt62%7C%7Ckg" + both)))
                .containsExactly("door-o2", "door-o3");
        assertThat(ids(integration.get("/fhir/Observation?value-quantity=61.5" + both)))
                .containsExactly("door-o1");
        assertThat(ids(integration.get("/fhir/Observation?patient.family=muller")))
                .containsExactly("door-o3");
        assertThat(
                        ids(
                                integration.form(
                                        "/fhir/Observation/_search",
                                        "patient=door-p1&_sort=-date")))
                .containsExactly("door-o2", "door-o1");
    }

    @Test
    void pages_hold_each_match_exactly_once_while_others_are_written() {
        patient("door-pages", "钱", "1990-01-01");
        for (int i = 0; i < 25; i++) {
            observation("door-page-" + i, "door-pages", "1-1", "2026-01-" + (10 + i % 9), "1");
        }
        for (String sort : List.of("", "&_sort=date", "&_sort=-_lastUpdated")) {
            List<String> seen = new ArrayList<>();
            String url = "/fhir/Observation?patient=door-pages&code=1-1&_count=7" + sort;
            while (url != null) {
                Reply page = integration.get(url);
                seen.addAll(ids(page));
                observation("door-other-" + seen.size(), "door-pages", "2-2", "2026-01-01", "1");
                url = next(page.json());
            }
            assertThat(seen).hasSize(25);
            assertThat(new HashSet<>(seen)).hasSize(25);
        }
    }

    @Test
    void includes_bring_what_is_referred_to_and_what_refers() {
        patient("door-inc", "孙", "1990-01-01");
        observation("door-inc-o", "door-inc", "3-3", "2026-01-01", "1");

        String out =
                integration
                        .get("/fhir/Observation?_id=door-inc-o&_include=Observation:subject")
                        .text();
        String back =
                integration
                        .get("/fhir/Patient?_id=door-inc&_revinclude=Observation:subject")
                        .text();

        assertThat(out).contains("Patient/door-inc\"").contains("\"mode\":\"include\"");
        assertThat(back).contains("Observation/door-inc-o\"").contains("\"mode\":\"include\"");
    }

    @Test
    void a_transaction_is_all_or_nothing_and_links_its_entries() {
        String good =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"urn:uuid:11111111-1111-1111-1111-111111111111",
                  "resource":{"resourceType":"Patient","name":[{"family":"周"}]},
                  "request":{"method":"POST","url":"Patient"}},
                 {"resource":{"resourceType":"Observation","id":"door-tx-o","status":"final",
                   "code":{"text":"x"},
                   "subject":{"reference":"urn:uuid:11111111-1111-1111-1111-111111111111"}},
                  "request":{"method":"PUT","url":"Observation/door-tx-o"}}]}""";
        Reply done = integration.post("/fhir", good);
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        String reference =
                integration
                        .get("/fhir/Observation/door-tx-o")
                        .json()
                        .path("subject")
                        .path("reference")
                        .textValue();
        assertThat(integration.get("/fhir/" + reference).text()).contains("周");

        String bad = good.replace("door-tx-o", "door-tx-bad").replace("\"final\"", "\"nonsense\"");
        Reply refused = integration.post("/fhir", bad.replace("周", "吴"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(integration.get("/fhir/Observation/door-tx-bad").status()).isEqualTo(404);
        assertThat(ids(integration.get("/fhir/Patient?family=%E5%90%B4"))).isEmpty();
    }

    @Test
    void a_batch_answers_each_entry_for_itself() {
        Reply batch =
                integration.post(
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"batch","entry":[
                         {"request":{"method":"GET","url":"Patient/door-nobody"}},
                         {"resource":{"resourceType":"Basic","code":{"text":"x"}},
                          "request":{"method":"POST","url":"Basic"}}]}""");
        assertThat(batch.status()).isEqualTo(200);
        JsonNode entries = batch.json().path("entry");
        assertThat(entries.path(0).path("response").path("status").textValue()).startsWith("404");
        assertThat(entries.path(1).path("response").path("status").textValue()).startsWith("201");
    }

    @Test
    void entries_may_give_addresses_of_this_server_in_full_and_no_others() {
        String basic = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";
        Reply made = integration.post("/fhir/Basic", basic);
        String location = made.header("Location");
        String base = location.substring(0, location.indexOf("/Basic/"));

        Reply batch =
                integration.post(
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"batch","entry":[
                         {"request":{"method":"GET","url":"%1$s/Basic/%2$s"}},
                         {"request":{"method":"GET","url":"%1$s/Basic?_id=%2$s"}},
                         {"resource":%3$s,"request":{"method":"POST","url":"%1$s/Basic"}},
                         {"request":{"method":"GET","url":"https://other.example/fhir/Basic/%2$s"}}]}
                        """
                                .formatted(base, made.id(), basic));

        assertThat(batch.json().path("entry").findValuesAsText("status"))
                .containsExactly("200", "200", "201", "404");
        assertThat(batch.json().path("entry").path(1).path("resource").path("total").intValue())
                .isEqualTo(1);
    }

    @Test
    void parallel_conditional_creates_make_one_resource() {
        Http caller = integration.with("If-None-Exist", "identifier=urn:once%7C1");
        String body =
                """
                {"resourceType":"Patient","identifier":[{"system":"urn:once","value":"1"}]}""";
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(caller.postLater("/fhir/Patient", body));
        }
        List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(19);
        assertThat(replies.stream().map(Reply::id).distinct()).hasSize(1);
    }

    @Test
    void the_capability_statement_needs_no_token() {
        Reply metadata = Http.anonymous().get("/fhir/metadata");
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.json().path("fhirVersion").textValue()).isEqualTo("4.0.1");
    }

    @Test
    void a_patient_sees_their_own_record_and_no_other_in_reads_searches_and_counts() {
        patient("patient011", "郑", "1980-01-01");
        patient("patient012", "冯", "1980-01-01");
        observation("door-own", "patient011", "4-4", "2026-01-01", "1");
        observation("door-other", "patient012", "4-4", "2026-01-01", "1");
        Http patient = Http.as("patient011");

        assertThat(patient.get("/fhir/Patient/patient011").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Observation/door-own").status()).isEqualTo(200);
        assertThat(patient.get("/fhir/Observation/door-other").status()).isEqualTo(403);
        assertThat(patient.get("/fhir/Observation/door-nonexistent").status()).isEqualTo(403);
        Reply search = patient.get("/fhir/Observation?code=4-4");
        assertThat(ids(search)).containsExactly("door-own");
        assertThat(search.json().path("total").intValue()).isEqualTo(1);
        assertThat(ids(patient.get("/fhir/Observation?patient.family=%E5%86%AF"))).isEmpty();
        assertThat(Http.as("doctor01").get("/fhir/Patient/patient011").status()).isEqualTo(403);
        assertThat(ids(Http.as("doctor01").get("/fhir/Observation?code=4-4"))).isEmpty();
    }
}
