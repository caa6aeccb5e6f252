package org.yunzhen.hospital.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Parameters that several types have in common, by code and kind, as one condition. */
@ApplicationScoped
class CommonParameters {
    private final SearchValues values;
    private final ParametersOfNow parameters;

    CommonParameters(SearchValues values, ParametersOfNow parameters) {
        this.values = values;
        this.parameters = parameters;
    }

    private record OfType(String type, Criterion criterion) {
        /** Rows of values are found by id, which another type may have as well. */
        private Criterion guarded() {
            return new Criterion.AllOf(List.of(new Criterion.OfType(type), criterion));
        }
    }

    /**
     * The condition that a parameter sets to resources of these types.
     *
     * @return empty where one of the types does not have it
     * @throws RefusedException 400 for a chain, a modifier or a value that cannot be served
     */
    Optional<Criterion> criterion(Call call, List<String> types, String name, String value) {
        Map<String, SearchParam> ofEach = ofEach(call.tenant(), types, ChainNames.code(name));
        if (ofEach.isEmpty()) {
            return Optional.empty();
        }
        if (name.indexOf('.') > 0) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, name);
        }
        String modifier = modifier(name);
        return Optional.of(
                merged(
                        ofEach.entrySet().stream()
                                .map(of -> criterion(call, of, modifier, value))
                                .toList()));
    }

    /**
     * The condition on value sets that a parameter sets to resources of these types, if it does.
     */
    Optional<SearchWish.Membership> membership(
            Call call, List<String> types, String name, String value) {
        String modifier = modifier(name);
        Map<String, SearchParam> ofEach = ofEach(call.tenant(), types, ChainNames.code(name));
        boolean asked =
                !ofEach.isEmpty()
                        && name.indexOf('.') < 0
                        && Memberships.isAsked(ofEach.values().iterator().next(), modifier);
        return asked ? Optional.of(Memberships.read(ofEach, modifier, value)) : Optional.empty();
    }

    private static String modifier(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? null : name.substring(colon + 1);
    }

    /** The parameter of each type; empty where one of them has none of that code and kind. */
    private Map<String, SearchParam> ofEach(String tenant, List<String> types, String code) {
        Map<String, SearchParam> found = new LinkedHashMap<>();
        for (String type : types) {
            SearchParam param = parameters.known(tenant).find(type, code);
            if (param == null) {
                return Map.of();
            }
            found.put(type, param);
        }
        boolean alike = found.values().stream().map(SearchParam::kind).distinct().count() == 1;
        return alike ? found : Map.of();
    }

    private OfType criterion(
            Call call, Map.Entry<String, SearchParam> of, String modifier, String value) {
        return new OfType(
                of.getKey(),
                values.criterion(call.tenant(), of.getKey(), of.getValue(), modifier, value));
    }

    /** A term of one type is none of another, so the terms of all can be asked for together. */
    private static Criterion merged(List<OfType> ofEach) {
        Set<Long> any = new LinkedHashSet<>();
        Set<Long> none = new LinkedHashSet<>();
        boolean few = true;
        for (OfType one : ofEach) {
            if (one.criterion() instanceof Criterion.AnyTerm terms) {
                any.addAll(terms.terms());
                few &= terms.few();
            } else if (one.criterion() instanceof Criterion.NoTerm terms) {
                none.addAll(terms.terms());
            } else {
                return new Criterion.AnyOf(ofEach.stream().map(OfType::guarded).toList());
            }
        }
        return none.isEmpty()
                ? new Criterion.AnyTerm(List.copyOf(any), few)
                : new Criterion.NoTerm(List.copyOf(none));
    }
}
