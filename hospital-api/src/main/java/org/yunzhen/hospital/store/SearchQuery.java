package org.yunzhen.hospital.store;

import java.util.List;

/**
 * A search among one type of one tenant.
 *
 * @param criteria conditions that all must hold
 * @param narrowing what the caller may see
 * @param sort orders of the results, the first first; one at least
 * @param count results of a page
 * @param after where the last page ended, or null for the first
 */
public record SearchQuery(
        String type,
        List<Criterion> criteria,
        Narrowing narrowing,
        List<Sort> sort,
        int count,
        After after) {

    /** A search with one order. */
    public SearchQuery(
            String type,
            List<Criterion> criteria,
            Narrowing narrowing,
            Sort sort,
            int count,
            After after) {
        this(type, criteria, narrowing, List.of(sort), count, after);
    }

    /**
     * What may be seen.
     *
     * @param everything no limit within tenant and type
     * @param terms compartments and party of the caller, of which the resource must have one
     * @param relationsOf names of the caller whose care relations open further compartments
     */
    public record Narrowing(boolean everything, List<Long> terms, List<String> relationsOf) {
        /** All of the type in the tenant. */
        public static final Narrowing NONE = new Narrowing(true, List.of(), List.of());
    }

    /** What the results are ordered by; the id breaks ties. */
    public enum SortKey {
        ID,
        /** The resource type, where several are searched. */
        TYPE,
        LAST_UPDATED,
        OWN_DATE,
        DATE,
        AMOUNT,
        TEXT,
        /** What the document says at some paths: codes, references, addresses. */
        DOCUMENT
    }

    /**
     * Order of the results. What has no value comes last, whatever the direction; of several values
     * the one that comes first counts.
     *
     * @param param number of the parameter for dates, amounts and texts
     * @param paths of SQL/JSON for {@link SortKey#DOCUMENT}, made of definitions alone
     */
    public record Sort(SortKey key, short param, boolean descending, List<String> paths) {
        public Sort(SortKey key, short param, boolean descending) {
            this(key, param, descending, List.of());
        }

        /** By id. */
        public static final Sort BY_ID = new Sort(SortKey.ID, (short) 0, false);
    }

    /**
     * The last result of a page.
     *
     * @param keys its sort keys as text, one for each order
     */
    public record After(List<String> keys, String id) {}
}
