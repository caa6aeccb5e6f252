package org.yunzhen.mappings.triage;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks a rules document. */
final class RulesReader {
    private static final List<String> HEADER =
            List.of("id", "url", "name", "version", "status", "effectiveFrom");

    private final JsonNode document;
    private final Lexicon.Builder words;
    private final Set<String> ids = new HashSet<>();

    RulesReader(JsonNode document) {
        this.document = document;
        JsonNode traditional = document.path("traditional");
        Map<String, String> respelt = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> meant : document.path("respellings").properties()) {
            texts(meant.getValue()).forEach(word -> respelt.put(word, meant.getKey()));
        }
        PlainText plain =
                new PlainText(text(traditional, "from"), text(traditional, "to"), respelt);
        Map<String, List<String>> groups = new LinkedHashMap<>();
        document.path("groups")
                .fields()
                .forEachRemaining(group -> groups.put(group.getKey(), texts(group.getValue())));
        this.words = new Lexicon.Builder(plain, groups);
    }

    TriageRules read() {
        HEADER.forEach(element -> text(document, element));
        checkDate();
        JsonNode language = document.path("language");
        for (Cue cue : Cue.values()) {
            words.cue(cue, texts(language.path(cue.key)));
        }
        words.years(texts(language.path("pastYears")));
        List<TriageRule.RedFlag> redFlags = new ArrayList<>();
        document.path("redFlags").forEach(node -> redFlags.add(redFlag(node)));
        List<TriageRule.Route> routes = new ArrayList<>();
        document.path("complaints").forEach(node -> routes.add(route(node)));
        document.path("adjustments").forEach(node -> routes.add(route(node)));
        List<TriageRule.Fallback> fallbacks = new ArrayList<>();
        document.path("unclear").path("departments").forEach(n -> fallbacks.add(fallback(n)));
        if (fallbacks.isEmpty() || !covers(fallbacks.get(fallbacks.size() - 1))) {
            throw refused("unclear.departments", "the last must hold for everyone");
        }
        checkTexts();
        List<Pattern> asides = patterns(language.path("asides"));
        Lexicon lexicon = words.build(measures());
        return new TriageRules(document, lexicon, asides, redFlags, routes, fallbacks);
    }

    private void checkDate() {
        try {
            LocalDate.parse(text(document, "effectiveFrom"));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("triage rules: effectiveFrom: not a date", e);
        }
    }

    private void checkTexts() {
        text(document.path("emergency"), "rule");
        wording(document.path("title"), "title");
        wording(document.path("description"), "description");
        wording(document.path("safetyNet"), "safetyNet");
        wording(document.path("emergency").path("advice"), "emergency.advice");
        wording(document.path("unclear").path("advice"), "unclear.advice");
        wording(document.path("unclear").path("question"), "unclear.question");
    }

    private static boolean covers(TriageRule.Fallback last) {
        return last.when().equals(Applicability.EVERYONE);
    }

    private TriageRule.RedFlag redFlag(JsonNode node) {
        String id = newId(node);
        List<TriageRule.Case> cases = new ArrayList<>();
        node.path("cases").forEach(one -> cases.add(oneCase(one, id)));
        if (cases.isEmpty()) {
            throw refused(id, "no cases");
        }
        return new TriageRule.RedFlag(
                id,
                wording(node.path("name"), id + ".name"),
                node.path("evenPast").asBoolean(),
                node.path("onlyAcute").asBoolean(),
                List.copyOf(cases),
                wording(node.path("advice"), id + ".advice"));
    }

    private TriageRule.Route route(JsonNode node) {
        String id = newId(node);
        Map<String, Integer> departments = new LinkedHashMap<>();
        node.path("departments")
                .fields()
                .forEachRemaining(d -> departments.put(d.getKey(), d.getValue().asInt()));
        if (departments.isEmpty() || departments.values().stream().anyMatch(w -> w < 1)) {
            throw refused(id, "departments need weights of 1 or more");
        }
        TriageRule.Case raised = oneCase(node, id);
        return new TriageRule.Route(
                id,
                wording(node.path("name"), id + ".name"),
                raised,
                Map.copyOf(departments),
                raised.always());
    }

    private TriageRule.Fallback fallback(JsonNode node) {
        String id = newId(node);
        return new TriageRule.Fallback(
                id, applicability(node.path("when")), text(node, "department"));
    }

    private TriageRule.Case oneCase(JsonNode node, String id) {
        List<Pattern> any = patterns(node.path("any"));
        boolean always = node.path("always").asBoolean();
        if (any.isEmpty() != always) {
            throw refused(id, "needs either any or always");
        }
        List<String> codes = new ArrayList<>(texts(node.path("codes")));
        codes.add(id);
        return new TriageRule.Case(
                applicability(node.path("when")), always, List.copyOf(codes), any);
    }

    private List<Pattern> patterns(JsonNode sources) {
        return texts(sources).stream()
                .flatMap(source -> Pattern.bothWays(source).stream())
                .map(source -> Pattern.parse(source, words::symbol))
                .toList();
    }

    private static Applicability applicability(JsonNode when) {
        return new Applicability(
                when.path("ageFromMonths").asInt(0),
                when.path("ageBelowMonths").asInt(Integer.MAX_VALUE),
                when.path("ageUnknown").asBoolean(),
                Optional.ofNullable(when.path("sexNot").textValue())
                        .map(sex -> Sex.valueOf(sex.toUpperCase(Locale.ROOT))));
    }

    private List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        for (JsonNode node : document.path("measures")) {
            measures.add(
                    new Measure(
                            text(node, "id"),
                            texts(node.path("near")),
                            texts(node.path("units")),
                            Measure.Shape.of(node.path("shape").asText("any")),
                            node.path("min").asDouble(),
                            node.path("max").asDouble()));
        }
        return measures;
    }

    private String newId(JsonNode node) {
        String id = text(node, "id");
        if (!ids.add(id)) {
            throw refused(id, "the id is taken");
        }
        return id;
    }

    static Wording wording(JsonNode node, String place) {
        try {
            return new Wording(text(node, "zh"), text(node, "en"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("triage rules: " + place + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode node, String element) {
        String value = node.path(element).textValue();
        if (value == null || value.isBlank()) {
            throw refused(element, "missing");
        }
        return value;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static IllegalArgumentException refused(String place, String why) {
        return new IllegalArgumentException("triage rules: " + place + ": " + why);
    }
}
