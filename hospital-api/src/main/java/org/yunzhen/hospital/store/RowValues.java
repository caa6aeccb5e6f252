package org.yunzhen.hospital.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A document with its index as {@link DocumentSql#CREATE} and {@link DocumentSql#UPDATE} take it.
 */
final class RowValues {
    private RowValues() {}

    /** What both begin with: the row, then its index. */
    static List<Object> of(String tenant, Stored stored, Indexed index) {
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList(
                                tenant,
                                stored.type(),
                                stored.id(),
                                stored.lastUpdated(),
                                stored.workflow(),
                                stored.patients().toArray(String[]::new),
                                stored.parties().toArray(String[]::new),
                                Documents.boxed(index.terms()),
                                index.sortDate(),
                                stored.body()));
        IndexColumns.append(values, index);
        return values;
    }

    /**
     * All that {@link DocumentSql#CREATE} takes.
     *
     * @param generation by how many changes of the tenant's own parameters it is indexed
     * @param putAnew the version, where it was put under its id
     * @param writer the role of who wrote it, or null
     */
    static List<Object> created(
            String tenant,
            Stored stored,
            Indexed index,
            int generation,
            Integer putAnew,
            String writer) {
        List<Object> values = of(tenant, stored, index);
        values.add(generation);
        values.add(putAnew);
        values.add(writer);
        return values;
    }
}
