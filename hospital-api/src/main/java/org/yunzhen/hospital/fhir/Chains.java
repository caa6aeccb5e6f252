package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Chained parameters and {@code _has}, of any number of steps, and conditions on value sets: what
 * they name is searched first, among what the caller may see, so that a chain tells nothing of
 * hidden resources.
 */
@ApplicationScoped
class Chains {
    private static final int FOUND_MAX = 1000;
    private static final int STEPS_MAX = 8;

    private final SearchReader reader;
    private final Searcher searcher;
    private final SearchTerms terms;
    private final Narrowings narrowings;
    private final Memberships memberships;
    private final OwnRoots roots;

    Chains(
            SearchReader reader,
            Searcher searcher,
            SearchTerms terms,
            Narrowings narrowings,
            Memberships memberships,
            OwnRoots roots) {
        this.reader = reader;
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
        this.memberships = memberships;
        this.roots = roots;
    }

    /** Each as a condition on the type that is searched. */
    Uni<List<Criterion>> resolved(Call call, Tx tx, List<SearchWish.Asked> asked) {
        return resolved(call, tx, call.type(), asked, STEPS_MAX);
    }

    private Uni<List<Criterion>> resolved(
            Call call, Tx tx, String type, List<SearchWish.Asked> asked, int steps) {
        Uni<List<Criterion>> all = Uni.createFrom().item(ArrayList::new);
        for (SearchWish.Asked one : asked) {
            if (steps == 0) {
                throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
            }
            all = all.chain(found -> resolved(call, tx, type, one, steps, found));
        }
        return all;
    }

    private Uni<List<Criterion>> resolved(
            Call call,
            Tx tx,
            String type,
            SearchWish.Asked asked,
            int steps,
            List<Criterion> before) {
        return resolved(call, tx, type, asked, steps)
                .map(
                        found -> {
                            before.add(found);
                            return before;
                        });
    }

    private Uni<Criterion> resolved(
            Call call, Tx tx, String type, SearchWish.Asked asked, int steps) {
        if (asked instanceof SearchWish.Membership membership) {
            return memberships.criterion(call, tx, membership);
        }
        SearchWish.Chain chain = (SearchWish.Chain) asked;
        return chain.reverse()
                ? referred(call, tx, type, chain, steps)
                : referring(call, tx, type, chain, steps);
    }

    private Uni<Criterion> referring(
            Call call, Tx tx, String type, SearchWish.Chain chain, int steps) {
        Uni<List<Long>> hashes = Uni.createFrom().item(ArrayList::new);
        boolean known = false;
        for (String target : chain.types()) {
            if (reader.isKnown(call.tenant(), target, chain.param())) {
                known = true;
                hashes =
                        hashes.chain(
                                found ->
                                        query(call, tx, target, chain, steps)
                                                .chain(query -> ids(tx, query))
                                                .map(ids -> with(found, call, type, chain, ids)));
            }
        }
        if (!known) {
            throw new RefusedException(
                    Refusal.UNKNOWN_PARAMETER, chain.reference().code() + "." + chain.param());
        }
        return hashes.map(Criterion.AnyTerm::new);
    }

    private List<Long> with(
            List<Long> found, Call call, String type, SearchWish.Chain chain, List<String> ids) {
        String param = chain.reference().key();
        ids.forEach(id -> found.add(terms.reference(call.tenant(), type, param, id)));
        return found;
    }

    /** As {@code Type/id}; none where the caller may not search. */
    private Uni<List<String>> ids(Tx tx, Optional<SearchQuery> query) {
        if (query.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String type = query.get().type();
        return searcher.ids(tx, query.get(), FOUND_MAX + 1)
                .map(Chains::bounded)
                .map(ids -> ids.stream().map(id -> type + "/" + id).toList());
    }

    private Uni<Criterion> referred(
            Call call, Tx tx, String type, SearchWish.Chain chain, int steps) {
        String source = chain.types().get(0);
        if (!reader.isKnown(call.tenant(), source, chain.param())) {
            throw new RefusedException(Refusal.UNKNOWN_PARAMETER, source + "." + chain.param());
        }
        List<String> paths = JsonPaths.references(chain.reference());
        return query(call, tx, source, chain, steps)
                .chain(
                        query ->
                                query.isEmpty()
                                        ? Uni.createFrom().item(List.<String>of())
                                        : searcher.references(tx, query.get(), paths, FOUND_MAX))
                .map(Chains::bounded)
                .map(references -> new Criterion.AnyId(idsOf(call, type, references)));
    }

    private List<String> idsOf(Call call, String type, List<String> references) {
        OwnAddresses own = roots.of(call.tenant());
        List<String> ids = new ArrayList<>();
        for (String reference : references) {
            RelativeReference literal =
                    reference == null ? null : RelativeReference.parse(own.local(reference));
            if (literal != null && literal.type().equals(type)) {
                ids.add(literal.id());
            }
        }
        return ids;
    }

    private static List<String> bounded(List<String> found) {
        if (found == null || found.size() > FOUND_MAX) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        return found;
    }

    /** One step: what is searched first, or nothing where the caller may not search. */
    private Uni<Optional<SearchQuery>> query(
            Call call, Tx tx, String type, SearchWish.Chain chain, int steps) {
        var grant = AccessTable.grant(call.caller().role(), type, Action.SEARCH);
        SearchWish wish =
                reader.read(
                        call.tenant(),
                        type,
                        List.of(Map.entry(chain.param(), chain.value())),
                        true,
                        call.site().base());
        if (grant.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return resolved(call, tx, type, wish.asked(), steps - 1)
                .map(
                        found -> {
                            List<Criterion> criteria = new ArrayList<>(wish.criteria());
                            criteria.addAll(found);
                            return Optional.of(
                                    new SearchQuery(
                                            type,
                                            criteria,
                                            narrowings.of(
                                                    call.tenant(), call.caller(), grant.get()),
                                            SearchQuery.Sort.BY_ID,
                                            FOUND_MAX,
                                            null));
                        });
    }
}
