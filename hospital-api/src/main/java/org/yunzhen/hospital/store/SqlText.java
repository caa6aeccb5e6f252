package org.yunzhen.hospital.store;

import java.util.ArrayList;
import java.util.List;

/** SQL in the making, with its values; the first, {@code $1}, is the tenant's name. */
final class SqlText {
    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> values = new ArrayList<>();

    SqlText(String tenant) {
        values.add(tenant);
    }

    SqlText add(String sql) {
        text.append(sql);
        return this;
    }

    /** Adds a value and its placeholder. */
    SqlText value(Object value) {
        values.add(value);
        text.append('$').append(values.size());
        return this;
    }

    String text() {
        return text.toString();
    }

    List<Object> values() {
        return values;
    }
}
