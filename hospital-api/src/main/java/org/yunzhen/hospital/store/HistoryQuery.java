package org.yunzhen.hospital.store;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A history: of one resource, of a type, or of several types of one tenant, the newest first.
 *
 * @param parts types with what may be seen of them; each type in one part only
 * @param id of the one resource whose history it is, or null; then there is one part of one type
 * @param since only versions made from then on, or null
 * @param at only versions that were current at some moment of it, or null
 * @param until only versions made until then, or null
 * @param after where the last page ended, or null for the first
 * @param count versions of a page
 */
public record HistoryQuery(
        List<Part> parts,
        String id,
        OffsetDateTime since,
        During at,
        OffsetDateTime until,
        After after,
        int count) {

    /** The same from its first page on. */
    HistoryQuery fromTheStart() {
        return new HistoryQuery(parts, id, since, at, until, null, count);
    }

    /** The same without what was made after an instant. */
    HistoryQuery until(OffsetDateTime instant) {
        return new HistoryQuery(parts, id, since, at, instant, after, count);
    }

    /** Types that the caller sees in the same measure. */
    public record Part(List<String> types, Sight sight) {}

    /**
     * What may be seen, of the current version and of each earlier one by itself: what once stood
     * in another's record stays hidden from those who do not see that record.
     *
     * @param everything no limit within tenant and type
     * @param narrowing the same as a search's, for what is current and not deleted
     * @param patients in whose compartments it may stand
     * @param parties who may be named among those who work on it
     * @param relationsOf names of the caller whose care relations open further compartments
     */
    public record Sight(
            boolean everything,
            SearchQuery.Narrowing narrowing,
            List<String> patients,
            List<String> parties,
            List<String> relationsOf) {}

    /** A stretch of time, with its first moment and without its end. */
    public record During(OffsetDateTime low, OffsetDateTime high) {}

    /** The last version of a page. */
    public record After(OffsetDateTime lastUpdated, String type, String id, int version) {}
}
