package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Criterion.Comparison;
import org.yunzhen.hospital.store.Criterion.DateTest;
import org.yunzhen.hospital.store.Criterion.TextMatch;
import org.yunzhen.hospital.store.Criterion.TextTest;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.SearchQuery;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Searcher;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;

/**
 * Patients of a tenant who could be one who is described: who share an identifier or a phone, or
 * name and birth date. Each question is one probe of an index.
 */
@ApplicationScoped
class MatchCandidates {
    private static final String PATIENT = "Patient";
    private static final int OF_A_QUESTION_MAX = 200;

    private final SearchTerms terms;
    private final ParameterNumbers numbers;
    private final Searcher searcher;

    MatchCandidates(SearchTerms terms, ParameterNumbers numbers, Searcher searcher) {
        this.terms = terms;
        this.numbers = numbers;
        this.searcher = searcher;
    }

    Uni<Collection<Stored>> of(Tx tx, JsonNode described) {
        Map<String, Stored> found = new LinkedHashMap<>();
        return InTurn.each(
                        questions(tx, described),
                        question ->
                                searcher.page(tx, query(question))
                                        .invoke(
                                                page ->
                                                        page.matches()
                                                                .forEach(
                                                                        one ->
                                                                                found.put(
                                                                                        one.id(),
                                                                                        one))))
                .map(nothing -> found.values());
    }

    private static SearchQuery query(List<Criterion> question) {
        return new SearchQuery(
                PATIENT,
                question,
                SearchQuery.Narrowing.NONE,
                SearchQuery.Sort.BY_ID,
                OF_A_QUESTION_MAX,
                null);
    }

    private List<List<Criterion>> questions(Tx tx, JsonNode described) {
        List<List<Criterion>> questions = new ArrayList<>();
        List<Long> identifiers = new ArrayList<>();
        for (JsonNode identifier : described.path("identifier")) {
            if (identifier.has("system") && identifier.has("value")) {
                identifiers.add(
                        terms.systemAndCode(
                                tx.tenant(),
                                PATIENT,
                                "identifier",
                                identifier.path("system").asText(),
                                identifier.path("value").asText()));
            }
        }
        ask(questions, identifiers);
        List<Long> phones = new ArrayList<>();
        for (JsonNode telecom : described.path("telecom")) {
            if (telecom.has("value")) {
                String value = telecom.path("value").asText();
                phones.add(terms.code(tx.tenant(), PATIENT, "telecom", value));
            }
        }
        ask(questions, phones);
        nameAndBirth(described).ifPresent(questions::add);
        return questions;
    }

    private static void ask(List<List<Criterion>> questions, List<Long> anyOf) {
        if (!anyOf.isEmpty()) {
            questions.add(List.of(new Criterion.AnyTerm(anyOf, true)));
        }
    }

    private Optional<List<Criterion>> nameAndBirth(JsonNode described) {
        List<TextTest> names = new ArrayList<>();
        for (JsonNode name : described.path("name")) {
            for (String element : List.of("text", "family")) {
                if (name.has(element)) {
                    names.add(new TextTest(TextMatch.STARTS, name.path(element).asText()));
                }
            }
        }
        DateRange born = DateRange.parse(described.path("birthDate").asText(""));
        if (names.isEmpty() || born == null) {
            return Optional.empty();
        }
        DateTest birth =
                new DateTest(
                        Comparison.EQ,
                        born.low().atOffset(ZoneOffset.UTC),
                        born.high().atOffset(ZoneOffset.UTC));
        return Optional.of(
                List.of(
                        new Criterion.AnyDate(numbers.of(PATIENT, "birthdate"), List.of(birth)),
                        new Criterion.AnyText(numbers.of(PATIENT, "name"), names)));
    }
}
