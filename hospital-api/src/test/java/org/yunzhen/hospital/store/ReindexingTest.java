package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.testing.AddedParameter.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.JobLease;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * A new build on rows that the last one has indexed: without the terms and texts that only the new
 * one writes.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReindexingTest {
    private static final int DOCUMENTS = 45;

    /** What the last build did not index, by what finds it. */
    private static final List<String> NEW =
            List.of(
                    "Condition?code:text=headache",
                    "Condition?code:text=kopf",
                    "Condition?severity:missing=true",
                    "Condition?code:missing=false",
                    "Condition?encounter:missing=true",
                    "Condition?onset-age=60|http://unitsofmeasure.org|mo");

    private static final List<String> OLD =
            List.of(
                    "Condition?code=ri-1",
                    "Condition?patient=ri-p",
                    "Condition?recorded-date=2026-03",
                    "Condition?onset-age=5",
                    "Condition?onset-age=5|http://unitsofmeasure.org|a",
                    "Condition?_lastUpdated=gt2020");

    private static final String AS_BEFORE =
            """
            UPDATE resource SET index_version = 1, terms = $2, token_texts = '{}'
             WHERE tenant = 'home' AND type = 'Condition' AND id = $1""";

    /** The build before kept texts of codes as rows. */
    private static final String TEXTS_AS_ROWS =
            """
            INSERT INTO search_text (tenant, param, id, folded, exact)
            SELECT r.tenant, p.number, r.id, 'headache', 'Headache'
              FROM resource r, search_parameter p
             WHERE r.tenant = 'home' AND r.id LIKE 'ri-%' AND p.type = r.type AND p.code = 'code'""";

    private static final String ROWS_OF_TEXTS =
            "SELECT count(*) FROM search_text WHERE tenant = 'home' AND id LIKE 'ri-%'";

    private static final String WITHOUT_BASE_UNITS =
            """
            UPDATE search_amount SET base = NULL, base_low = NULL, base_high = NULL
             WHERE tenant = 'home' AND id LIKE 'ri-%'""";

    private final Http integration = Http.as("integration01");

    @Inject Transactions transactions;
    @Inject IndexVersion version;
    @Inject SearchTerms terms;

    @Test
    void what_the_last_build_indexed_is_found_throughout_and_by_the_new_terms_in_the_end() {
        for (int i = 0; i < DOCUMENTS; i++) {
            put(i);
        }
        Map<String, Set<String>> wanted = answers(NEW);
        wanted.putAll(answers(OLD));
        String before = state();
        assertThat(wanted.get("Condition?code:text=headache")).hasSize(DOCUMENTS);

        reindexing().heldByAnother();
        asTheLastBuildWroteThem();
        version.load();

        assertThat(version.isComplete()).isFalse();
        assertThat(answers(OLD)).isEqualTo(only(wanted, OLD));
        List<String> missing = NEW.stream().filter(search -> search.contains(":missing")).toList();
        assertThat(answers(missing)).isEqualTo(only(wanted, missing));
        Reply text = integration.get("/fhir/" + NEW.get(0));
        assertThat(text.status()).isEqualTo(503);
        assertThat(text.refusals()).containsExactly("index-incomplete");

        reindexing().released();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(version::isComplete);
        assertThat(answers(NEW)).isEqualTo(only(wanted, NEW));
        assertThat(answers(OLD)).isEqualTo(only(wanted, OLD));
        assertThat(state()).isEqualTo(before);
        assertThat(run(ROWS_OF_TEXTS).get(0).getLong(0)).isZero();
        Row progress = run("SELECT wanted, done, failed, ended_at FROM reindexing").get(0);
        assertThat(progress.getLong(1)).isGreaterThanOrEqualTo(DOCUMENTS);
        assertThat(progress.getLong(2)).isZero();
        assertThat(progress.getOffsetDateTime(3)).isNotNull();
    }

    @Test
    void what_an_index_of_before_knew_already_is_not_refused_until_it_knows_more() {
        put(0);
        reindexing().heldByAnother();
        run(WITHOUT_BASE_UNITS);
        run("UPDATE resource SET index_version = 2 WHERE tenant = 'home' AND id = 'ri-0'");
        version.load();

        assertThat(version.isComplete()).isFalse();
        assertThat(integration.get("/fhir/Condition?_id=ri-0&code:missing=false").text())
                .contains("\"ri-0\"");
        String ages = "/fhir/Condition?_id=ri-0&onset-age=%s%%7Chttp://unitsofmeasure.org%%7C%s";
        assertThat(integration.get(ages.formatted("5", "a")).text()).contains("\"ri-0\"");

        reindexing().released();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(version::isComplete);
        assertThat(integration.get(ages.formatted("60", "mo")).text()).contains("\"ri-0\"");
    }

    @Test
    void a_quantity_with_a_comparator_is_the_point_of_before_until_it_is_indexed_anew() {
        String json =
                """
                {"resourceType":"Observation","id":"ri-below","status":"final","code":{"text":"x"},
                 "component":[{"code":{"coding":[{"code":"ri-c"}]},
                               "valueQuantity":{"value":5,"unit":"mg","comparator":"<"}}]}""";
        Reply reply = integration.put("/fhir/Observation/ri-below", json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        reindexing().heldByAnother();
        run("UPDATE search_amount SET low = 5, high = 5 WHERE tenant = 'home' AND id = 'ri-below'");
        run("UPDATE resource SET index_version = 3 WHERE tenant = 'home' AND id = 'ri-below'");
        version.load();

        String point = "/fhir/Observation?component-code-value-quantity=ri-c$5";
        String below = "/fhir/Observation?component-code-value-quantity=ri-c$eb5";
        assertThat(version.isComplete()).isFalse();
        assertThat(found(integration, point)).containsExactly("ri-below");

        reindexing().released();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(version::isComplete);
        assertThat(found(integration, point)).isEmpty();
        assertThat(found(integration, below)).containsExactly("ri-below");
    }

    @Test
    void what_refers_by_our_own_address_comes_into_the_compartment_of_the_patient() {
        String json =
                """
                {"resourceType":"Observation","id":"ri-own","status":"final","code":{"text":"x"},
                 "subject":{"reference":"%s/fhir/Patient/ri-own-p"}}"""
                        .formatted(Http.address());
        Reply reply = integration.put("/fhir/Observation/ri-own", json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        reindexing().heldByAnother();
        run(
                "UPDATE resource SET index_version = 4, terms = '{}', patients = '{}'"
                        + " WHERE tenant = 'home' AND id = 'ri-own'");
        version.load();
        assertThat(version.isComplete()).isFalse();

        reindexing().released();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(version::isComplete);
        assertThat(found(integration, "/fhir/Observation?patient=ri-own-p"))
                .containsExactly("ri-own");
        assertThat(found(integration, "/fhir/Patient/ri-own-p/Observation"))
                .containsExactly("ri-own");
    }

    /** As long as another node has the job, nothing is indexed anew here. */
    private JobLease reindexing() {
        return new JobLease(transactions, "reindexing");
    }

    private void asTheLastBuildWroteThem() {
        Set<Long> unknown = new TreeSet<>();
        for (String param : List.of("code", "patient", "subject", "clinical-status")) {
            unknown.add(terms.present("home", "Condition", param));
        }
        for (Row row : run("SELECT id, terms FROM resource WHERE id LIKE 'ri-%'")) {
            Long[] old =
                    Arrays.stream(row.getArrayOfLongs(1))
                            .filter(term -> !unknown.contains(term))
                            .toArray(Long[]::new);
            run(AS_BEFORE, row.getString(0), old);
        }
        run(TEXTS_AS_ROWS);
        run(WITHOUT_BASE_UNITS);
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        run("""
                        SELECT id, version, last_updated, (SELECT array_agg(t ORDER BY t)
                                 FROM unnest(terms) t), index_version, token_texts::text
                          FROM resource WHERE id LIKE 'ri-%' ORDER BY type, id""")
                .forEach(
                        row ->
                                state.append(row.getString(0))
                                        .append(row.getInteger(1))
                                        .append(row.getOffsetDateTime(2))
                                        .append(Arrays.toString(row.getArrayOfLongs(3)))
                                        .append(row.getInteger(4))
                                        .append(row.getString(5))
                                        .append('\n'));
        return state.toString();
    }

    private Map<String, Set<String>> answers(List<String> searches) {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        for (String search : searches) {
            int value = search.indexOf('=') + 1;
            String query =
                    search.substring(0, value)
                            + URLEncoder.encode(search.substring(value), StandardCharsets.UTF_8);
            Reply reply = integration.get("/fhir/" + query + "&_tag=reindexing&_count=100");
            assertThat(reply.status()).as(search + reply.text()).isEqualTo(200);
            Set<String> ids = new TreeSet<>();
            for (JsonNode entry : reply.json().path("entry")) {
                ids.add(entry.path("resource").path("id").asText());
            }
            assertThat(ids).as(search).isNotEmpty();
            answers.put(search, ids);
        }
        return answers;
    }

    private static Map<String, Set<String>> only(Map<String, Set<String>> all, List<String> keys) {
        Map<String, Set<String>> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(keys);
        return some;
    }

    private List<Row> run(String sql, Object... values) {
        RowSet<Row> rows =
                transactions.run("home", tx -> tx.run(sql, values)).await().indefinitely();
        List<Row> all = new ArrayList<>();
        rows.forEach(all::add);
        return all;
    }

    private void put(int i) {
        String json =
                """
                {"resourceType":"Condition","id":"ri-%d",
                 "meta":{"tag":[{"system":"urn:t","code":"reindexing"}]},
                 "code":{"coding":[{"system":"urn:c","code":"ri-%d","display":"Headache, kind %d"}],
                         "text":"Köpfschmerz"},
                 "onsetAge":{"value":5,"system":"http://unitsofmeasure.org","code":"a"},"recordedDate":"2026-03-01",
                 "subject":{"reference":"Patient/ri-p"}}"""
                        .formatted(i, i % 10, i);
        Reply reply = integration.put("/fhir/Condition/ri-" + i, json);
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    }
}
