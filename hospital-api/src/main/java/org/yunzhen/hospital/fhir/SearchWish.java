package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery;

/**
 * A search as the caller wrote it, read and understood.
 *
 * @param criteria conditions on the type's own parameters
 * @param chains conditions on what a reference points at
 * @param includes resources to be sent along
 * @param total whether the number of all matches is wished
 * @param onlyCount whether nothing but that number is wished
 * @param ignored parameters that R4 or this server does not know, in a lenient search
 * @param used names and values that stood in the search, for the self link
 */
record SearchWish(
        List<Criterion> criteria,
        List<Chain> chains,
        List<Include> includes,
        SearchQuery.Sort sort,
        int count,
        Optional<SearchQuery.After> after,
        boolean total,
        boolean onlyCount,
        List<String> ignored) {

    /**
     * {@code reference.param=value}: what is searched among the targets first.
     *
     * @param reference code of the reference parameter
     * @param targets types it may point at
     * @param param parameter of the targets with its modifier
     */
    record Chain(String reference, List<String> targets, String param, String value) {}

    /**
     * {@code _include} or {@code _revinclude}.
     *
     * @param source type that holds the reference
     * @param param code of the reference parameter
     * @param target type it must point at, or null for any
     */
    record Include(String source, String param, String target, boolean reverse) {}
}
