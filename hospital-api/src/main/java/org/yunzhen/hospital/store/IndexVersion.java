package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * By which version of the indexer the rows are found, and whether all are found by the current one.
 * Until they are, a search that needs what only the current one writes must not trust the index.
 */
@ApplicationScoped
public class IndexVersion {
    /**
     * Beside terms, dates, amounts and texts also whether a parameter is there, canonicals without
     * their version, pinyin of names.
     */
    public static final int WITH_PRESENCE = 2;

    /** Also texts of codes in the document's own row. */
    public static final int WITH_TOKEN_TEXTS = 3;

    /** Also quantities in base units. */
    public static final int WITH_BASE_UNITS = 3;

    /** Also quantities with a comparator as ranges. */
    public static final int WITH_COMPARATORS = 4;

    /** Also references by this server's own address, as if they were relative. */
    public static final int WITH_OWN_ADDRESSES = 5;

    static final int CURRENT = WITH_OWN_ADDRESSES;

    /** A row of before; its index knows it from the two conditions. */
    static final String OUTDATED = "index_version < " + CURRENT + " AND NOT deleted";

    static final String LEAST = "SELECT min(index_version) FROM resource WHERE " + OUTDATED;

    private final DataSource database;
    private volatile int least;

    IndexVersion(DataSource database) {
        this.database = database;
    }

    /** Asks before the first request. */
    public void load() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LEAST);
                ResultSet row = select.executeQuery()) {
            row.next();
            short found = row.getShort(1);
            isNow(row.wasNull() ? null : found);
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be asked", e);
        }
    }

    /** Whether no row is left that an earlier version has indexed, as far as this node knows. */
    public boolean isComplete() {
        return has(CURRENT);
    }

    /** Whether all rows are found by what this version writes. */
    public boolean has(int version) {
        return least >= version;
    }

    /**
     * @param outdated least version of a row that an earlier one has indexed, or null
     */
    void isNow(Short outdated) {
        least = outdated == null ? CURRENT : outdated;
    }
}
