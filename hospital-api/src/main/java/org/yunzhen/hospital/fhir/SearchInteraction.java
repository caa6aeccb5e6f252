package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code search} of one type (R4 section 3.1.1), of all of it or in a patient's compartment. What
 * the caller may not see is neither returned, counted, nor betrayed by a chain or an include.
 */
@ApplicationScoped
class SearchInteraction implements Interaction {
    private final Access access;
    private final Narrowings narrowings;
    private final SearchReader reader;
    private final Searcher searcher;
    private final SearchTerms terms;
    private final Chains chains;
    private final Includes includes;
    private final Living living;
    private final Projections projections;
    private final Subsets subsets;

    SearchInteraction(
            Access access,
            Narrowings narrowings,
            SearchReader reader,
            Searcher searcher,
            SearchTerms terms,
            Chains chains,
            Includes includes,
            Living living,
            Projections projections,
            Subsets subsets) {
        this.access = access;
        this.narrowings = narrowings;
        this.reader = reader;
        this.searcher = searcher;
        this.terms = terms;
        this.chains = chains;
        this.includes = includes;
        this.living = living;
        this.projections = projections;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.SEARCH;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return call.compartment() == null
                ? projections.searchOr(call, tx, () -> stored(call, tx))
                : stored(call, tx);
    }

    private Uni<Answer> stored(Call call, Tx tx) {
        Grant grant = access.requireOfRole(call.caller(), call.type(), Action.SEARCH);
        call.trace().allowedBy(grant);
        call.trace().searchedBy(Queries.names(call.query()));
        return reader.read(call, tx, call.query(), call.conditions().strict())
                .chain(wish -> found(call, tx, grant, wish));
    }

    private Uni<Answer> found(Call call, Tx tx, Grant grant, SearchWish wish) {
        refuseNarrativesWithIncludes(call, wish);
        return chains.resolved(call, tx, wish.asked())
                .map(found -> query(call, grant, wish, found))
                .chain(query -> answer(call, tx, wish, query));
    }

    /** R4 section 3.1.1.5.8: {@code _summary=text} and includes cannot be mixed. */
    private static void refuseNarrativesWithIncludes(Call call, SearchWish wish) {
        if (!wish.includes().isEmpty() && "text".equals(call.parameter("_summary"))) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_summary");
        }
    }

    private SearchQuery query(Call call, Grant grant, SearchWish wish, List<Criterion> found) {
        List<Criterion> criteria = new ArrayList<>(wish.criteria());
        criteria.addAll(found);
        if (call.compartment() != null) {
            long compartment = terms.compartment(call.tenant(), call.compartment());
            criteria.add(new Criterion.AnyTerm(List.of(compartment), true));
        }
        return new SearchQuery(
                call.type(),
                criteria,
                narrowings.of(call.tenant(), call.caller(), grant),
                wish.sort(),
                wish.count(),
                wish.after().orElse(null));
    }

    private Uni<Answer> answer(Call call, Tx tx, SearchWish wish, SearchQuery query) {
        if (wish.onlyCount()) {
            return searcher.total(tx, query).map(total -> SearchBundle.counted(call, wish, total));
        }
        return searcher.page(tx, query)
                .chain(page -> living(tx, query, page))
                .chain(page -> withTotal(tx, wish, query, page))
                .chain(counted -> withIncludes(call, tx, wish, counted));
    }

    private Uni<Searcher.Page> living(Tx tx, SearchQuery query, Searcher.Page page) {
        return living.now(tx, query.type(), page.matches())
                .map(matches -> new Searcher.Page(matches, page.next()));
    }

    private record Counted(Searcher.Page page, Long total) {}

    private Uni<Counted> withTotal(Tx tx, SearchWish wish, SearchQuery query, Searcher.Page page) {
        boolean whole = query.after() == null && page.next() == null;
        if (whole) {
            return Uni.createFrom().item(new Counted(page, (long) page.matches().size()));
        }
        return wish.total()
                ? searcher.total(tx, query).map(total -> new Counted(page, total))
                : Uni.createFrom().item(new Counted(page, null));
    }

    private Uni<Answer> withIncludes(Call call, Tx tx, SearchWish wish, Counted counted) {
        List<Stored> matches = counted.page().matches();
        return includes.of(call, tx, wish.includes(), matches)
                .invoke(included -> call.trace().found(call.caller(), matches))
                .invoke(included -> call.trace().found(call.caller(), included))
                .chain(included -> page(call, wish, counted, included));
    }

    private Uni<Answer> page(Call call, SearchWish wish, Counted counted, List<Stored> included) {
        return Uni.combine()
                .all()
                .unis(subsets.of(call, counted.page().matches()), subsets.of(call, included))
                .asTuple()
                .map(
                        cut ->
                                SearchBundle.page(
                                        call,
                                        wish,
                                        new Searcher.Page(cut.getItem1(), counted.page().next()),
                                        cut.getItem2(),
                                        counted.total()));
    }
}
