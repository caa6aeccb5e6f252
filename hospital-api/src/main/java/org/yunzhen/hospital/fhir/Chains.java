package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Chained parameters of one step: the targets are searched first, among what the caller may see, so
 * that a chain tells nothing of hidden resources.
 */
@ApplicationScoped
class Chains {
    private static final int TARGETS_MAX = 1000;

    private final SearchReader reader;
    private final Searcher searcher;
    private final SearchTerms terms;
    private final Narrowings narrowings;

    Chains(SearchReader reader, Searcher searcher, SearchTerms terms, Narrowings narrowings) {
        this.reader = reader;
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
    }

    /** Each chain as a condition on the referring type. */
    Uni<List<Criterion>> resolved(Call call, Tx tx, List<SearchWish.Chain> chains) {
        Uni<List<Criterion>> all = Uni.createFrom().item(ArrayList::new);
        for (SearchWish.Chain chain : chains) {
            all =
                    all.chain(
                            found ->
                                    resolved(call, tx, chain)
                                            .map(
                                                    criterion -> {
                                                        found.add(criterion);
                                                        return found;
                                                    }));
        }
        return all;
    }

    private Uni<Criterion> resolved(Call call, Tx tx, SearchWish.Chain chain) {
        Uni<List<Long>> hashes = Uni.createFrom().item(ArrayList::new);
        boolean known = false;
        for (String target : chain.targets()) {
            if (isKnown(target, chain.param())) {
                known = true;
                hashes = hashes.chain(found -> add(call, tx, chain, target, found));
            }
        }
        if (!known) {
            throw new RefusedException(
                    Refusal.UNKNOWN_PARAMETER, chain.reference() + "." + chain.param());
        }
        return hashes.map(Criterion.AnyTerm::new);
    }

    private static boolean isKnown(String target, String param) {
        int colon = param.indexOf(':');
        String code = colon < 0 ? param : param.substring(0, colon);
        return code.equals("_id") || Definitions.r4().searchParam(target, code) != null;
    }

    private Uni<List<Long>> add(
            Call call, Tx tx, SearchWish.Chain chain, String target, List<Long> found) {
        var grant = AccessTable.grant(call.caller().role(), target, Action.SEARCH);
        if (grant.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        SearchWish wish =
                reader.read(
                        call.tenant(),
                        target,
                        List.of(Map.entry(chain.param(), chain.value())),
                        true);
        SearchQuery query =
                new SearchQuery(
                        target,
                        wish.criteria(),
                        narrowings.of(call.tenant(), call.caller(), grant.get()),
                        SearchQuery.Sort.BY_ID,
                        TARGETS_MAX,
                        null);
        return searcher.ids(tx, query, TARGETS_MAX + 1)
                .map(
                        ids -> {
                            if (ids.size() > TARGETS_MAX) {
                                throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
                            }
                            ids.forEach(id -> found.add(term(call, chain, target, id)));
                            return found;
                        });
    }

    private long term(Call call, SearchWish.Chain chain, String target, String id) {
        return terms.reference(call.tenant(), call.type(), chain.reference(), target + "/" + id);
    }
}
