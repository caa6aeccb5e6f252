package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WaitingTermsTest {
    /** Much less than autovacuum would take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String WAITING =
            "SELECT n_pending_tuples"
                    + " FROM gin_metapage_info(get_raw_page('resource_terms', 0))";

    @Inject DataSource database;

    @Test
    void what_writes_left_waiting_is_sorted_into_the_index_before_long() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pageinspect");
            statement.execute("SELECT gin_clean_pending_list('resource_terms')");
            write();

            await().atMost(PATIENCE).until(() -> waiting(statement) == 0);
        }
    }

    private static void write() {
        String basic =
                """
                {"resourceType":"Basic","code":{"text":"waits to be sorted in"}}""";
        assertThat(Http.as("integration01").post("/fhir/Basic", basic).status()).isEqualTo(201);
    }

    private static long waiting(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getLong(1);
        }
    }
}
