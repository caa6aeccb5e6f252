package org.yunzhen.hospital.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the database to the tables of this build. Flyway, which takes a lock against other nodes,
 * is asked only when its history is not that of this build: finding that nothing is to be done
 * would cost each start half a second.
 */
@ApplicationScoped
class Migrations {
    /** The versions of this build, as its files name them. */
    static final List<String> VERSIONS =
            List.of(
                    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
                    "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28",
                    "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41");

    private static final String HISTORY =
            """
            SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history
             WHERE version IS NOT NULL HAVING bool_and(success)""";

    private static final Logger LOG = Logger.getLogger(Migrations.class);

    private final DataSource database;
    private final Instance<Flyway> flyway;

    Migrations(DataSource database, Instance<Flyway> flyway) {
        this.database = database;
        this.flyway = flyway;
    }

    /** Applies what is missing; a database that cannot be reached yet is waited for by Flyway. */
    void apply() {
        if (!isDone()) {
            flyway.get().migrate();
        }
    }

    private boolean isDone() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(HISTORY);
                ResultSet row = select.executeQuery()) {
            return row.next() && String.join(",", VERSIONS).equals(row.getString(1));
        } catch (SQLException e) {
            LOG.debug("no history of migrations yet", e);
            return false;
        }
    }
}
