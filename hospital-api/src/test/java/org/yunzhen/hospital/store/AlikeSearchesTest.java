package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.SearchQuery.Narrowing;
import org.yunzhen.hospital.store.SearchQuery.Sort;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;

/** Many ask at the same moment for what differs in its values alone. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AlikeSearchesTest {
    private static final String TENANT = "alike";
    private static final int CODES = 40;
    private static final int OF_EACH = 3;

    private static final String ASKED_TOGETHER =
            """
            SELECT coalesce(sum(generic_plans), 0)::bigint FROM pg_prepared_statements
             WHERE statement LIKE '%number_of_search%'""";

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Searcher searcher;
    @Inject SearchTerms terms;
    @Inject Vertx vertx;

    private Context context;

    @BeforeEach
    void on_one_event_loop() {
        context = vertx.getOrCreateContext();
    }

    @BeforeEach
    void three_of_each_code() {
        for (int code = 0; code < CODES; code++) {
            for (int i = 0; i < OF_EACH; i++) {
                create("code-" + code + "-" + i, "c" + code);
            }
        }
    }

    @AfterEach
    void leave_nothing_behind() {
        transactions
                .run(TENANT, tx -> tx.run("DELETE FROM resource WHERE tenant = $1", TENANT))
                .await()
                .indefinitely();
    }

    @Test
    void each_gets_what_it_asked_for_in_its_order() {
        List<List<String>> found =
                atOnce(IntStream.range(0, CODES).mapToObj(code -> asked(code, 20)).toList());

        for (int code = 0; code < CODES; code++) {
            String begin = "code-" + code + "-";
            assertThat(found.get(code)).containsExactly(begin + 0, begin + 1, begin + 2);
        }
        assertThat(askedTogether()).isPositive();
    }

    @Test
    void each_gets_a_page_of_its_own_length() {
        List<List<String>> found =
                atOnce(
                        IntStream.range(0, CODES)
                                .mapToObj(code -> asked(code, 1 + code % OF_EACH))
                                .toList());

        for (int code = 0; code < CODES; code++) {
            assertThat(found.get(code)).hasSize(1 + code % OF_EACH);
        }
    }

    @Test
    void names_arrive_as_they_are_whatever_they_are_written_with() {
        String[] names = {"Practitioner/\"a\\", "{b},c", "NULL", "", "医生 一"};
        AlikeSql alike = AlikeSql.of("SELECT $1", List.of((Object) names)).orElseThrow();
        String[] column = (String[]) alike.columns(List.of(List.of((Object) names))).get(0);

        String[] arrived =
                transactions
                        .run(TENANT, tx -> tx.run("SELECT $1::text::text[]", column[0]))
                        .map(rows -> rows.iterator().next().getArrayOfStrings(0))
                        .await()
                        .indefinitely();

        assertThat(arrived).isEqualTo(names);
    }

    @Test
    void each_sees_by_relations_of_its_own() {
        List<SearchQuery> queries =
                IntStream.range(0, CODES).mapToObj(code -> narrowed(code, code % 2 == 0)).toList();

        List<List<String>> found = atOnce(queries);

        for (int code = 0; code < CODES; code++) {
            assertThat(found.get(code)).hasSize(code % 2 == 0 ? OF_EACH : 0);
        }
        assertThat(askedTogether()).isPositive();
    }

    @Test
    void one_that_fails_fails_alone() {
        List<Uni<List<String>>> searches =
                IntStream.range(0, CODES)
                        .mapToObj(code -> found(asked(code, code == 7 ? -2 : 20)))
                        .map(
                                search ->
                                        search.onFailure()
                                                .recoverWithItem(failure -> List.of("failed")))
                        .toList();

        List<List<String>> found = inOneTurn(searches);

        assertThat(found.get(7)).containsExactly("failed");
        assertThat(found).filteredOn(ids -> ids.size() == OF_EACH).hasSize(CODES - 1);
    }

    private SearchQuery asked(int code, int count) {
        return query(code, Narrowing.NONE, count);
    }

    private SearchQuery narrowed(int code, boolean mayBeSeen) {
        long seen = mayBeSeen ? term(code) : term(CODES);
        return query(code, new Narrowing(false, List.of(seen), List.of("Role/doctor")), 20);
    }

    private long term(int code) {
        return terms.systemAndCode(TENANT, "Basic", "code", "urn:x:alike", "c" + code);
    }

    private SearchQuery query(int code, Narrowing narrowing, int count) {
        return new SearchQuery(
                "Basic",
                List.of(new Criterion.AnyTerm(List.of(term(code)), true)),
                narrowing,
                List.of(Sort.BY_ID),
                count,
                null);
    }

    private Uni<List<String>> found(SearchQuery query) {
        return Uni.createFrom()
                .deferred(() -> searcher.page(transactions.reading(TENANT), query))
                .map(page -> page.matches().stream().map(Stored::id).toList());
    }

    private List<List<String>> atOnce(List<SearchQuery> queries) {
        return inOneTurn(queries.stream().map(this::found).toList());
    }

    /** As the requests are asked that an event loop reads in one turn. */
    private <T> List<T> inOneTurn(List<Uni<T>> all) {
        CompletableFuture<List<T>> answers = new CompletableFuture<>();
        context.runOnContext(
                turn ->
                        Uni.join()
                                .all(all)
                                .andFailFast()
                                .subscribe()
                                .with(answers::complete, answers::completeExceptionally));
        return answers.join();
    }

    /** How often, by the connections of the event loop. */
    private long askedTogether() {
        Uni<Long> asked =
                Uni.createFrom()
                        .deferred(
                                () ->
                                        transactions
                                                .reading(TENANT)
                                                .runByOnePlan(ASKED_TOGETHER, List.of()))
                        .map(rows -> rows.iterator().next().getLong(0));
        return inOneTurn(Collections.nCopies(CODES, asked)).stream()
                .mapToLong(n -> n)
                .max()
                .orElseThrow();
    }

    private void create(String id, String code) {
        String json =
                """
                {"resourceType":"Basic","id":"%s",
                 "code":{"coding":[{"system":"urn:x:alike","code":"%s"}]}}"""
                        .formatted(id, code);
        ObjectNode document = (ObjectNode) FhirJson.parse(json.getBytes(StandardCharsets.UTF_8));
        transactions
                .run(TENANT, tx -> documents.create(tx, document, Ownership.PLAIN))
                .await()
                .indefinitely();
    }
}
