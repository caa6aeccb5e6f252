package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the old build's documents say, and which of them a search must find: told without an index.
 */
final class OldRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UCUM = "http%3A%2F%2Funitsofmeasure.org";
    private static final BigDecimal GRAMS = new BigDecimal(1000);
    private static final BigDecimal HEAVY = new BigDecimal("70.001");
    private static final String HEAVY_ONES =
            "Observation?value-quantity=gt70.001%7C" + UCUM + "%7Ckg";

    private final List<JsonNode> documents;

    private OldRecords(List<JsonNode> documents) {
        this.documents = documents;
    }

    /** The current documents of people in the home tenant. */
    static OldRecords of(Books books) {
        return new OldRecords(
                books
                        .column(
                                "SELECT convert_from(body, 'UTF8') FROM resource"
                                        + " WHERE tenant = 'home' AND NOT deleted"
                                        + " AND type IN ('Patient', 'Observation', 'Condition')")
                        .stream()
                        .map(OldRecords::parsed)
                        .toList());
    }

    /** Searches, and the ids that each must find. */
    Map<String, Set<String>> questions() {
        Map<String, Set<String>> questions = new LinkedHashMap<>();
        questions.put(
                "Observation?code=http%3A%2F%2Floinc.org%7C29463-7",
                ids("Observation", o -> isCoded(o, "29463-7")));
        questions.put(
                "Observation?code:text=body%20w", ids("Observation", o -> isCoded(o, "29463-7")));
        questions.put(HEAVY_ONES, ids("Observation", OldRecords::isHeavy));
        questions.put(
                "Observation?value-quantity:missing=true",
                ids("Observation", o -> !o.has("valueQuantity")));
        questions.put(
                "Observation?date=2026-03",
                ids(
                        "Observation",
                        o -> o.path("effectiveDateTime").asText().startsWith("2026-03")));
        questions.put(
                "Observation?status=amended",
                ids("Observation", o -> o.path("status").asText().equals("amended")));
        questions.put(
                "Condition?subject=Patient/patient001",
                ids(
                        "Condition",
                        c -> c.at("/subject/reference").asText().equals("Patient/patient001")));
        questions.put("Patient?family=%E7%8E%8B", ids("Patient", p -> hasFamily(p, "王")));
        questions.put("Patient?pinyin=dingjianguo", ids("Patient", p -> isNamed(p, "丁建国")));
        questions.put(
                "Patient?_has:Observation:patient:code=15074-8",
                subjects(o -> isCoded(o, "15074-8")));
        return questions;
    }

    /**
     * What the old build found by the same search, where it knew less: only the unit as it was
     * written. Until all is indexed anew the new one answers so.
     */
    Map<String, Set<String>> oldAnswers() {
        return Map.of(
                HEAVY_ONES,
                ids(
                        "Observation",
                        o -> isHeavy(o) && o.at("/valueQuantity/code").asText().equals("kg")));
    }

    private Set<String> ids(String type, Predicate<JsonNode> found) {
        Set<String> ids = new TreeSet<>();
        documents.stream()
                .filter(d -> d.path("resourceType").asText().equals(type) && found.test(d))
                .forEach(d -> ids.add(d.path("id").asText()));
        return ids;
    }

    private Set<String> subjects(Predicate<JsonNode> found) {
        Set<String> subjects = new TreeSet<>();
        documents.stream()
                .filter(d -> d.path("resourceType").asText().equals("Observation"))
                .filter(found)
                .map(o -> o.at("/subject/reference").asText())
                .forEach(subject -> subjects.add(subject.replace("Patient/", "")));
        return subjects;
    }

    private static boolean isCoded(JsonNode observation, String code) {
        return observation.at("/code/coding/0/code").asText().equals(code);
    }

    private static boolean isHeavy(JsonNode observation) {
        JsonNode quantity = observation.path("valueQuantity");
        BigDecimal value = quantity.path("value").decimalValue();
        return switch (quantity.path("code").asText()) {
            case "kg" -> value.compareTo(HEAVY) > 0;
            case "g" -> value.compareTo(HEAVY.multiply(GRAMS)) > 0;
            default -> false;
        };
    }

    private static boolean hasFamily(JsonNode patient, String family) {
        return patient.at("/name/0/family").asText().startsWith(family);
    }

    private static boolean isNamed(JsonNode patient, String text) {
        return patient.at("/name/0/text").asText().equals(text);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("a document that is no JSON: " + text, e);
        }
    }
}
