package org.yunzhen.hospital.store;

import java.util.List;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchQuery.Sort;

/**
 * A search among several types of one tenant.
 *
 * @param parts the types, those together of which the caller may see the same
 * @param criteria conditions that all must hold, whatever the type
 * @param sort orders of the results, the last by type
 * @param count results of a page
 * @param after where the last page ended, or null for the first
 */
public record TypesQuery(
        List<Part> parts, List<Criterion> criteria, List<Sort> sort, int count, After after) {

    /** Types of which the caller may see the same. */
    public record Part(List<String> types, Narrowing narrowing) {}
}
