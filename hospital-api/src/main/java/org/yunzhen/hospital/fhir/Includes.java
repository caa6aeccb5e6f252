package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Indexer;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.TenantParameters;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code _include} and {@code _revinclude}, iterated where wished, among what the caller may see.
 */
@ApplicationScoped
class Includes {
    private static final int INCLUDED_MAX = 1000;
    private static final int COUNT_MAX = 1000;

    private final Searcher searcher;
    private final SearchTerms terms;
    private final Narrowings narrowings;
    private final Indexer indexer;
    private final TenantParameters parameters;

    Includes(
            Searcher searcher,
            SearchTerms terms,
            Narrowings narrowings,
            Indexer indexer,
            TenantParameters parameters) {
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
        this.indexer = indexer;
        this.parameters = parameters;
    }

    /** Resources to be sent along with the matches; none that is a match itself. */
    Uni<List<Stored>> of(Call call, Tx tx, List<SearchWish.Include> wishes, List<Stored> matches) {
        if (wishes.isEmpty() || matches.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<String, Stored> found = new LinkedHashMap<>();
        matches.forEach(match -> found.put(match.reference(), match));
        return round(call, tx, wishes, matches, found)
                .map(
                        nothing -> {
                            matches.forEach(match -> found.remove(match.reference()));
                            return List.copyOf(found.values());
                        });
    }

    /** What is included from some resources, then what is to be followed from that. */
    private Uni<Void> round(
            Call call,
            Tx tx,
            List<SearchWish.Include> wishes,
            List<Stored> from,
            Map<String, Stored> found) {
        Set<String> before = Set.copyOf(found.keySet());
        Uni<Void> all = Uni.createFrom().voidItem();
        for (SearchWish.Include wish : wishes) {
            all =
                    all.chain(
                            () ->
                                    wish.reverse()
                                            ? referring(call, tx, wish, from, found)
                                            : referred(call, tx, wish, from, found));
        }
        return all.chain(
                () -> {
                    if (found.size() > INCLUDED_MAX + COUNT_MAX) {
                        throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
                    }
                    List<SearchWish.Include> further =
                            wishes.stream().filter(SearchWish.Include::iterate).toList();
                    List<Stored> added = new ArrayList<>(found.values());
                    added.removeIf(resource -> before.contains(resource.reference()));
                    return further.isEmpty() || added.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : round(call, tx, further, added, found);
                });
    }

    private Uni<Void> referring(
            Call call,
            Tx tx,
            SearchWish.Include wish,
            List<Stored> matches,
            Map<String, Stored> found) {
        List<Long> hashes = new ArrayList<>();
        for (SearchParam param : parameters.of(call.tenant()).all(wish.source())) {
            boolean wished =
                    wish.param() == null
                            ? param.kind() == SearchParam.Kind.REFERENCE
                            : wish.param().equals(param.key());
            if (wished) {
                matches.stream()
                        .filter(match -> wish.target() == null || isOf(match, wish.target()))
                        .forEach(match -> hashes.add(term(call, wish, param, match)));
            }
        }
        return fetch(call, tx, wish.source(), new Criterion.AnyTerm(hashes), found);
    }

    private static boolean isOf(Stored resource, String type) {
        return resource.type().equals(type);
    }

    private long term(Call call, SearchWish.Include wish, SearchParam param, Stored match) {
        return terms.reference(call.tenant(), wish.source(), param.key(), match.reference());
    }

    private Uni<Void> referred(
            Call call,
            Tx tx,
            SearchWish.Include wish,
            List<Stored> matches,
            Map<String, Stored> found) {
        Map<String, Set<String>> idsByType = new LinkedHashMap<>();
        for (Stored match : matches) {
            if (wish.source() != null && !isOf(match, wish.source())) {
                continue;
            }
            for (IndexValue value : indexer.entries(call.tenant(), match.document()).values()) {
                if (value instanceof IndexValue.Ref ref
                        && isWished(ref, wish)
                        && !found.containsKey(ref.type() + "/" + ref.id())) {
                    idsByType
                            .computeIfAbsent(ref.type(), type -> new LinkedHashSet<>())
                            .add(ref.id());
                }
            }
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<String, Set<String>> ids : idsByType.entrySet()) {
            Criterion anyId = new Criterion.AnyId(new ArrayList<>(ids.getValue()));
            all = all.chain(() -> fetch(call, tx, ids.getKey(), anyId, found));
        }
        return all;
    }

    private static boolean isWished(IndexValue.Ref ref, SearchWish.Include wish) {
        return (wish.param() == null || ref.param().equals(wish.param()))
                && ref.id() != null
                && (wish.target() == null || wish.target().equals(ref.type()));
    }

    private Uni<Void> fetch(
            Call call, Tx tx, String type, Criterion criterion, Map<String, Stored> found) {
        var grant = AccessTable.grant(call.caller().role(), type, Action.SEARCH);
        if (grant.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        SearchQuery query =
                new SearchQuery(
                        type,
                        List.of(criterion),
                        narrowings.of(call.tenant(), call.caller(), grant.get()),
                        SearchQuery.Sort.BY_ID,
                        INCLUDED_MAX,
                        null);
        return searcher.page(tx, query).invoke(page -> add(page, found)).replaceWithVoid();
    }

    /** What does not fit is refused: nobody could tell that something is missing. */
    private static void add(Searcher.Page page, Map<String, Stored> found) {
        if (page.next() != null) {
            throw new RefusedException(Refusal.SEARCH_TOO_COSTLY);
        }
        page.matches().forEach(resource -> found.putIfAbsent(resource.reference(), resource));
    }
}
