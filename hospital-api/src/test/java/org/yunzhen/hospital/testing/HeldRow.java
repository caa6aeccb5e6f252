package org.yunzhen.hospital.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Rows that a test holds, so that all who want them stand in line until it lets go. */
public final class HeldRow implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final DataSource database;
    private final Connection holder;

    private HeldRow(DataSource database, Connection holder) {
        this.database = database;
        this.holder = holder;
    }

    /** Locks the row that a query with one parameter finds. */
    public static HeldRow of(DataSource database, String table, String column, String value) {
        try {
            Connection holder = database.getConnection();
            holder.setAutoCommit(false);
            HeldRow held = new HeldRow(database, holder);
            held.lock(table, column, value, "FOR UPDATE");
            return held;
        } catch (SQLException e) {
            throw new IllegalStateException("the row is not to be had", e);
        }
    }

    /** Whether nobody else holds another row; then it is held as well. */
    public boolean takes(String table, String column, String value) {
        try {
            lock(table, column, value, "FOR UPDATE NOWAIT");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void lock(String table, String column, String value, String how) throws SQLException {
        String sql = "SELECT 1 FROM " + table + " WHERE " + column + " = ? " + how;
        try (PreparedStatement select = holder.prepareStatement(sql)) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no row of " + table + " is " + value);
                }
            }
        }
    }

    /** Returns when so many stand in line. */
    public void awaitWaiting(int count) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> waiting() >= count);
    }

    private int waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(WAITING);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Lets go. */
    @Override
    public void close() {
        try (holder) {
            holder.rollback();
            holder.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException("the row is not let go", e);
        }
    }
}
