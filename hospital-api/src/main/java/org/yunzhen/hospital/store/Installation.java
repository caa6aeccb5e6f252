package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Facts about this database, settled once when it is new: whether it is a demo, the index key. */
@ApplicationScoped
public class Installation {
    private static final int INDEX_KEY_BYTES = 16;

    private static final String SETTLE =
            """
            INSERT INTO installation (demo, index_key) VALUES (?, ?)
            ON CONFLICT (only_one) DO NOTHING""";

    private final DataSource database;
    private final SearchTerms terms;

    Installation(DataSource database, SearchTerms terms) {
        this.database = database;
        this.terms = terms;
    }

    /**
     * Settles the facts of a new database, or reads them.
     *
     * @param demo what a new database becomes
     * @return whether this database is marked as a demo
     */
    public boolean settle(boolean demo) {
        try (Connection connection = database.getConnection()) {
            byte[] key = new byte[INDEX_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            try (PreparedStatement insert = connection.prepareStatement(SETTLE)) {
                insert.setBoolean(1, demo);
                insert.setBytes(2, key);
                insert.executeUpdate();
            }
            try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT demo, index_key FROM installation");
                    ResultSet row = select.executeQuery()) {
                row.next();
                terms.useKey(row.getBytes(2));
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read at start-up", e);
        }
    }
}
