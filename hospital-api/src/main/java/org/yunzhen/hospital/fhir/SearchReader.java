package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Reads the parameters of a search: the type's own, and those that control the result. */
@ApplicationScoped
class SearchReader {
    private static final int COUNT_DEFAULT = 20;
    private static final int COUNT_MAX = 1000;
    private static final Set<String> NOT_FOR_THE_SEARCH = Set.of("_format", "_pretty");
    private static final Set<String> LATER =
            Set.of(
                    "_content",
                    "_text",
                    "_filter",
                    "_list",
                    "_has",
                    "_query",
                    "_contained",
                    "_containedType",
                    "_elements",
                    "_type");

    private final SearchValues values;
    private final ParameterNumbers numbers;

    SearchReader(SearchValues values, ParameterNumbers numbers) {
        this.values = values;
        this.numbers = numbers;
    }

    /** A search being read. */
    private static final class Reading {
        private final List<Criterion> criteria = new ArrayList<>();
        private final List<SearchWish.Chain> chains = new ArrayList<>();
        private final List<SearchWish.Include> includes = new ArrayList<>();
        private final List<String> ignored = new ArrayList<>();
        private Sort sort = Sort.BY_ID;
        private int count = COUNT_DEFAULT;
        private SearchQuery.After after;
        private boolean total;
        private boolean onlyCount;
    }

    /**
     * @param strict whether unknown parameters are refused instead of named in the answer
     * @throws RefusedException 400 for a value, modifier or parameter that cannot be served
     */
    SearchWish read(
            String tenant, String type, List<Map.Entry<String, String>> query, boolean strict) {
        Reading reading = new Reading();
        for (Map.Entry<String, String> entry : query) {
            boolean control = control(type, reading, entry.getKey(), entry.getValue());
            if (!control) {
                own(tenant, type, reading, entry.getKey(), entry.getValue(), strict);
            }
        }
        return new SearchWish(
                reading.criteria,
                reading.chains,
                reading.includes,
                reading.sort,
                reading.count,
                Optional.ofNullable(reading.after),
                reading.total,
                reading.onlyCount || reading.count == 0,
                reading.ignored);
    }

    private boolean control(String type, Reading reading, String name, String value) {
        if (NOT_FOR_THE_SEARCH.contains(name)) {
            return true;
        }
        if (LATER.contains(base(name))) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, base(name));
        }
        switch (name) {
            case "_count" -> reading.count = count(value);
            case "_total" -> reading.total = total(value);
            case "_summary" -> reading.onlyCount = summary(value);
            case "_sort" -> reading.sort = sort(type, value);
            case "_page" -> reading.after = PageMark.read(value);
            case "_include" -> reading.includes.add(include(type, value, false));
            case "_revinclude" -> reading.includes.add(include(type, value, true));
            case "_id" -> reading.criteria.add(ids(value));
            case "_lastUpdated" ->
                    reading.criteria.add(
                            new Criterion.LastUpdated(
                                    Escapes.split(value, ',').stream()
                                            .map(v -> SearchValues.date(name, v))
                                            .toList()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void own(
            String tenant,
            String type,
            Reading reading,
            String name,
            String value,
            boolean strict) {
        int dot = name.indexOf('.');
        int colon = name.indexOf(':');
        String code = dot > 0 ? base(name.substring(0, dot)) : base(name);
        SearchParam param = Definitions.r4().searchParam(type, code);
        if (param == null) {
            unknown(reading, code, strict);
        } else if (dot > 0) {
            reading.chains.add(chain(param, name, dot, value));
        } else {
            String modifier = colon < 0 ? null : name.substring(colon + 1);
            reading.criteria.add(values.criterion(tenant, type, param, modifier, value));
        }
    }

    private static void unknown(Reading reading, String code, boolean strict) {
        if (strict) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, code);
        }
        reading.ignored.add(code);
    }

    private static SearchWish.Chain chain(SearchParam param, String name, int dot, String value) {
        String head = name.substring(0, dot);
        String rest = name.substring(dot + 1);
        int colon = head.indexOf(':');
        List<String> targets = colon < 0 ? param.targets() : List.of(head.substring(colon + 1));
        boolean unusable =
                param.kind() != SearchParam.Kind.REFERENCE
                        || !param.targets().containsAll(targets)
                        || rest.contains(".");
        if (unusable) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, name);
        }
        return new SearchWish.Chain(param.code(), targets, rest, value);
    }

    private static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static int count(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_count");
        }
        return Math.min(Integer.parseInt(value), COUNT_MAX);
    }

    private static boolean total(String value) {
        return switch (value) {
            case "none" -> false;
            case "estimate", "accurate" -> true;
            default -> throw new RefusedException(Refusal.INVALID_PARAMETER, "_total");
        };
    }

    private static boolean summary(String value) {
        return switch (value) {
            case "count" -> true;
            case "false" -> false;
            default -> throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_summary");
        };
    }

    private Sort sort(String type, String value) {
        boolean descending = value.startsWith("-");
        String code = descending ? value.substring(1) : value;
        SortKey key =
                switch (code) {
                    case "_id" -> SortKey.ID;
                    case "_lastUpdated" -> SortKey.LAST_UPDATED;
                    case "date" -> SortKey.OWN_DATE;
                    default -> SortKey.DATE;
                };
        SearchParam param = Definitions.r4().searchParam(type, code);
        if (param == null || (key != SortKey.ID && param.kind() != SearchParam.Kind.DATE)) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, "_sort");
        }
        short number = key == SortKey.DATE ? numbers.of(type, code) : 0;
        return new Sort(key, number, descending);
    }

    private static Criterion ids(String value) {
        List<String> ids = Escapes.split(value, ',');
        if (!ids.stream().allMatch(Ids::isValid)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_id");
        }
        return new Criterion.AnyId(ids);
    }

    private static SearchWish.Include include(String type, String value, boolean reverse) {
        String[] parts = value.split(":", -1);
        String name = reverse ? "_revinclude" : "_include";
        if (parts.length < 2 || parts.length > 3) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        SearchParam param = Definitions.r4().searchParam(parts[0], parts[1]);
        boolean usable =
                param != null
                        && param.kind() == SearchParam.Kind.REFERENCE
                        && (reverse ? param.targets().contains(type) : parts[0].equals(type));
        if (!usable) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        return new SearchWish.Include(
                parts[0], parts[1], parts.length == 3 ? parts[2] : null, reverse);
    }
}
