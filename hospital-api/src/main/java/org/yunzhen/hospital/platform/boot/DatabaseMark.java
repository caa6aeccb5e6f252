package org.yunzhen.hospital.platform.boot;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a configured database is marked as, asked before anything is written to it: the demo touches
 * only an empty database or a demo's, and production never a demo's.
 */
final class DatabaseMark {
    private static final Logger LOG = Logger.getLogger(DatabaseMark.class);
    private static final int CONNECT_SECONDS_MAX = 5;

    private static final String HAS_MARK = "SELECT to_regclass('public.installation') IS NOT NULL";
    private static final String IS_DEMO = "SELECT bool_or(demo) FROM public.installation";
    private static final String HAS_TABLES =
            """
            SELECT EXISTS (SELECT 1 FROM pg_tables
                            WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))""";

    private DatabaseMark() {}

    /**
     * Why this service must not use the database, if so. A database that cannot be reached yet is
     * no reason: start-up tries again and asks for the mark itself.
     *
     * @param url {@code postgresql://…}
     */
    static Optional<String> complaint(String url, String user, String password, boolean demo) {
        DriverManager.setLoginTimeout(CONNECT_SECONDS_MAX);
        try (Connection connection = DriverManager.getConnection("jdbc:" + url, user, password);
                Statement statement = connection.createStatement()) {
            boolean marked = holds(statement, HAS_MARK);
            boolean demoData = marked && holds(statement, IS_DEMO);
            boolean foreign = !demoData && (marked || holds(statement, HAS_TABLES));
            return demo ? ofDemo(foreign) : ofProduction(demoData);
        } catch (SQLException e) {
            LOG.debugf("the database cannot be asked yet: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> ofDemo(boolean foreign) {
        return foreign
                ? Optional.of(
                        "yunzhen.database.url names a database that is not marked demo;"
                                + " profile demo does not touch it")
                : Optional.empty();
    }

    private static Optional<String> ofProduction(boolean demoData) {
        return demoData
                ? Optional.of(
                        "yunzhen.database.url names a database that is marked demo;"
                                + " its accounts and keys are public")
                : Optional.empty();
    }

    private static boolean holds(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
