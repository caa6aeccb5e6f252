package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Observations of one tenant by the ten thousand: a few made as the service makes them, the others
 * beside them by one statement, after the pattern of {@code other-a}.
 */
final class ManyObservations {
    /** Tells the others what this session has counted. */
    static final String FLUSH = "SELECT pg_stat_force_next_flush()";

    private static final String SORT_IN = FLUSH + ", gin_clean_pending_list('resource_terms')";

    /** {@code gin_pending_list_limit} of the index of terms, in pages of 8 kB (V13). */
    static final long WAITING_MAX = 8;

    /** Fifty observations a patient, every tenth of the code that is searched for. */
    private static final String FILL =
            """
            INSERT INTO resource (tenant, type, id, version, last_updated, patients, terms,
                                  date_low, body, index_version)
            SELECT '%1$s', 'Observation', 'fill-' || n, 1, now(), ARRAY['p' || n / 50],
                   CASE WHEN n %% 10 = 0 THEN '%2$s'::bigint[] ELSE '%3$s'::bigint[] END
                       || ARRAY(SELECT hashtextextended('p' || n / 50, k)
                                  FROM generate_series(1, %4$d) k),
                   timestamptz '2026-01-01' + n * interval '1 second', t.body,
                   t.index_version
              FROM generate_series(%5$d, %6$d) n, resource t
             WHERE t.tenant = '%1$s' AND t.type = 'Observation' AND t.id = 'other-a'""";

    /** One of each of many types in each of many tenants, as a group of hospitals has them. */
    private static final String OTHERS =
            """
            INSERT INTO resource (tenant, type, id, version, last_updated, terms, body,
                                  index_version)
            SELECT t.tenant || '-' || n, 'Type' || k, 'one', 1, now(), '{}', t.body, t.index_version
              FROM generate_series(1, 30) n, generate_series(1, 60) k, resource t
             WHERE t.tenant = '%1$s' AND t.type = 'Observation' AND t.id = 'other-a'""";

    private static final String FILL_DATES =
            """
            INSERT INTO search_date (tenant, param, id, low, high)
            SELECT t.tenant, t.param, 'fill-' || n,
                   timestamptz '2026-01-01' + n * interval '1 second',
                   timestamptz '2026-01-01' + (n + 1) * interval '1 second'
              FROM generate_series(%2$d, %3$d) n, search_date t
             WHERE t.tenant = '%1$s' AND t.id = 'other-a'""";

    private static final String TERMS =
            "SELECT terms FROM resource WHERE tenant = $1 AND type = 'Observation' AND id = $2";

    private final String tenant;
    private final Transactions transactions;
    private final Documents documents;
    private final DataSource database;

    ManyObservations(
            String tenant, Transactions transactions, Documents documents, DataSource database) {
        this.tenant = tenant;
        this.transactions = transactions;
        this.documents = documents;
        this.database = database;
    }

    /** Autovacuum would touch pages at a moment of its own. */
    void withoutVacuum() {
        prepare("ALTER TABLE resource SET (autovacuum_enabled = off)");
        prepare("ALTER TABLE search_date SET (autovacuum_enabled = off)");
    }

    /** Of other tenants and types: each is as small as that of the observations is large. */
    void amongManyOthers() {
        prepare(OTHERS.formatted(tenant));
    }

    /** All of the tenant, and autovacuum is back. */
    void remove() {
        prepare("ALTER TABLE resource RESET (autovacuum_enabled)");
        prepare("ALTER TABLE search_date RESET (autovacuum_enabled)");
        prepare("DELETE FROM resource WHERE tenant ~ '^" + tenant + "(-|$)'");
        prepare("DELETE FROM search_date WHERE tenant = '" + tenant + "'");
    }

    /** Under what one of them is found. */
    Set<Long> terms(String id) {
        Row row =
                transactions
                        .run(tenant, tx -> tx.run(TERMS, List.of(tenant, id)))
                        .await()
                        .indefinitely()
                        .iterator()
                        .next();
        return new TreeSet<>(Arrays.asList(row.getArrayOfLongs(0)));
    }

    /** One, as the service makes it. */
    void create(String id, String patient, String code) {
        String json =
                """
                {"resourceType":"Observation","id":"%s","status":"final",
                 "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
                 "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2026-03-01"}"""
                        .formatted(id, code, patient);
        ObjectNode document = (ObjectNode) FhirJson.parse(json.getBytes(StandardCharsets.UTF_8));
        transactions
                .run(tenant, tx -> documents.create(tx, document, Ownership.PLAIN))
                .await()
                .indefinitely();
    }

    /** As many as their numbers say. */
    void fill(int from, int to) {
        Set<Long> a = terms("other-a");
        Set<Long> common = new TreeSet<>(a);
        common.retainAll(terms("twin-a"));
        Set<Long> commonB = new TreeSet<>(terms("other-b"));
        commonB.retainAll(terms("twin-b"));
        prepare(
                FILL.formatted(
                        tenant,
                        array(common),
                        array(commonB),
                        a.size() - common.size(),
                        from,
                        to - 1));
        prepare(FILL_DATES.formatted(tenant, from, to - 1));
        prepare("ANALYZE resource, search_date");
        assertThat(sortIn()).as("pages of terms that waited").isLessThanOrEqualTo(WAITING_MAX);
    }

    /** Sorts in what waits; how many pages it was. */
    long sortIn() {
        return Long.parseLong(new Tables(database).rows(SORT_IN).get(0).get(1));
    }

    /** However long it takes: a million rows are not written in the time of a command. */
    private void prepare(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql + "; " + FLUSH);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String array(Set<Long> terms) {
        return terms.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
