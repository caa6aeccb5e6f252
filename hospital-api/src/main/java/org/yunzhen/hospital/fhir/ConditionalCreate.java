package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code If-None-Exist} (R4 section 3.1.0.8.1). A lock on the criteria, taken in a statement of its
 * own before the search, makes parallel conditional creates wait for each other.
 */
@ApplicationScoped
class ConditionalCreate {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private final Access access;
    private final SearchReader reader;
    private final Searcher searcher;
    private final Narrowings narrowings;

    ConditionalCreate(
            Access access, SearchReader reader, Searcher searcher, Narrowings narrowings) {
        this.access = access;
        this.reader = reader;
        this.searcher = searcher;
        this.narrowings = narrowings;
    }

    /** The one resource that exists already; empty when there is none or no condition. */
    Uni<Optional<Stored>> existing(Call call, Tx tx) {
        String criteria = call.conditions().ifNoneExist();
        if (criteria == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        int question = criteria.indexOf('?');
        String query = question < 0 ? criteria : criteria.substring(question + 1);
        SearchQuery search = search(call, Queries.of(query));
        return tx.run(LOCK, String.join("|", tx.tenant(), call.type(), query))
                .chain(() -> searcher.page(tx, search))
                .map(page -> one(page.matches()));
    }

    private SearchQuery search(Call call, List<Map.Entry<String, String>> query) {
        Grant grant = access.require(call.caller(), call.type(), Action.SEARCH);
        SearchWish wish = reader.read(call.tenant(), call.type(), query, true);
        if (wish.criteria().isEmpty()) {
            throw new RefusedException(Refusal.INVALID_HEADER, "If-None-Exist");
        }
        return new SearchQuery(
                call.type(),
                wish.criteria(),
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
