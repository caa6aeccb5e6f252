package org.yunzhen.hospital.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.terminology.Terms.codes;
import static org.yunzhen.hospital.terminology.Terms.out;
import static org.yunzhen.hospital.terminology.Terms.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/**
 * A system of 20,000 codes, or of 300,000 with {@code -Dproof=full}: every question is answered by
 * probes of indexes.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ManyCodesTest {
    private static final int CODES = "full".equals(System.getProperty("proof")) ? 300_000 : 20_000;
    private static final String MANY = "http://example.org/CodeSystem/many";

    /** Codes below a hundred groups, each with a name. */
    private static final String FILL =
            """
            INSERT INTO concept (tenant, system, code, place, display, ancestors, parents, inactive,
                                 abstract, properties, designations, words)
            SELECT 'home', s.number, 'c' || i, i, 'Name ' || i,
                   ARRAY['g' || i %% 100], ARRAY['g' || i %% 100], false, false, '[]', '[]',
                   array_to_tsvector(ARRAY['c' || i, 'name', i::text])
              FROM code_system s, generate_series(1, %d) i
             WHERE s.tenant = 'home' AND s.url = '%s'""";

    /** Plans of what the service asks, with its own conditions. */
    private static final List<String> ASKED =
            List.of(
                    "code = 'c777'",
                    "code = ANY(ARRAY['c1', 'c2'])",
                    "words @@ '''777'':*'::tsquery",
                    "(ancestors @> ARRAY['g7'::text] OR code = 'g7')");

    @Inject DataSource database;

    private final Http integration = Http.as("integration01");

    @Test
    void lookups_checks_and_filters_probe_an_index() throws SQLException {
        String groups = "{\"code\":\"g7\",\"display\":\"Group 7\"}";
        String system =
                """
                {"resourceType":"CodeSystem","id":"many","url":"%s","status":"active",
                 "content":"complete","concept":[%s]}"""
                        .formatted(MANY, groups);
        assertThat(integration.put("/fhir/CodeSystem/many", system).status()).isIn(200, 201);
        String lookup = "/fhir/CodeSystem/$lookup" + query("system", MANY, "code", "g7");
        assertThat(integration.get(lookup).status()).isEqualTo(200);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FILL.formatted(CODES, MANY));
            statement.execute("ANALYZE concept");
            for (String condition : ASKED) {
                assertThat(plan(statement, condition)).as(condition).doesNotContain("Seq Scan");
            }
        }

        Reply found =
                integration.get(
                        "/fhir/CodeSystem/$lookup" + query("system", MANY, "code", "c" + CODES));
        assertThat(out(found, "display").asText()).isEqualTo("Name " + CODES);
        assertThat(codes(expand("\"filter\",\"valueString\":\"name 7777\""))).contains("c7777");
        Reply page = expand("\"count\",\"valueInteger\":3");
        assertThat(codes(page)).hasSize(3);
        assertThat(page.json().at("/expansion/total").asInt()).isEqualTo(CODES + 1);
    }

    private Reply expand(String input) {
        Reply reply =
                integration.post(
                        "/fhir/ValueSet/$expand",
                        """
                        {"resourceType":"Parameters","parameter":[{"name":%s},{"name":"valueSet",
                         "resource":{"resourceType":"ValueSet","status":"active",
                         "compose":{"include":[{"system":"%s"}]}}}]}"""
                                .formatted(input, MANY));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private static String plan(Statement statement, String condition) throws SQLException {
        String sql =
                "EXPLAIN SELECT code FROM concept WHERE tenant = 'home' AND system ="
                        + " (SELECT number FROM code_system WHERE tenant = 'home' AND url = '"
                        + MANY
                        + "' AND origin = 'CodeSystem/many') AND "
                        + condition
                        + " LIMIT 100";
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines.stream().filter(line -> line.contains("concept")).toList().toString();
    }
}
