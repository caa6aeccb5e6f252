package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchParam.Kind;

/**
 * The numbers under which parameters with rows of their own (dates, amounts, texts, and the texts
 * of tokens) are kept.
 */
@ApplicationScoped
public class ParameterNumbers {
    private static final Set<Kind> WITH_ROWS =
            Set.of(Kind.DATE, Kind.NUMBER, Kind.QUANTITY, Kind.STRING, Kind.TOKEN);

    private static final Set<Kind> BY_TERMS = Set.of(Kind.TOKEN, Kind.REFERENCE, Kind.URI);

    private static final String ADD =
            """
            INSERT INTO search_parameter (type, code)
            SELECT * FROM unnest(?::text[], ?::text[]) ON CONFLICT (type, code) DO NOTHING""";

    private static final String ALL = "SELECT type, code, number FROM search_parameter";

    private static final Short[] NONE = {};

    private final DataSource database;
    private volatile Map<String, Short> numbers = Map.of();
    private volatile Map<String, Short[]> byType = Map.of();

    ParameterNumbers(DataSource database) {
        this.database = database;
    }

    /** Numbers those that a new database, or a new release, does not know yet. */
    public void load() {
        try (Connection connection = database.getConnection()) {
            Map<String, Short> known = read(connection);
            if (known.size() < wanted().size()) {
                add(connection, wanted());
                known = read(connection);
            }
            numbers = Map.copyOf(known);
            byType = byType(known);
        } catch (SQLException e) {
            throw new IllegalStateException("search parameters cannot be numbered", e);
        }
    }

    /**
     * Whether the values of a parameter are terms, so that one more must tell that it has any. Of a
     * tenant's own all say it.
     */
    static boolean isFoundByTerms(String type, String code) {
        if (SearchParam.numberIn(code) >= 0) {
            return true;
        }
        SearchParam param = Definitions.r4().searchParam(type, code);
        return param != null && BY_TERMS.contains(param.kind()) && !code.equals("_id");
    }

    /**
     * Number of a parameter of a type.
     *
     * @param code its {@link SearchParam#key}
     */
    public short of(String type, String code) {
        int own = SearchParam.numberIn(code);
        if (own >= 0) {
            return (short) own;
        }
        Short number = numbers.get(key(type, code));
        if (number == null) {
            throw new IllegalStateException("no number for " + key(type, code));
        }
        return number;
    }

    /** Numbers of all parameters of a type. */
    Short[] ofType(String type) {
        return byType.getOrDefault(type, NONE);
    }

    private static Map<String, Short[]> byType(Map<String, Short> numbers) {
        Map<String, List<Short>> gathered = new HashMap<>();
        numbers.forEach(
                (key, number) ->
                        gathered.computeIfAbsent(
                                        key.substring(0, key.indexOf('.')), t -> new ArrayList<>())
                                .add(number));
        Map<String, Short[]> byType = new HashMap<>();
        gathered.forEach((type, list) -> byType.put(type, list.toArray(NONE)));
        return byType;
    }

    private static Map<String, String[]> wanted() {
        Map<String, String[]> wanted = new HashMap<>();
        for (String type : Definitions.r4().resourceTypes()) {
            for (SearchParam param : Definitions.r4().searchParams(type)) {
                if (WITH_ROWS.contains(param.kind())) {
                    wanted.put(key(type, param.code()), new String[] {type, param.code()});
                }
            }
        }
        return wanted;
    }

    private static void add(Connection connection, Map<String, String[]> wanted)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setArray(1, column(connection, wanted, 0));
            insert.setArray(2, column(connection, wanted, 1));
            insert.executeUpdate();
        }
    }

    private static Array column(Connection connection, Map<String, String[]> rows, int index)
            throws SQLException {
        return connection.createArrayOf(
                "text", rows.values().stream().map(row -> row[index]).toArray());
    }

    private static Map<String, Short> read(Connection connection) throws SQLException {
        Map<String, Short> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(ALL);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.put(key(row.getString(1), row.getString(2)), row.getShort(3));
            }
        }
        return found;
    }

    private static String key(String type, String code) {
        return type + "." + code;
    }
}
