package org.yunzhen.hospital.store;

import java.util.List;

/**
 * A search among one type of one tenant.
 *
 * @param criteria conditions that all must hold
 * @param narrowing what the caller may see
 * @param sort order of the results
 * @param count results of a page
 * @param after where the last page ended, or null for the first
 */
public record SearchQuery(
        String type,
        List<Criterion> criteria,
        Narrowing narrowing,
        Sort sort,
        int count,
        After after) {

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
        LAST_UPDATED,
        OWN_DATE,
        DATE
    }

    /**
     * Order of the results.
     *
     * @param param number of the date parameter for {@link SortKey#DATE}
     */
    public record Sort(SortKey key, short param, boolean descending) {
        /** By id. */
        public static final Sort BY_ID = new Sort(SortKey.ID, (short) 0, false);
    }

    /**
     * The last result of a page.
     *
     * @param key its sort key as text, or null when sorted by id
     */
    public record After(String key, String id) {}
}
