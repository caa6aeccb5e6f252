package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.mappings.definition.SearchParam;

/**
 * A search as the caller wrote it, read and understood.
 *
 * @param criteria conditions on the type's own parameters
 * @param asked conditions for which something else is searched first
 * @param includes resources to be sent along
 * @param total whether the number of all matches is wished
 * @param onlyCount whether nothing but that number is wished
 * @param ignored parameters that R4 or this server does not know, in a lenient search
 */
record SearchWish(
        List<Criterion> criteria,
        List<Asked> asked,
        List<Include> includes,
        List<SearchQuery.Sort> sort,
        int count,
        Optional<SearchQuery.After> after,
        boolean total,
        boolean onlyCount,
        List<String> ignored) {

    /** A condition for which something else is searched first. */
    sealed interface Asked permits Chain, Membership {}

    /**
     * {@code param:in=…} or {@code param:not-in=…}.
     *
     * @param ofTypes the parameter of each type that is searched
     * @param valueSets canonical addresses or references of value sets
     * @param inside whether a code of one of them is sought, or of none
     */
    record Membership(Map<String, SearchParam> ofTypes, List<String> valueSets, boolean inside)
            implements Asked {}

    /**
     * {@code reference.param=value}: what is searched among the targets first. Or {@code
     * _has:type:reference:param=value}, the other way round: what is searched among the referring.
     *
     * @param types of what is searched first: targets, or the one type that refers
     * @param param parameter of these with its modifier, which may be a chain again
     * @param reverse whether these refer to what is sought
     */
    record Chain(
            SearchParam reference, List<String> types, String param, String value, boolean reverse)
            implements Asked {}

    /**
     * {@code _include} or {@code _revinclude}.
     *
     * @param source type that holds the reference, or null for any
     * @param param key of the reference parameter, or null for all of them
     * @param target type it must point at, or null for any
     * @param iterate whether it is followed from what is included too
     */
    record Include(String source, String param, String target, boolean reverse, boolean iterate) {}
}
