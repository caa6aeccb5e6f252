package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Finds the one resource that criteria name, among what the caller may see (R4 sections 3.1.0.4.3,
 * 3.1.0.7.1, 3.1.0.8.1). A lock on the criteria, taken in a statement of its own before the search,
 * makes parallel conditional writes wait for each other.
 */
@ApplicationScoped
class ConditionalMatch {
    /** One lock after the other, in the order of the array. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest($1::text[]) key";

    /** The database holds locks for all that runs in a table of one size. */
    private static final int LOCKS_MAX = 8;

    /** What says how an answer comes, and nothing about what is meant. */
    private static final Set<String> NO_CRITERIA = Set.of("_format", "_pretty");

    private final Access access;
    private final SearchReader reader;
    private final Chains chains;
    private final Searcher searcher;
    private final Narrowings narrowings;
    private final Documents documents;

    ConditionalMatch(
            Access access,
            SearchReader reader,
            Chains chains,
            Searcher searcher,
            Narrowings narrowings,
            Documents documents) {
        this.access = access;
        this.reader = reader;
        this.chains = chains;
        this.searcher = searcher;
        this.narrowings = narrowings;
        this.documents = documents;
    }

    /** Criteria on a type in one form, however they were ordered: what is locked. */
    static String canonical(String type, List<Map.Entry<String, String>> criteria) {
        Set<String> pairs = new TreeSet<>();
        for (Map.Entry<String, String> entry : criteria) {
            if (!NO_CRITERIA.contains(entry.getKey())) {
                pairs.add(entry.getKey() + "=" + entry.getValue());
            }
        }
        return type + "?" + String.join("&", pairs);
    }

    /**
     * What parallel writes of such criteria lock. Where they name business identifiers it is those,
     * however they are spelt and whatever stands beside: two systems that ask for one patient in
     * their own words must not make two.
     */
    static List<String> locks(String type, List<Map.Entry<String, String>> criteria) {
        Set<String> codes = new TreeSet<>();
        for (Map.Entry<String, String> entry : criteria) {
            if (entry.getKey().equals("identifier")) {
                for (String one : entry.getValue().split(",", -1)) {
                    codes.add(type + "?identifier=" + one.substring(one.lastIndexOf('|') + 1));
                }
            }
        }
        boolean few = !codes.isEmpty() && codes.size() <= LOCKS_MAX;
        return few ? List.copyOf(codes) : List.of(canonical(type, criteria));
    }

    /**
     * The one that matches; empty when none does. Fails with 412 when several do, or when the
     * criteria say nothing.
     */
    Uni<Optional<Stored>> one(Call call, Tx tx, List<Map.Entry<String, String>> criteria) {
        Grant grant = access.require(call.caller(), call.type(), Action.SEARCH);
        return read(call, tx, criteria)
                .call(() -> lock(tx, locks(call.type(), criteria)))
                .chain(wish -> found(call, tx, grant, wish));
    }

    private static Uni<?> lock(Tx tx, List<String> keys) {
        String[] ofTenant =
                keys.stream().map(key -> tx.tenant() + "|" + key).toArray(String[]::new);
        return tx.run(LOCK, (Object) ofTenant);
    }

    /** The same, for a search that nobody's write waits for. */
    Uni<Optional<Stored>> sought(Call call, Tx tx, List<Map.Entry<String, String>> criteria) {
        Grant grant = access.require(call.caller(), call.type(), Action.SEARCH);
        call.trace().allowedBy(grant);
        return read(call, tx, criteria).chain(wish -> found(call, tx, grant, wish));
    }

    private Uni<SearchWish> read(Call call, Tx tx, List<Map.Entry<String, String>> criteria) {
        return reader.read(call, tx, criteria, true)
                .invoke(
                        wish -> {
                            if (wish.criteria().isEmpty() && wish.asked().isEmpty()) {
                                throw new RefusedException(Refusal.CRITERIA_MISSING);
                            }
                        });
    }

    private Uni<Optional<Stored>> found(Call call, Tx tx, Grant grant, SearchWish wish) {
        return chains.resolved(call, tx, wish.asked())
                .chain(chained -> searcher.page(tx, query(call, grant, wish, chained)))
                .map(page -> one(page.matches()));
    }

    /** The same, its row locked until the transaction ends. */
    Uni<Optional<Stored>> locked(Call call, Tx tx, List<Map.Entry<String, String>> criteria) {
        return one(call, tx, criteria)
                .chain(
                        found ->
                                found.map(match -> locked(call, tx, criteria, match))
                                        .orElseGet(() -> Uni.createFrom().item(found)));
    }

    /** What was changed before its lock was had may match no more: it is sought again. */
    private Uni<Optional<Stored>> locked(
            Call call, Tx tx, List<Map.Entry<String, String>> criteria, Stored match) {
        return documents
                .lock(tx, match.type(), match.id())
                .chain(
                        current ->
                                current.filter(now -> now.version() == match.version()).isPresent()
                                        ? Uni.createFrom().item(current)
                                        : locked(call, tx, criteria));
    }

    private SearchQuery query(Call call, Grant grant, SearchWish wish, List<Criterion> chained) {
        List<Criterion> criteria = new ArrayList<>(wish.criteria());
        criteria.addAll(chained);
        return new SearchQuery(
                call.type(),
                criteria,
                narrowings.of(call.tenant(), call.caller(), grant),
                SearchQuery.Sort.BY_ID,
                2,
                null);
    }

    private static Optional<Stored> one(List<Stored> matches) {
        if (matches.size() > 1) {
            throw new RefusedException(Refusal.CRITERIA_AMBIGUOUS);
        }
        return matches.stream().findFirst();
    }
}
