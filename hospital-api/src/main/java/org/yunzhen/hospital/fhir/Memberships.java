package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code :in} and {@code :not-in} of tokens (R4 section 3.1.1.4.10). What has no value at all is in
 * no value set, so it is found by {@code :not-in}, as it is by {@code :not}.
 */
@ApplicationScoped
class Memberships {
    /** Codes of all value sets of one condition, for each type; whole systems do not count. */
    private static final int CODES_MAX = 10_000;

    /** Each is asked for by itself. */
    private static final int VALUE_SETS_MAX = 20;

    private static final String IN = "in";
    private static final Set<String> MODIFIERS = Set.of(IN, "not-in");

    private final ValueSetCodes valueSets;
    private final SearchTerms terms;
    private final OwnRoots roots;

    Memberships(ValueSetCodes valueSets, SearchTerms terms, OwnRoots roots) {
        this.valueSets = valueSets;
        this.terms = terms;
        this.roots = roots;
    }

    static boolean isAsked(SearchParam param, String modifier) {
        return param.kind() == SearchParam.Kind.TOKEN
                && modifier != null
                && MODIFIERS.contains(modifier);
    }

    /**
     * @param ofTypes the parameter of each type that is searched
     * @param value addresses of value sets, parted by commas: one of them, or none
     */
    static SearchWish.Membership read(
            Map<String, SearchParam> ofTypes, String modifier, String value) {
        SearchParam param = ofTypes.values().iterator().next();
        List<String> named =
                Escapes.split(value, ',').stream()
                        .map(v -> ValueFaults.filled(param, Escapes.plain(v)))
                        .distinct()
                        .toList();
        if (named.size() > VALUE_SETS_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        return new SearchWish.Membership(ofTypes, named, modifier.equals(IN));
    }

    /** A term of one type is none of another, so the terms of all can be asked for together. */
    Uni<Criterion> criterion(Call call, Tx tx, SearchWish.Membership wish) {
        List<Long> hashes = new ArrayList<>();
        OwnAddresses own = roots.of(call.tenant());
        int[] left = {CODES_MAX / wish.ofTypes().size()};
        return InTurn.each(
                        wish.valueSets(),
                        named ->
                                valueSets
                                        .of(call, tx, own.local(named), left[0])
                                        .invoke(
                                                found -> {
                                                    left[0] -= listed(found);
                                                    hashes.addAll(terms(call, wish, found));
                                                }))
                .map(
                        nothing ->
                                wish.inside()
                                        ? new Criterion.AnyTerm(hashes)
                                        : new Criterion.NoTerm(hashes));
    }

    private static int listed(List<ValueSetCodes.OfSystem> found) {
        return found.stream().mapToInt(of -> of.codes() == null ? 0 : of.codes().size()).sum();
    }

    private List<Long> terms(
            Call call, SearchWish.Membership wish, List<ValueSetCodes.OfSystem> codes) {
        return wish.ofTypes().entrySet().stream()
                .flatMap(of -> terms(call, of.getKey(), of.getValue(), codes).stream())
                .toList();
    }

    private List<Long> terms(
            Call call, String type, SearchParam asked, List<ValueSetCodes.OfSystem> codes) {
        String tenant = call.tenant();
        String param = asked.key();
        boolean bare = asked.paths().stream().anyMatch(p -> isBareCode(p.type(), p.codeSystem()));
        List<Long> hashes = new ArrayList<>();
        for (ValueSetCodes.OfSystem part : codes) {
            if (part.codes() == null) {
                hashes.add(terms.system(tenant, type, param, part.system()));
                continue;
            }
            for (String code : part.codes()) {
                hashes.add(terms.systemAndCode(tenant, type, param, part.system(), code));
                if (bare) {
                    hashes.add(terms.systemAndCode(tenant, type, param, "", code));
                }
            }
        }
        return hashes;
    }

    /** A code that stands without its system, which its definition does not tell either. */
    private static boolean isBareCode(String type, String codeSystem) {
        return type.equals("code") && codeSystem == null;
    }
}
