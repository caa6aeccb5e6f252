package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads a search of several types (R4 section 3.1.1.2): by the parameters that each of them has,
 * and with those that control the result.
 */
@ApplicationScoped
class TypesReader {
    static final String TYPE = "_type";
    private static final Sort BY_TYPE = new Sort(SortKey.TYPE, (short) 0, false);

    /** What R4 knows for all types and this search does not serve. */
    private static final Set<String> LATER =
            Set.of(
                    "_content",
                    "_text",
                    "_filter",
                    "_list",
                    "_query",
                    "_has",
                    "_contained",
                    "_containedType",
                    "_include",
                    "_revinclude");

    private final CommonParameters common;
    private final ParametersOfNow parameters;

    TypesReader(CommonParameters common, ParametersOfNow parameters) {
        this.common = common;
        this.parameters = parameters;
    }

    /**
     * The types that {@code _type} names.
     *
     * @return empty when it is not given
     * @throws RefusedException 400 for a type that R4 does not have, and when it is given twice
     */
    static Optional<Set<String>> named(List<Map.Entry<String, String>> query) {
        Set<String> named = null;
        for (Map.Entry<String, String> entry : query) {
            if (entry.getKey().equals(TYPE)) {
                if (named != null) {
                    throw new RefusedException(Refusal.REPEATED_PARAMETER, TYPE);
                }
                named = new TreeSet<>(Arrays.asList(entry.getValue().split(",", -1)));
                if (!named.stream().allMatch(Definitions.r4()::isResourceType)) {
                    throw new RefusedException(Refusal.INVALID_PARAMETER, TYPE);
                }
            }
        }
        return Optional.ofNullable(named);
    }

    /**
     * Reads a call's search by the parameters that its tenant has now.
     *
     * @param types what is searched
     */
    Uni<SearchWish> read(Call call, Tx tx, List<String> types) {
        return parameters.read(tx, call.query(), () -> read(call, types));
    }

    private SearchWish read(Call call, List<String> types) {
        List<Criterion> criteria = new ArrayList<>();
        List<SearchWish.Asked> asked = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        List<Sort> sort = List.of(BY_TYPE);
        int count = SearchReader.COUNT_DEFAULT;
        boolean total = false;
        boolean onlyCount = false;
        String page = null;
        Set<String> given = new HashSet<>();
        for (Map.Entry<String, String> entry : call.query()) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (LATER.contains(SearchReader.base(name))) {
                throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, SearchReader.base(name));
            }
            ResultParameters.checkName(given, name);
            switch (name) {
                case TYPE -> {
                    // read already: it decides which types are searched at all
                }
                case "_count" -> count = ResultParameters.count(value);
                case "_total" -> total = ResultParameters.total(value);
                case "_summary" -> onlyCount = ResultParameters.summary(value);
                case "_sort" -> sort = sort(value);
                case "_page" -> page = value;
                case "_id" -> criteria.add(SearchReader.ids(value));
                case "_lastUpdated" -> criteria.add(SearchReader.lastUpdated(value));
                default -> {
                    if (!SearchReader.NOT_FOR_THE_SEARCH.contains(name)) {
                        common.membership(call, types, name, value)
                                .ifPresentOrElse(
                                        asked::add,
                                        () -> common(call, types, name, value, criteria, ignored));
                    }
                }
            }
        }
        List<Sort> order = sort;
        return new SearchWish(
                criteria,
                asked,
                List.of(),
                order,
                count,
                Optional.ofNullable(page).map(mark -> PageMark.read(mark, order)),
                total,
                onlyCount || count == 0,
                ignored);
    }

    /** By type, or by the last change and then by type. */
    private static List<Sort> sort(String value) {
        boolean descending = value.startsWith("-");
        if (!value.substring(descending ? 1 : 0).equals("_lastUpdated")) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        }
        return List.of(
                new Sort(SortKey.LAST_UPDATED, (short) 0, descending),
                new Sort(SortKey.TYPE, (short) 0, descending));
    }

    private void common(
            Call call,
            List<String> types,
            String name,
            String value,
            List<Criterion> criteria,
            List<String> ignored) {
        common.criterion(call, types, name, value)
                .ifPresentOrElse(criteria::add, () -> unknown(call, name, ignored));
    }

    private static void unknown(Call call, String name, List<String> ignored) {
        String code = ChainNames.code(name);
        if (call.conditions().strict()) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, code);
        }
        ignored.add(code);
    }
}
