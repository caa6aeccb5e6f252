package org.yunzhen.hospital.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** From rows of {@link #COLUMNS} to {@link Stored}. */
public final class Rows {
    /** What is read of a row of {@code resource}, in this order and before anything else. */
    public static final String COLUMNS = DocumentSql.COLUMNS;

    private static final String[] NOBODY = {};

    private Rows() {}

    /** The version that a row holds. */
    public static Stored stored(Row row) {
        return new Stored(
                row.getString(0),
                row.getString(1),
                row.getInteger(2),
                row.getOffsetDateTime(3),
                row.getBoolean(4),
                row.getString(5),
                texts(row, 6),
                texts(row, 7),
                row.getBuffer(8).getDelegate());
    }

    static List<String> texts(Row row, int column) {
        String[] values = row.getArrayOfStrings(column);
        return List.of(values == null ? NOBODY : values);
    }
}
