package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads a search of several types (R4 section 3.1.1.2): by the parameters that every type has, and
 * with those that control the result.
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

    private final SearchValues values;

    TypesReader(SearchValues values) {
        this.values = values;
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
     * @param types what is searched
     * @param strict whether unknown parameters are refused instead of named in the answer
     */
    SearchWish read(
            String tenant,
            List<String> types,
            List<Map.Entry<String, String>> query,
            boolean strict) {
        List<Criterion> criteria = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        List<Sort> sort = List.of(BY_TYPE);
        int count = SearchReader.COUNT_DEFAULT;
        boolean total = false;
        boolean onlyCount = false;
        String page = null;
        for (Map.Entry<String, String> entry : query) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (LATER.contains(SearchReader.base(name))) {
                throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, SearchReader.base(name));
            }
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
                        common(tenant, types, name, value, strict, criteria, ignored);
                    }
                }
            }
        }
        List<Sort> order = sort;
        return new SearchWish(
                criteria,
                List.of(),
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
            String tenant,
            List<String> types,
            String name,
            String value,
            boolean strict,
            List<Criterion> criteria,
            List<String> ignored) {
        String code = SearchReader.base(name);
        String modifier = code.equals(name) ? null : name.substring(code.length() + 1);
        SearchParam param =
                Definitions.r4().commonSearchParams().stream()
                        .filter(common -> common.code().equals(code))
                        .findFirst()
                        .orElse(null);
        if (param != null) {
            criteria.add(
                    merged(
                            types.stream()
                                    .map(t -> values.criterion(tenant, t, param, modifier, value))
                                    .toList()));
        } else if (strict) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, code);
        } else {
            ignored.add(code);
        }
    }

    /** A term of one type is none of another, so the terms of all can be asked for together. */
    private static Criterion merged(List<Criterion> ofEach) {
        Set<Long> terms = new LinkedHashSet<>();
        for (Criterion one : ofEach) {
            if (one instanceof Criterion.AnyTerm any) {
                terms.addAll(any.terms());
            } else if (one instanceof Criterion.NoTerm none) {
                terms.addAll(none.terms());
            }
        }
        Criterion first = ofEach.get(0);
        if (first instanceof Criterion.AnyTerm any) {
            return new Criterion.AnyTerm(List.copyOf(terms), any.few());
        }
        return first instanceof Criterion.NoTerm
                ? new Criterion.NoTerm(List.copyOf(terms))
                : new Criterion.AnyOf(List.copyOf(new LinkedHashSet<>(ofEach)));
    }
}
