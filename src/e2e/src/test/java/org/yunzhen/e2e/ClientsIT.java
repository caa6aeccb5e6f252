package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Client libraries that others wrote, each by its own idioms and without a line for us alone: what
 * they say they did is then looked for over plain HTTP.
 */
class ClientsIT {
    private static final List<String> STEPS =
            List.of(
                    "create",
                    "read",
                    "update",
                    "patch",
                    "history",
                    "transaction",
                    "search",
                    "page");
    private static final int OBSERVATIONS = 5;

    private static NodeClients npm;

    private final Hospital hospital = SharedService.get().hospital();
    private final Caller integration = hospital.as("integration01");

    @BeforeAll
    static void install() {
        npm = NodeClients.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fhir-kit-client", "medplum", "fhirclient"})
    void a_client_of_npm_does_what_apps_do(String client) {
        String mark = mark(client);
        assertDone(npm.steps(client, hospital, mark), mark);
    }

    @Test
    void hapi_s_generic_client_does_what_apps_do() {
        String mark = mark("hapi");
        assertDone(new HapiSteps(integration.fhir(), mark).run(), mark);
    }

    private static String mark(String client) {
        return client + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    }

    private void assertDone(List<String> lines, String mark) {
        Map<String, List<String>> told = told(lines);
        assertThat(told.keySet()).containsExactlyElementsOf(STEPS);
        String patient = told.get("create").get(0);
        assertThat(told)
                .containsEntry("create", List.of(patient, "1"))
                .containsEntry("read", List.of("1"))
                .containsEntry("update", List.of("2", "conflict"))
                .containsEntry("patch", List.of("3"))
                .containsEntry("history", List.of("3", "2", "1"))
                .containsEntry("search", List.of("" + OBSERVATIONS));
        assertPatient(patient, mark);
        assertVisit(patient, told.get("transaction"), told.get("page"));
    }

    private static Map<String, List<String>> told(List<String> lines) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = Arrays.asList(line.split(" "));
            assertThat(told.put(words.get(0), words.subList(1, words.size()))).isNull();
        }
        return told;
    }

    private void assertPatient(String patient, String mark) {
        JsonNode stored = integration.get("/fhir/" + patient).expect(200).json();
        assertThat(stored.at("/meta/versionId").asText()).isEqualTo("3");
        assertThat(stored.at("/identifier/0/value").asText()).isEqualTo(mark);
        assertThat(stored.at("/name/0/text").asText()).isEqualTo("林望舒");
        assertThat(stored.path("birthDate").asText()).isEqualTo("1990-05-17");
        assertThat(stored.at("/address/0/text").asText()).isEqualTo("攀枝花市");
        JsonNode history = integration.get("/fhir/" + patient + "/_history").expect(200).json();
        assertThat(entries(history).map(entry -> entry.at("/request/method").asText()))
                .containsExactly("PUT", "PUT", "POST");
    }

    /** The visit comes first of what was created; the observations were asked for newest first. */
    private void assertVisit(String patient, List<String> created, List<String> turned) {
        assertThat(created).hasSize(1 + OBSERVATIONS);
        JsonNode visit = integration.get("/fhir/" + created.get(0)).expect(200).json();
        assertThat(visit.at("/subject/reference").asText()).isEqualTo(patient);
        List<String> oldestFirst = new ArrayList<>(created.subList(1, created.size()));
        JsonNode stored =
                integration
                        .get("/fhir/Observation?_sort=date&encounter=" + created.get(0))
                        .expect(200)
                        .json();
        assertThat(entries(stored).map(ClientsIT::reference))
                .containsExactlyElementsOf(oldestFirst);
        Collections.reverse(oldestFirst);
        assertThat(turned).containsExactlyElementsOf(oldestFirst);
    }

    private static String reference(JsonNode entry) {
        JsonNode resource = entry.path("resource");
        return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
    }

    private static Stream<JsonNode> entries(JsonNode bundle) {
        return StreamSupport.stream(bundle.path("entry").spliterator(), false);
    }
}
