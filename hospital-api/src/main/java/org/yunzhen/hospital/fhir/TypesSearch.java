package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.store.TypesQuery;
import org.yunzhen.hospital.store.TypesSearcher;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code search} of several types (R4 section 3.1.0.11): at system level, or of all that stands in
 * a patient's compartment. Each type is narrowed to what the caller may see of it. Types whose
 * resources are made when they are asked for are not among them.
 */
@ApplicationScoped
class TypesSearch implements Interaction {
    private static final String RULE = ":system:search";

    private final Access access;
    private final Narrowings narrowings;
    private final Projections projections;
    private final TypesReader reader;
    private final Chains chains;
    private final TypesSearcher searcher;
    private final SearchTerms terms;
    private final Living living;
    private final Subsets subsets;

    TypesSearch(
            Access access,
            Narrowings narrowings,
            Projections projections,
            TypesReader reader,
            Chains chains,
            TypesSearcher searcher,
            SearchTerms terms,
            Living living,
            Subsets subsets) {
        this.access = access;
        this.narrowings = narrowings;
        this.projections = projections;
        this.reader = reader;
        this.chains = chains;
        this.searcher = searcher;
        this.terms = terms;
        this.living = living;
        this.subsets = subsets;
    }

    @Override
    public Call.Kind kind() {
        return Call.Kind.SEARCH_TYPES;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        List<TypesQuery.Part> parts = parts(call);
        List<String> types = parts.stream().flatMap(part -> part.types().stream()).toList();
        call.trace().allowedBy(call.caller().role().code() + RULE);
        call.trace().searchedBy(Queries.names(call.query()));
        if (types.isEmpty()) {
            throw access.denial(call.caller());
        }
        return reader.read(call, tx, types)
                .chain(
                        wish ->
                                chains.resolved(call, tx, wish.asked())
                                        .map(found -> query(call, parts, wish, found))
                                        .chain(query -> answer(call, tx, wish, query)));
    }

    /** The types that are searched, those of which the caller may see the same together. */
    private List<TypesQuery.Part> parts(Call call) {
        Optional<Set<String>> named = TypesReader.named(call.query());
        Map<Narrowing, List<String>> types = new LinkedHashMap<>();
        for (String type : named.map(n -> (Collection<String>) n).orElse(searched(call))) {
            if (projections.serve(type)) {
                if (named.isPresent()) {
                    throw new RefusedException(
                            Refusal.NOT_SUPPORTED, TypesReader.TYPE + "=" + type);
                }
                continue;
            }
            var grant = AccessTable.grant(call.caller().role(), type, Action.SEARCH);
            if (grant.isPresent()) {
                Narrowing narrowing = narrowings.of(call.tenant(), call.caller(), grant.get());
                types.computeIfAbsent(narrowing, n -> new ArrayList<>()).add(type);
            } else if (named.isPresent()) {
                throw access.denial(call.caller());
            }
        }
        return types.entrySet().stream()
                .map(part -> new TypesQuery.Part(part.getValue(), part.getKey()))
                .toList();
    }

    /** All types, or those that R4 places in a patient's compartment. */
    private static Collection<String> searched(Call call) {
        Definitions r4 = Definitions.r4();
        return call.compartment() == null
                ? r4.resourceTypes()
                : r4.resourceTypes().stream()
                        .filter(type -> !r4.patientCompartment(type).isEmpty())
                        .toList();
    }

    private TypesQuery query(
            Call call, List<TypesQuery.Part> parts, SearchWish wish, List<Criterion> found) {
        List<Criterion> criteria = new ArrayList<>(wish.criteria());
        criteria.addAll(found);
        if (call.compartment() != null) {
            long compartment = terms.compartment(call.tenant(), call.compartment());
            criteria.add(new Criterion.AnyTerm(List.of(compartment), true));
        }
        return new TypesQuery(
                parts, criteria, wish.sort(), wish.count(), wish.after().orElse(null));
    }

    private Uni<Answer> answer(Call call, Tx tx, SearchWish wish, TypesQuery query) {
        if (wish.onlyCount()) {
            return searcher.total(tx, query).map(total -> SearchBundle.counted(call, wish, total));
        }
        return searcher.page(tx, query)
                .chain(page -> living(tx, page))
                .chain(
                        page ->
                                total(tx, wish, query, page)
                                        .chain(counted -> bundle(call, wish, page, counted)));
    }

    private Uni<Searcher.Page> living(Tx tx, Searcher.Page page) {
        List<Stored> now = new ArrayList<>(page.matches());
        List<String> types =
                page.matches().stream().map(Stored::type).distinct().filter(living::has).toList();
        return InTurn.each(types, type -> living(tx, type, now))
                .map(nothing -> new Searcher.Page(now, page.next()));
    }

    private Uni<Void> living(Tx tx, String type, List<Stored> all) {
        List<Stored> ofType = all.stream().filter(stored -> stored.type().equals(type)).toList();
        return living.now(tx, type, ofType)
                .invoke(
                        now -> {
                            for (int i = 0; i < now.size(); i++) {
                                all.set(all.indexOf(ofType.get(i)), now.get(i));
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Optional<Long>> total(
            Tx tx, SearchWish wish, TypesQuery query, Searcher.Page page) {
        boolean whole = query.after() == null && page.next() == null;
        if (whole) {
            return Uni.createFrom().item(Optional.of((long) page.matches().size()));
        }
        return wish.total()
                ? searcher.total(tx, query).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Answer> bundle(
            Call call, SearchWish wish, Searcher.Page page, Optional<Long> total) {
        call.trace().found(call.caller(), page.matches());
        return subsets.of(call, page.matches())
                .map(cut -> new Searcher.Page(cut, page.next()))
                .map(cut -> SearchBundle.page(call, wish, cut, List.of(), total.orElse(null)));
    }
}
