package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** {@code history} of an instance, a type and the system, R4 section 3.1.0.12. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HistoryTest {
    private final Http integration = Http.as("integration01");

    private String put(String type, String id, String members) {
        Reply reply =
                integration.put(
                        "/fhir/" + type + "/" + id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, members));
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json().path("meta").path("lastUpdated").asText();
    }

    private static String condition(String patient) {
        return "\"subject\":{\"reference\":\"Patient/" + patient + "\"}";
    }

    private static JsonNode history(Http caller, String path) {
        Reply reply = caller.get("/fhir/" + path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("type").asText()).isEqualTo("history");
        return reply.json();
    }

    /** Each entry as in {@code PUT Flag/a 2}. */
    private static List<String> entries(JsonNode bundle) {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            String url = entry.path("fullUrl").asText();
            entries.add(
                    entry.path("request").path("method").asText()
                            + url.replaceFirst(".*/fhir/", " ")
                            + entry.path("response").path("etag").asText().replaceAll("\\D+", " "));
        }
        return entries.stream().map(String::trim).toList();
    }

    private static List<String> of(List<String> entries, String id) {
        return entries.stream().filter(entry -> entry.contains("/" + id + " ")).toList();
    }

    private static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText().replaceFirst(".*/fhir/", "");
            }
        }
        return null;
    }

    private List<String> allPages(String path, Runnable between) {
        List<String> seen = new ArrayList<>();
        for (String page = path; page != null; ) {
            JsonNode bundle = history(integration, page);
            seen.addAll(entries(bundle));
            page = next(bundle);
            between.run();
        }
        return seen;
    }

    @Test
    void a_type_has_all_versions_of_all_its_resources_the_newest_first_deletes_included() {
        put("Basic", "ht-a", "\"code\":{\"text\":\"1\"}");
        put("Basic", "ht-b", "\"code\":{\"text\":\"1\"}");
        put("Basic", "ht-a", "\"code\":{\"text\":\"2\"}");
        integration.delete("/fhir/Basic/ht-b");

        JsonNode bundle = history(integration, "Basic/_history?_count=4");

        assertThat(entries(bundle))
                .containsExactly(
                        "DELETE Basic/ht-b 2",
                        "PUT Basic/ht-a 2",
                        "PUT Basic/ht-b 1",
                        "PUT Basic/ht-a 1");
        JsonNode deleted = bundle.path("entry").path(0);
        assertThat(deleted.has("resource")).isFalse();
        assertThat(deleted.path("request").path("url").asText()).isEqualTo("Basic/ht-b");
        assertThat(deleted.path("response").path("status").asText()).isEqualTo("204");
        assertThat(bundle.path("entry").path(1).path("resource").path("code").path("text"))
                .hasToString("\"2\"");
        assertThat(entries(history(integration, "Basic/ht-b/_history")))
                .containsExactly("DELETE Basic/ht-b 2", "PUT Basic/ht-b 1");
    }

    @Test
    void what_was_posted_and_what_was_put_is_told_apart() {
        Reply posted =
                integration.post(
                        "/fhir/Basic", "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}");
        put("Basic", "ht-put", "\"code\":{\"text\":\"1\"}");

        JsonNode made =
                history(integration, "Basic/" + posted.id() + "/_history").path("entry").path(0);
        JsonNode put = history(integration, "Basic/ht-put/_history").path("entry").path(0);

        assertThat(made.path("request")).hasToString("{\"method\":\"POST\",\"url\":\"Basic\"}");
        assertThat(put.path("request"))
                .hasToString("{\"method\":\"PUT\",\"url\":\"Basic/ht-put\"}");
        assertThat(made.path("response").path("status").asText()).isEqualTo("201");
        assertThat(put.path("response").path("status").asText()).isEqualTo("201");
    }

    @Test
    void pages_of_a_type_and_of_the_system_hold_each_version_once_while_others_are_written() {
        String since = put("Flag", "ht-first", flag("first"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            put("Flag", "ht-f" + i % 4, flag("v" + i));
            expected.add(0, "PUT Flag/ht-f" + i % 4 + " " + (i / 4 + 1));
        }
        expected.add("PUT Flag/ht-first 1");
        for (String path : List.of("Flag/_history?_count=2", "_history?_count=2&_since=" + since)) {
            int[] writes = new int[1];
            List<String> seen =
                    allPages(path, () -> put("Flag", "ht-later", flag("x" + writes[0]++)));
            seen.removeIf(entry -> entry.contains("ht-later") || !entry.contains("Flag/ht-f"));
            assertThat(seen).as(path).containsExactlyElementsOf(expected);
        }
    }

    private static String flag(String text) {
        return "\"status\":\"active\",\"code\":{\"text\":\""
                + text
                + "\"},\"subject\":{\"reference\":\"Location/x\"}";
    }

    @Test
    void since_gives_what_was_made_from_then_on_and_at_what_was_current_at_that_time() {
        String first = put("Library", "ht-lib", library("1"));
        String second = put("Library", "ht-lib", library("2"));
        String third = put("Library", "ht-lib", library("3"));

        String of = "Library/ht-lib/_history?";
        assertThat(entries(history(integration, of + "_since=" + second)))
                .containsExactly("PUT Library/ht-lib 3", "PUT Library/ht-lib 2");
        assertThat(entries(history(integration, of + "_since=2099"))).isEmpty();
        assertThat(entries(history(integration, of + "_at=2001"))).isEmpty();
        assertThat(entries(history(integration, of + "_at=2099")))
                .containsExactly("PUT Library/ht-lib 3");
        assertThat(entries(history(integration, of + "_at=" + first.substring(0, 4)))).hasSize(3);
        assertThat(entries(history(integration, of + "_at=" + second)))
                .contains("PUT Library/ht-lib 2");
        assertThat(of(entries(history(integration, "Library/_history?_at=" + third)), "ht-lib"))
                .contains("PUT Library/ht-lib 3");
        JsonNode counted = history(integration, of + "_count=0");
        assertThat(counted.path("total").asInt()).isEqualTo(3);
        assertThat(counted.has("entry")).isFalse();
        assertThat(history(integration, of + "_count=1").path("total").asInt()).isEqualTo(3);
    }

    private static String library(String version) {
        return "\"status\":\"active\",\"type\":{\"text\":\"t\"},\"version\":\"" + version + "\"";
    }

    @Test
    void a_patient_sees_the_history_of_their_own_record_and_of_what_is_everybodys() {
        for (String patient : List.of("patient131", "patient132")) {
            put("Patient", patient, "\"gender\":\"female\"");
            put("Condition", "ht-of-" + patient, condition(patient));
            put("Condition", "ht-gone-" + patient, condition(patient));
            integration.delete("/fhir/Condition/ht-gone-" + patient);
        }
        put("Organization", "ht-org", "\"name\":\"x\"");
        Http patient = Http.as("patient131");

        assertThat(entries(history(patient, "Condition/_history")))
                .containsExactly(
                        "DELETE Condition/ht-gone-patient131 2",
                        "PUT Condition/ht-gone-patient131 1",
                        "PUT Condition/ht-of-patient131 1");
        assertThat(history(patient, "Condition/_history?_count=0").path("total").asInt())
                .isEqualTo(3);
        List<String> all = entries(history(patient, "_history?_count=500"));
        assertThat(all).contains("PUT Organization/ht-org 1", "PUT Patient/patient131 1");
        assertThat(all).noneMatch(entry -> entry.contains("patient132"));
        assertThat(Http.anonymous().get("/fhir/Condition/_history").status()).isEqualTo(401);
        assertThat(entries(history(Http.anonymous(), "_history?_count=500")))
                .noneMatch(entry -> entry.contains("ht-"));
        assertThat(Http.as("operator01").get("/fhir/Condition/_history").status()).isEqualTo(403);
    }

    @Test
    void what_was_once_filed_in_anothers_record_is_seen_by_neither_of_the_two() {
        put("Patient", "patient133", "\"gender\":\"female\"");
        put("Patient", "patient134", "\"gender\":\"male\"");
        put("Condition", "ht-moved", condition("patient133"));
        put("Condition", "ht-moved", condition("patient134"));
        Http before = Http.as("patient133");
        Http now = Http.as("patient134");

        assertThat(entries(history(before, "Condition/_history"))).isEmpty();
        assertThat(entries(history(now, "Condition/_history")))
                .containsExactly("PUT Condition/ht-moved 2");
        assertThat(entries(history(now, "Condition/ht-moved/_history")))
                .containsExactly("PUT Condition/ht-moved 2");
        assertThat(now.get("/fhir/Condition/ht-moved/_history/2").status()).isEqualTo(200);
        assertThat(now.get("/fhir/Condition/ht-moved/_history/1").status()).isEqualTo(404);
        assertThat(entries(history(integration, "Condition/ht-moved/_history"))).hasSize(2);
    }

    @Test
    void HEAD_answers_every_GET_without_its_body() {
        put("Basic", "ht-head", "\"code\":{\"text\":\"1\"}");
        for (String path :
                List.of(
                        "metadata",
                        "Basic/ht-head",
                        "Basic/ht-head/_history/1",
                        "Basic/ht-head/_history",
                        "Basic/_history",
                        "_history",
                        "Basic?_id=ht-head",
                        "Patient/none/Basic",
                        "Basic/none")) {
            Reply get = integration.get("/fhir/" + path);
            Reply head = integration.raw("HEAD", "/fhir/" + path, new byte[0]);
            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.text()).as(path).isEmpty();
            assertThat(head.header("ETag")).as(path).isEqualTo(get.header("ETag"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            if (!path.equals("Basic/none")) {
                assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            }
        }
    }

    @Test
    void each_parameter_stands_once_and_each_version_has_one_address() {
        integration.put(
                "/fhir/Basic/history-once",
                "{\"resourceType\":\"Basic\",\"id\":\"history-once\",\"code\":{\"text\":\"a\"}}");
        for (String twice : List.of("_count=1&_count=2", "_at=2026&_at=2025")) {
            Reply refused = integration.get("/fhir/Basic/history-once/_history?" + twice);
            assertThat(refused.refusals()).as(twice).containsExactly("repeated-parameter");
        }
        assertThat(integration.get("/fhir/Basic/history-once/_history/1").status()).isEqualTo(200);
        assertThat(integration.get("/fhir/Basic/history-once/_history/01").status()).isEqualTo(404);
    }

    @Test
    void who_knows_a_version_already_is_answered_304_by_read_and_vread() {
        put("Basic", "ht-known", "\"code\":{\"text\":\"1\"}");
        for (String path : List.of("/fhir/Basic/ht-known", "/fhir/Basic/ht-known/_history/1")) {
            Reply read = integration.get(path);
            for (String tag : List.of("W/\"1\"", "\"1\"", "W/\"7\", W/\"1\"", "*")) {
                assertThat(integration.with("If-None-Match", tag).get(path).status())
                        .as(tag)
                        .isEqualTo(304);
            }
            assertThat(integration.with("If-None-Match", "W/\"2\"").get(path).status())
                    .isEqualTo(200);
            Http since = integration.with("If-Modified-Since", read.header("Last-Modified"));
            assertThat(since.get(path).status()).isEqualTo(304);
            assertThat(since.with("If-None-Match", "W/\"2\"").get(path).status()).isEqualTo(200);
            assertThat(
                            integration
                                    .with("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")
                                    .get(path)
                                    .status())
                    .isEqualTo(200);
        }
    }
}
