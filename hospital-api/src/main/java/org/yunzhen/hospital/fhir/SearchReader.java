package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.Parameters;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Reads the parameters of a search: the type's own, and those that control the result. */
@ApplicationScoped
class SearchReader {
    static final int COUNT_DEFAULT = 20;
    static final Set<String> NOT_FOR_THE_SEARCH = Set.of("_format", "_pretty", "_elements");
    private static final Set<String> LATER =
            Set.of(
                    "_content",
                    "_text",
                    "_filter",
                    "_list",
                    "_query",
                    "_contained",
                    "_containedType",
                    "_type");

    private final SearchValues values;
    private final ParameterNumbers numbers;
    private final ParametersOfNow parameters;

    SearchReader(SearchValues values, ParameterNumbers numbers, ParametersOfNow parameters) {
        this.values = values;
        this.numbers = numbers;
        this.parameters = parameters;
    }

    /** A search being read. */
    private static final class Reading {
        private final Parameters parameters;
        private final List<Criterion> criteria = new ArrayList<>();
        private final List<SearchWish.Asked> asked = new ArrayList<>();
        private final List<SearchWish.Include> includes = new ArrayList<>();
        private final List<String> ignored = new ArrayList<>();
        private final Set<String> given = new HashSet<>();
        private List<Sort> sort = List.of(Sort.BY_ID);
        private int count = COUNT_DEFAULT;
        private String page;
        private boolean total;
        private boolean onlyCount;

        Reading(Parameters parameters) {
            this.parameters = parameters;
        }
    }

    /**
     * Reads a call's search, or criteria of it, by the parameters that its tenant has now.
     *
     * @param strict whether unknown parameters are refused instead of named in the answer
     */
    Uni<SearchWish> read(Call call, Tx tx, List<Map.Entry<String, String>> query, boolean strict) {
        return parameters.read(tx, query, () -> read(call.tenant(), call.type(), query, strict));
    }

    /** Reads criteria that stand by themselves; fails with 400 when one is unknown. */
    Uni<SearchWish> read(Tx tx, String type, List<Map.Entry<String, String>> query) {
        return parameters.read(tx, query, () -> read(tx.tenant(), type, query, true));
    }

    /**
     * Reads by the parameters that the tenant has, as far as this node knows.
     *
     * @param strict whether unknown parameters are refused instead of named in the answer
     * @throws RefusedException 400 for a value, modifier or parameter that cannot be served; 503
     *     for one whose index is not complete
     */
    SearchWish read(
            String tenant, String type, List<Map.Entry<String, String>> query, boolean strict) {
        return read(tenant, type, query, strict, new Reading(parameters.known(tenant)));
    }

    private SearchWish read(
            String tenant,
            String type,
            List<Map.Entry<String, String>> query,
            boolean strict,
            Reading reading) {
        for (Map.Entry<String, String> entry : query) {
            boolean control = control(type, reading, entry.getKey(), entry.getValue());
            if (!control) {
                own(tenant, type, reading, entry.getKey(), entry.getValue(), strict);
            }
        }
        return new SearchWish(
                reading.criteria,
                reading.asked,
                reading.includes,
                reading.sort,
                reading.count,
                Optional.ofNullable(reading.page).map(mark -> PageMark.read(mark, reading.sort)),
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
        ResultParameters.checkName(reading.given, name);
        if (ChainNames.isHas(name)) {
            reading.asked.add(ChainNames.has(reading.parameters, type, name, value));
            return true;
        }
        String modifier = base(name).equals(name) ? null : name.substring(base(name).length() + 1);
        switch (base(name)) {
            case "_count" -> reading.count = ResultParameters.count(value);
            case "_total" -> reading.total = ResultParameters.total(value);
            case "_summary" -> reading.onlyCount = ResultParameters.summary(value);
            case "_sort" ->
                    reading.sort = ResultParameters.sorts(reading.parameters, numbers, type, value);
            case "_page" -> reading.page = value;
            case "_include", "_revinclude" -> {
                reading.includes.add(
                        ResultParameters.include(
                                reading.parameters, type, base(name), modifier, value));
                return true;
            }
            case "_id" -> reading.criteria.add(ids(value));
            case "_lastUpdated" -> reading.criteria.add(lastUpdated(value));
            default -> {
                return false;
            }
        }
        if (modifier != null) {
            throw new RefusedException(Refusal.UNSUPPORTED_MODIFIER, name, modifier);
        }
        return true;
    }

    static Criterion lastUpdated(String value) {
        return new Criterion.LastUpdated(
                Escapes.split(value, ',').stream()
                        .map(v -> Comparisons.date("_lastUpdated", v))
                        .toList());
    }

    /** Whether a name, chained or not, begins with something a type can be searched by. */
    boolean isKnown(String tenant, String type, String name) {
        String code = ChainNames.code(name);
        return ChainNames.isHas(name) || parameters.known(tenant).find(type, code) != null;
    }

    private void own(
            String tenant,
            String type,
            Reading reading,
            String name,
            String value,
            boolean strict) {
        boolean chained = name.indexOf('.') > 0;
        int colon = name.indexOf(':');
        String code = ChainNames.code(name);
        SearchParam param = reading.parameters.find(type, code);
        if (param == null) {
            unknown(reading, code, strict);
        } else if (chained) {
            reading.asked.add(ChainNames.chain(param, name, value));
        } else {
            String modifier = colon < 0 ? null : name.substring(colon + 1);
            if (Memberships.isAsked(param, modifier)) {
                reading.asked.add(Memberships.read(Map.of(type, param), modifier, value));
                return;
            }
            reading.criteria.add(values.criterion(tenant, type, param, modifier, value));
        }
    }

    private static void unknown(Reading reading, String code, boolean strict) {
        if (strict) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, code);
        }
        reading.ignored.add(code);
    }

    /** A name without its modifier. */
    static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    static Criterion ids(String value) {
        List<String> ids = Escapes.split(value, ',');
        if (!ids.stream().allMatch(Ids::isValid)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_id");
        }
        return new Criterion.AnyId(ids);
    }
}
