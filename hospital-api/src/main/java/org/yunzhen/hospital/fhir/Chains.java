package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Canonical;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.definition.SearchParam;
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
    private final Canonicals canonicals;

    Chains(
            SearchReader reader,
            Searcher searcher,
            SearchTerms terms,
            Narrowings narrowings,
            Memberships memberships,
            OwnRoots roots,
            Canonicals canonicals) {
        this.reader = reader;
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
        this.memberships = memberships;
        this.roots = roots;
        this.canonicals = canonicals;
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
        Targets targets = new Targets(new ArrayList<>(), new ArrayList<>());
        Uni<Void> all = Uni.createFrom().voidItem();
        boolean known = false;
        for (String target : chain.types()) {
            if (reader.isKnown(call.tenant(), target, chain.param())) {
                known = true;
                all =
                        all.chain(() -> query(call, tx, target, chain, steps))
                                .chain(query -> gather(tx, query, chain.reference(), targets));
            }
        }
        if (!known) {
            throw new RefusedException(
                    Refusal.UNKNOWN_PARAMETER, chain.reference().code() + "." + chain.param());
        }
        return all.map(nothing -> pointing(call, type, chain.reference(), targets));
    }

    /** What was found to be pointed at: as {@code Type/id}, and by its canonical address. */
    private record Targets(List<String> references, List<Canonical> canonicals) {
        void add(String type, Searcher.Addressed found) {
            references.add(type + "/" + found.id());
            if (found.canonical() != null) {
                canonicals.add(found.canonical());
            }
        }
    }

    /** Nothing where the caller may not search. */
    private Uni<Void> gather(
            Tx tx, Optional<SearchQuery> query, SearchParam reference, Targets targets) {
        if (query.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String type = query.get().type();
        if (Canonicals.areIn(reference) && Canonicals.canName(type)) {
            return searcher.addresses(tx, query.get(), FOUND_MAX + 1)
                    .map(Chains::bounded)
                    .invoke(found -> found.forEach(one -> targets.add(type, one)))
                    .replaceWithVoid();
        }
        return searcher.ids(tx, query.get(), FOUND_MAX + 1)
                .map(Chains::bounded)
                .invoke(ids -> ids.forEach(id -> targets.references().add(type + "/" + id)))
                .replaceWithVoid();
    }

    private Criterion pointing(Call call, String type, SearchParam reference, Targets targets) {
        Criterion literally =
                new Criterion.AnyTerm(
                        targets.references().stream()
                                .map(
                                        to ->
                                                terms.reference(
                                                        call.tenant(), type, reference.key(), to))
                                .toList());
        return targets.canonicals().isEmpty()
                ? literally
                : new Criterion.AnyOf(
                        List.of(
                                literally,
                                canonicals.naming(
                                        call.tenant(), type, reference, targets.canonicals())));
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
                .map(found -> found.stream().filter(Objects::nonNull).toList())
                .map(references -> pointedAt(call, type, chain.reference(), references));
    }

    private Criterion pointedAt(
            Call call, String type, SearchParam reference, List<String> references) {
        Criterion byId = new Criterion.AnyId(idsOf(call, type, references));
        boolean byAddress =
                !references.isEmpty() && Canonicals.areIn(reference) && Canonicals.canName(type);
        return byAddress
                ? new Criterion.AnyOf(
                        List.of(byId, canonicals.named(call.tenant(), type, references)))
                : byId;
    }

    private List<String> idsOf(Call call, String type, List<String> references) {
        OwnAddresses own = roots.of(call.tenant());
        List<String> ids = new ArrayList<>();
        for (String reference : references) {
            RelativeReference literal = RelativeReference.parse(own.local(reference));
            if (literal != null && literal.type().equals(type)) {
                ids.add(literal.id());
            }
        }
        return ids;
    }

    private static <T> List<T> bounded(List<T> found) {
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
                        true);
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
