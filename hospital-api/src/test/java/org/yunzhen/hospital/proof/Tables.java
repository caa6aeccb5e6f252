package org.yunzhen.hospital.proof;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What stands in the tables, asked past the service. */
public final class Tables {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MOVING =
            "SELECT id FROM bill WHERE status IN ('submitted', 'reverting', 'refunding')"
                    + " UNION ALL SELECT task FROM service_stop WHERE NOT done";

    private final DataSource database;

    public Tables(DataSource database) {
        this.database = database;
    }

    /**
     * Rows of each table but the trail, the migrations' own, and those that the dispatcher empties
     * and fills by itself: what is written there stands beside a document that is counted.
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : names(statement)) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    counts.put(table, row.getLong(1));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same once no bill and no stop of service goes on by itself any more. */
    Map<String, Long> countsAtRest() {
        await().atMost(PATIENCE).until(() -> rows(MOVING).isEmpty());
        return counts();
    }

    private static List<String> names(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                + " AND tablename NOT IN ('trail', 'flyway_schema_history',"
                                + " 'job_lease', 'outbox', 'live_event', 'live_counter')")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The rows of a query as texts. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes something past the service. */
    public void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
