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
     * 1: terms, dates, amounts, texts. 2: also whether a parameter is there, texts of tokens,
     * canonicals without their version, pinyin of names. 3: texts of tokens in the document's row.
     */
    public static final int CURRENT = 3;

    /** A row of before; its index knows it from the two conditions. */
    static final String OUTDATED = "index_version < " + CURRENT + " AND NOT deleted";

    static final String ANY_OUTDATED =
            "SELECT EXISTS (SELECT 1 FROM resource WHERE " + OUTDATED + ")";

    private final DataSource database;
    private volatile boolean complete;

    IndexVersion(DataSource database) {
        this.database = database;
    }

    /** Asks before the first request. */
    public void load() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ANY_OUTDATED);
                ResultSet row = select.executeQuery()) {
            row.next();
            complete = !row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be asked", e);
        }
    }

    /** Whether no row is left that an earlier version has indexed, as far as this node knows. */
    public boolean isComplete() {
        return complete;
    }

    void isNow(boolean nothingLeft) {
        complete = nothingLeft;
    }
}
