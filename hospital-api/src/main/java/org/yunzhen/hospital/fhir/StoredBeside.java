package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchQuery.After;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Tx;

/** The stored resources that a search would find beside those that a projection serves. */
@ApplicationScoped
class StoredBeside {
    /** No id comes before it; one that is nothing but a hyphen is not shown. */
    private static final String FIRST_ID = "-";

    private final SearchReader reader;
    private final Searcher searcher;
    private final Narrowings narrowings;

    StoredBeside(SearchReader reader, Searcher searcher, Narrowings narrowings) {
        this.reader = reader;
        this.searcher = searcher;
        this.narrowings = narrowings;
    }

    /** The mark of the page of the store with which their list begins. */
    static String firstPage() {
        return PageMark.write(new After(List.of(FIRST_ID), FIRST_ID));
    }

    /** A call's search as they are asked, whatever its page; fails with 400. */
    Uni<SearchWish> read(Call call, Tx tx) {
        List<Map.Entry<String, String>> query =
                call.query().stream().filter(one -> !one.getKey().equals("_page")).toList();
        return reader.read(call, tx, query, call.conditions().strict());
    }

    /** How many they are. */
    Uni<Long> count(Call call, Tx tx, SearchWish wish) {
        return AccessTable.grant(call.caller().role(), call.type(), Action.SEARCH)
                .map(grant -> count(call, tx, grant, wish))
                .orElseGet(() -> Uni.createFrom().item(0L));
    }

    private Uni<Long> count(Call call, Tx tx, Grant grant, SearchWish wish) {
        return searcher.total(
                tx,
                new SearchQuery(
                        call.type(),
                        wish.criteria(),
                        narrowings.of(call.tenant(), call.caller(), grant),
                        wish.sort(),
                        1,
                        null));
    }
}
