package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.store.SearchQuery.SortKey;
import org.yunzhen.hospital.testing.PostgresResource;

/**
 * What a search costs is counted in the pages PostgreSQL touches, which no busy machine changes;
 * the time is only printed. What else touches pages at that moment is kept out of the count: the
 * terms that wait to be sorted into their index (a search reads all of them, from none to {@link
 * ManyObservations#WAITING_MAX} pages by chance, whatever the table's size), autovacuum, and what
 * the filling sessions had not yet reported.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchGrowthTest {
    private static final Logger LOG = Logger.getLogger(SearchGrowthTest.class);
    private static final String TENANT = "growth";
    private static final int SEARCHES = 100;
    private static final int HITS = 10;
    private static final double GROWTH_MAX = 1.5;

    /** What else touches pages while it is counted only adds to the count: the least one holds. */
    private static final int COUNTS = 3;

    private static final int[] SIZES =
            "full".equals(System.getProperty("proof"))
                    ? new int[] {10_000, 100_000, 1_000_000}
                    : new int[] {10_000, 100_000};

    private static final String PAGES =
            """
            SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)::bigint
              FROM pg_statio_user_tables WHERE relname IN ('resource', 'search_date')""";

    private static final String FLUSH = ManyObservations.FLUSH;

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Searcher searcher;
    @Inject ParameterNumbers numbers;
    @Inject DataSource database;

    private ManyObservations rows;

    @Test
    void a_search_with_as_many_hits_costs_the_same_among_ten_times_as_many_rows() {
        rows.create("other-a", "other", "a");
        rows.create("other-b", "other", "b");
        rows.create("twin-a", "twin", "a");
        rows.create("twin-b", "twin", "b");
        rows.amongManyOthers();
        int filled = SIZES[0];
        // what other tests have left free is taken: what is sought stands together, as in a
        // hospital
        rows.fill(0, filled);
        for (int i = 0; i < HITS; i++) {
            rows.create("sought-a" + i, "sought", "a");
            rows.create("sought-b" + i, "sought", "b");
        }
        for (int i = 0; i < HITS; i++) {
            rows.create("alone-a" + i, "alone", "a");
        }
        Map<String, SearchQuery> searches = searches();
        Map<String, Double> before = new LinkedHashMap<>();
        for (int size : SIZES) {
            rows.fill(filled, size);
            filled = size;
            searches.forEach(
                    (name, query) -> {
                        grown(before, name, size, pages(name, size, () -> inTurn(query)));
                        String atOnce = name + ", many at once";
                        grown(before, atOnce, size, pages(atOnce, size, () -> atOnce(query)));
                    });
        }
    }

    private static void grown(Map<String, Double> before, String name, int size, double pages) {
        Double smaller = before.put(name, pages);
        if (smaller != null) {
            assertThat(pages / smaller).as("%s among %d", name, size).isLessThan(GROWTH_MAX);
        }
    }

    private Map<String, SearchQuery> searches() {
        long patient = only(rows.terms("sought-a0"), rows.terms("other-a"));
        long alone = only(rows.terms("alone-a0"), rows.terms("other-a"));
        long code = only(rows.terms("other-a"), rows.terms("other-b"));
        short date = numbers.of("Observation", "date");
        var both =
                List.<Criterion>of(
                        new Criterion.AnyTerm(List.of(patient)),
                        new Criterion.AnyTerm(List.of(code)));
        OffsetDateTime since = Instant.EPOCH.atOffset(ZoneOffset.UTC);
        List<Criterion> dated = new ArrayList<>(both);
        dated.add(
                new Criterion.AnyDate(
                        date,
                        List.of(
                                new Criterion.DateTest(
                                        Criterion.Comparison.GE, since, since.plusDays(1)))));
        Sort newest = new Sort(SortKey.OWN_DATE, date, true);
        Map<String, SearchQuery> searches = new LinkedHashMap<>();
        searches.put("patient and code", query(both, Sort.BY_ID));
        searches.put("patient and code by date", query(both, newest));
        var patientOnly = List.<Criterion>of(new Criterion.AnyTerm(List.of(alone), true));
        searches.put("patient", query(patientOnly, Sort.BY_ID));
        searches.put("patient, two of them", query(patientOnly, Sort.BY_ID, 2));
        searches.put("patient by date", query(patientOnly, newest));
        Narrowing sight = new Narrowing(false, List.of(alone), List.of());
        searches.put(
                "what one may see",
                new SearchQuery("Observation", List.of(), sight, newest, 20, null));
        searches.put("patient, code and date", query(dated, Sort.BY_ID));
        return searches;
    }

    private static SearchQuery query(List<Criterion> criteria, Sort sort) {
        return query(criteria, sort, 20);
    }

    private static SearchQuery query(List<Criterion> criteria, Sort sort, int count) {
        return new SearchQuery("Observation", criteria, Narrowing.NONE, sort, count, null);
    }

    /** A term that the first has and the second has not. */
    private static long only(Set<Long> first, Set<Long> second) {
        return first.stream().filter(term -> !second.contains(term)).findFirst().orElseThrow();
    }

    private double pages(String name, int size, Supplier<Uni<Void>> searches) {
        rows.sortIn();
        search(searches);
        double least = Double.MAX_VALUE;
        long begun = System.nanoTime();
        for (int i = 0; i < COUNTS; i++) {
            long before = count();
            search(searches);
            least = Math.min(least, (count() - before) / (double) SEARCHES);
        }
        double each = (System.nanoTime() - begun) / 1e3 / SEARCHES / COUNTS;
        LOG.infof("%s among %d: %.1f pages, %.0f us", name, size, least, each);
        return least;
    }

    /** From this thread, and from then on from an event loop: each has connections of its own. */
    private void search(Supplier<Uni<Void>> searches) {
        Tx here = transactions.reading(TENANT);
        searches.get()
                .chain(() -> published(here))
                .chain(() -> published(transactions.reading(TENANT)))
                .await()
                .indefinitely();
    }

    /** Statistics of a session are published when its transaction ends; one of two is asked. */
    private static Uni<Void> published(Tx tx) {
        return InTurn.each(
                List.of(1, 2, 3, 4),
                again ->
                        tx.run(FLUSH)
                                .chain(() -> tx.runByOnePlan(FLUSH, List.of()))
                                .replaceWithVoid());
    }

    private Uni<Void> inTurn(SearchQuery query) {
        return InTurn.each(searches(query), search -> search);
    }

    private Uni<Void> atOnce(SearchQuery query) {
        return Uni.join().all(searches(query)).andFailFast().replaceWithVoid();
    }

    private List<Uni<Void>> searches(SearchQuery query) {
        Tx tx = transactions.reading(TENANT);
        int found = Math.min(HITS, query.count());
        return Collections.nCopies(
                SEARCHES,
                Uni.createFrom()
                        .deferred(() -> searcher.page(tx, query))
                        .invoke(page -> assertThat(page.matches()).hasSize(found))
                        .replaceWithVoid());
    }

    private long count() {
        return run(PAGES, List.of()).iterator().next().getLong(0);
    }

    private RowSet<Row> run(String sql, List<Object> values) {
        return transactions.run(TENANT, tx -> tx.run(sql, values)).await().indefinitely();
    }

    @BeforeEach
    void vacuum_at_no_time_of_its_own() {
        rows = new ManyObservations(TENANT, transactions, documents, database);
        rows.withoutVacuum();
    }

    @AfterEach
    void leave_nothing_behind() {
        rows.remove();
    }
}
