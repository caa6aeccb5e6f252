package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;

/** What one statement writes of many documents is what one statement each writes of them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IndexOfManyTest {
    /** With no row of an index, with rows of one, of all; with labels, and of several patients. */
    private static final List<String> DOCUMENTS =
            List.of(
                    """
                    {"resourceType":"Basic","code":{"text":"nothing else"}}""",
                    """
                    {"resourceType":"Observation","status":"final","code":{"text":"Glucose",
                     "coding":[{"system":"http://loinc.org","code":"15074-8","display":"Glc"}]},
                     "subject":{"reference":"Patient/many-1"},
                     "effectivePeriod":{"start":"2026-01-02","end":"2026-01-05"},
                     "valueQuantity":{"value":6.30,"system":"http://unitsofmeasure.org",
                       "code":"mmol/L","unit":"mmol/l"},
                     "component":[{"code":{"text":"a"},"valueQuantity":{"value":1}},
                       {"code":{"text":"b"},"valueQuantity":{"value":2,"unit":"kg"}}]}""",
                    """
                    {"resourceType":"Organization","name":"攀枝花 Hospital","alias":["Annex"],
                     "address":[{"city":"Panzhihua"}],
                     "meta":{"tag":[{"system":"urn:many","code":"labelled"}],
                       "security":[{"code":"R"}]}}""",
                    """
                    {"resourceType":"Communication","status":"completed","sent":"2026-03-01T08:00:00Z",
                     "subject":{"reference":"Patient/many-1"},
                     "recipient":[{"reference":"Patient/many-2"}]}""",
                    """
                    {"resourceType":"RiskAssessment","status":"final",
                     "subject":{"reference":"Patient/many-2"},
                     "prediction":[{"probabilityDecimal":0.25},{"probabilityDecimal":1}]}""",
                    """
                    {"resourceType":"Person","name":[{"family":"王","given":["小明"]}],
                     "birthDate":"1980-02",
                     "meta":{"tag":[{"system":"urn:many","code":"other-label"}]}}""");

    private static final Map<String, String> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put(
                "resource",
                "SELECT type, version, deleted, workflow, patients, parties, terms, date_low,"
                        + " token_texts, index_version FROM resource WHERE id = '%s'");
        ROWS.put("search_date", "SELECT tenant, param, low, high FROM search_date WHERE id = '%s'");
        ROWS.put(
                "search_amount",
                "SELECT tenant, param, low, high, system, code, unit, base, base_low, base_high"
                        + " FROM search_amount WHERE id = '%s'");
        ROWS.put(
                "search_text",
                "SELECT tenant, param, folded, exact FROM search_text WHERE id = '%s'");
    }

    @Inject DataSource database;

    private final Http integration = Http.as("integration01");

    private static String type(String document) {
        return FhirJson.parse(document.getBytes(StandardCharsets.UTF_8))
                .path("resourceType")
                .textValue();
    }

    private List<String> alone() {
        List<String> ids = new ArrayList<>();
        for (String document : DOCUMENTS) {
            Reply reply = integration.post("/fhir/" + type(document), document);
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            ids.add(reply.json().path("id").asText());
        }
        return ids;
    }

    private List<String> together() {
        String entries =
                DOCUMENTS.stream()
                        .map(
                                document ->
                                        "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}"
                                                .formatted(document, type(document)))
                        .collect(Collectors.joining(","));
        Reply reply =
                integration.post(
                        "/fhir",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
                                .formatted(entries));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : reply.json().path("entry")) {
            ids.add(entry.path("response").path("location").asText().split("/")[5]);
        }
        return ids;
    }

    @Test
    void what_is_found_by_is_the_same() {
        List<String> alone = alone();
        List<String> together = together();
        Tables tables = new Tables(database);
        Map<String, Integer> compared = new LinkedHashMap<>();

        for (int i = 0; i < DOCUMENTS.size(); i++) {
            for (Map.Entry<String, String> row : ROWS.entrySet()) {
                List<List<String>> expected = tables.rows(row.getValue().formatted(alone.get(i)));
                assertThat(tables.rows(row.getValue().formatted(together.get(i))))
                        .as(row.getKey() + " of " + DOCUMENTS.get(i))
                        .containsExactlyInAnyOrderElementsOf(expected);
                compared.merge(row.getKey(), expected.size(), Integer::sum);
            }
        }

        assertThat(compared).allSatisfy((table, rows) -> assertThat(rows).isPositive());
    }

    @Test
    void the_labels_of_each_are_known_afterwards_of_its_type() {
        together();

        assertThat(integration.get("/fhir/Organization/$meta").text())
                .contains("labelled")
                .doesNotContain("other-label");
        assertThat(integration.get("/fhir/Person/$meta").text())
                .contains("other-label")
                .doesNotContain("labelled");
    }
}
