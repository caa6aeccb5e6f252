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
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.IndexValue;

/** {@code _include} and {@code _revinclude}, one level, among what the caller may see. */
@ApplicationScoped
class Includes {
    private static final int INCLUDED_MAX = 1000;

    private final Searcher searcher;
    private final SearchTerms terms;
    private final Narrowings narrowings;
    private final Indexer indexer;

    Includes(Searcher searcher, SearchTerms terms, Narrowings narrowings, Indexer indexer) {
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
        this.indexer = indexer;
    }

    /** Resources to be sent along with the matches; none that is a match itself. */
    Uni<List<Stored>> of(Call call, Tx tx, List<SearchWish.Include> wishes, List<Stored> matches) {
        Map<String, Stored> found = new LinkedHashMap<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        if (!matches.isEmpty()) {
            for (SearchWish.Include wish : wishes) {
                all =
                        all.chain(
                                () ->
                                        wish.reverse()
                                                ? referring(call, tx, wish, matches, found)
                                                : referred(call, tx, wish, matches, found));
            }
        }
        return all.map(
                nothing -> {
                    matches.forEach(match -> found.remove(match.reference()));
                    return List.copyOf(found.values());
                });
    }

    private Uni<Void> referring(
            Call call,
            Tx tx,
            SearchWish.Include wish,
            List<Stored> matches,
            Map<String, Stored> found) {
        List<Long> hashes =
                matches.stream()
                        .map(
                                match ->
                                        terms.reference(
                                                call.tenant(),
                                                wish.source(),
                                                wish.param(),
                                                match.reference()))
                        .toList();
        return fetch(call, tx, wish.source(), new Criterion.AnyTerm(hashes), found);
    }

    private Uni<Void> referred(
            Call call,
            Tx tx,
            SearchWish.Include wish,
            List<Stored> matches,
            Map<String, Stored> found) {
        Map<String, Set<String>> idsByType = new LinkedHashMap<>();
        for (Stored match : matches) {
            for (IndexValue value : indexer.entries(match.document()).values()) {
                if (value instanceof IndexValue.Ref ref && isWished(ref, wish)) {
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
        return ref.param().equals(wish.param())
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
        return searcher.page(tx, query)
                .invoke(page -> page.matches().forEach(r -> found.put(r.reference(), r)))
                .replaceWithVoid();
    }
}
