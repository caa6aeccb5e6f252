package org.yunzhen.hospital.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement for many lists of values that a statement could be run with. */
final class AlikeSql {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    /** The position of whose a row is, behind those of the statement. */
    private static final String NUMBER = "number_of_search";

    /** What a column of values is in PostgreSQL. */
    private enum Kind {
        TEXT("text", ""),
        INTEGER("integer", ""),
        /** PostgreSQL knows no array of arrays of different lengths: each is written as a text. */
        NUMBERS("text", "::bigint[]"),
        TEXTS("text", "::text[]");

        private final String column;
        private final String cast;

        Kind(String column, String cast) {
            this.column = column;
            this.cast = cast;
        }

        static Optional<Kind> of(Object value) {
            if (value instanceof String) {
                return Optional.of(TEXT);
            } else if (value instanceof Integer) {
                return Optional.of(INTEGER);
            } else if (value instanceof Long[]) {
                return Optional.of(NUMBERS);
            }
            return value instanceof String[] ? Optional.of(TEXTS) : Optional.empty();
        }
    }

    private final String alone;
    private final String together;
    private final List<Kind> kinds;

    private AlikeSql(String alone, List<Kind> kinds) {
        this.alone = alone;
        this.kinds = kinds;
        Matcher placeholders = PLACEHOLDER.matcher(alone);
        String asked = placeholders.replaceAll(each -> value(Integer.parseInt(each.group(1))));
        StringBuilder arrays = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= kinds.size(); i++) {
            arrays.append(i == 1 ? "" : ", ")
                    .append("$" + i + "::" + kinds.get(i - 1).column + "[]");
            names.append("v" + i + ", ");
        }
        this.together =
                "SELECT s.*, w.n AS "
                        + NUMBER
                        + " FROM unnest("
                        + arrays
                        + ")"
                        + " WITH ORDINALITY AS w("
                        + names
                        + "n), LATERAL ("
                        + asked
                        + ") s";
    }

    /** Nothing where a value is of a kind that has no column. */
    static Optional<AlikeSql> of(String sql, List<Object> values) {
        List<Kind> kinds = values.stream().flatMap(value -> Kind.of(value).stream()).toList();
        return kinds.size() == values.size()
                ? Optional.of(new AlikeSql(sql, kinds))
                : Optional.empty();
    }

    private String value(int number) {
        return "w.v" + number + kinds.get(number - 1).cast;
    }

    /** The statement for one. */
    String alone() {
        return alone;
    }

    /** The statement for many; an array for each placeholder. */
    String together() {
        return together;
    }

    /** The values by placeholder. */
    List<Object> columns(List<List<Object>> searches) {
        List<Object> columns = new ArrayList<>(kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            columns.add(column(searches, i));
        }
        return columns;
    }

    private Object column(List<List<Object>> searches, int at) {
        return kinds.get(at) == Kind.INTEGER
                ? searches.stream().map(values -> values.get(at)).toArray(Integer[]::new)
                : searches.stream().map(values -> text(values.get(at))).toArray(String[]::new);
    }

    private static String text(Object value) {
        if (value instanceof Long[] numbers) {
            String listed = Arrays.toString(numbers);
            return "{" + listed.substring(1, listed.length() - 1) + "}";
        }
        return value instanceof String[] texts ? array(texts) : (String) value;
    }

    /** As PostgreSQL writes an array of texts. */
    private static String array(String[] texts) {
        StringBuilder array = new StringBuilder("{");
        for (String text : texts) {
            String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
            array.append(array.length() == 1 ? "\"" : ",\"").append(escaped).append('"');
        }
        return array.append('}').toString();
    }

    /**
     * The rows of each search in its order: a search's own come as its statement orders them,
     * whatever comes between them.
     */
    List<List<Row>> parted(Iterable<Row> rows, int searches) {
        List<List<Row>> parted = new ArrayList<>(searches);
        for (int i = 0; i < searches; i++) {
            parted.add(new ArrayList<>());
        }
        for (Row row : rows) {
            int last = row.size() - 1;
            parted.get(row.getLong(last).intValue() - 1).add(row);
        }
        return parted;
    }
}
