package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Canonical;
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
    private final Canonicals canonicals;

    Includes(
            Searcher searcher,
            SearchTerms terms,
            Narrowings narrowings,
            Indexer indexer,
            TenantParameters parameters,
            Canonicals canonicals) {
        this.searcher = searcher;
        this.terms = terms;
        this.narrowings = narrowings;
        this.indexer = indexer;
        this.parameters = parameters;
        this.canonicals = canonicals;
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
        List<Stored> targets =
                matches.stream()
                        .filter(match -> wish.target() == null || isOf(match, wish.target()))
                        .toList();
        List<Long> hashes = new ArrayList<>();
        List<Criterion> any = new ArrayList<>();
        for (SearchParam param : parameters.of(call.tenant()).all(wish.source())) {
            boolean wished =
                    wish.param() == null
                            ? param.kind() == SearchParam.Kind.REFERENCE
                            : wish.param().equals(param.key());
            if (wished) {
                targets.forEach(match -> hashes.add(term(call, wish, param, match)));
                naming(call, wish, param, targets).ifPresent(any::add);
            }
        }
        any.add(new Criterion.AnyTerm(hashes));
        return fetch(call, tx, wish.source(), anyOf(any), found);
    }

    /** By a canonical parameter what names the matches by their addresses, if they have any. */
    private Optional<Criterion> naming(
            Call call, SearchWish.Include wish, SearchParam param, List<Stored> targets) {
        if (!Canonicals.areIn(param)) {
            return Optional.empty();
        }
        List<Canonical> named =
                targets.stream()
                        .filter(match -> param.targets().contains(match.type()))
                        .flatMap(match -> Canonicals.of(match).stream())
                        .toList();
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(canonicals.naming(call.tenant(), wish.source(), param, named));
    }

    private static Criterion anyOf(List<Criterion> any) {
        return any.size() == 1 ? any.get(0) : new Criterion.AnyOf(any);
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
        Map<String, Set<String>> canonicalsByType = new LinkedHashMap<>();
        for (Stored match : matches) {
            if (wish.source() != null && !isOf(match, wish.source())) {
                continue;
            }
            Map<String, List<String>> named = namedBy(call, wish, match.type());
            for (IndexValue value : indexer.entries(call.tenant(), match.document()).values()) {
                if (value instanceof IndexValue.Ref ref && isOf(ref, wish)) {
                    if (isWished(ref, wish) && !found.containsKey(ref.type() + "/" + ref.id())) {
                        put(idsByType, ref.type(), List.of(ref.id()));
                    }
                    named.getOrDefault(ref.param(), List.of())
                            .forEach(
                                    type ->
                                            put(
                                                    canonicalsByType,
                                                    type,
                                                    canonicals.written(call.tenant(), ref)));
                }
            }
        }
        return fetch(call, tx, idsByType, canonicalsByType, found);
    }

    /** Each type once, by whichever way it is named. */
    private Uni<Void> fetch(
            Call call,
            Tx tx,
            Map<String, Set<String>> idsByType,
            Map<String, Set<String>> canonicalsByType,
            Map<String, Stored> found) {
        Set<String> types = new LinkedHashSet<>(idsByType.keySet());
        types.addAll(canonicalsByType.keySet());
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String type : types) {
            List<Criterion> any = new ArrayList<>();
            if (idsByType.containsKey(type)) {
                any.add(new Criterion.AnyId(List.copyOf(idsByType.get(type))));
            }
            if (canonicalsByType.containsKey(type)) {
                any.add(canonicals.named(call.tenant(), type, canonicalsByType.get(type)));
            }
            all = all.chain(() -> fetch(call, tx, type, anyOf(any), found));
        }
        return all;
    }

    private static void put(Map<String, Set<String>> byType, String type, List<String> values) {
        if (!values.isEmpty()) {
            byType.computeIfAbsent(type, each -> new LinkedHashSet<>()).addAll(values);
        }
    }

    /** By the key of each canonical parameter of a type: what its values may name. */
    private Map<String, List<String>> namedBy(Call call, SearchWish.Include wish, String type) {
        return parameters.of(call.tenant()).all(type).stream()
                .filter(Canonicals::areIn)
                .collect(
                        Collectors.toMap(
                                SearchParam::key,
                                param ->
                                        param.targets().stream()
                                                .filter(Canonicals::canName)
                                                .filter(to -> isTarget(wish, to))
                                                .toList()));
    }

    private static boolean isTarget(SearchWish.Include wish, String type) {
        return wish.target() == null || wish.target().equals(type);
    }

    private static boolean isOf(IndexValue.Ref ref, SearchWish.Include wish) {
        return wish.param() == null || ref.param().equals(wish.param());
    }

    private static boolean isWished(IndexValue.Ref ref, SearchWish.Include wish) {
        return ref.id() != null && isTarget(wish, ref.type());
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
