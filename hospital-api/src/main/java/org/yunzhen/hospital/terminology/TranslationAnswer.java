package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.terminology.Translations.Match;
import org.yunzhen.mappings.json.FhirJson;

/** What {@code $translate} answers (R4 operation ConceptMap-translate). */
final class TranslationAnswer {
    /** What says that the two do not mean the same. */
    private static final Set<String> NO_MATCH = Set.of("unmatched", "disjoint");

    private final boolean reverse;
    private final Dependencies dependencies;
    private final List<Match> found = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();

    TranslationAnswer(boolean reverse, Dependencies dependencies) {
        this.reverse = reverse;
        this.dependencies = dependencies;
    }

    /** Adds what holds of a code in its version, under what was told beside it. */
    void add(CodingInput coding, List<Match> matches) {
        for (Match match : matches) {
            Mapping mapping = match.mapping();
            String version = reverse ? mapping.targetVersion() : mapping.sourceVersion();
            boolean other =
                    coding.version() != null
                            && version != null
                            && !version.equals(coding.version());
            List<String> untold = reverse ? List.of() : dependencies.missing(mapping);
            missing.addAll(other ? List.of() : untold);
            if (!other && untold.isEmpty()) {
                found.add(match);
            }
        }
    }

    Answer answer(Call call) {
        boolean matched =
                found.stream().anyMatch(m -> !NO_MATCH.contains(m.mapping().equivalence()));
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "result").put("valueBoolean", matched);
        if (!matched || !missing.isEmpty()) {
            list.addObject().put("name", "message").put("valueString", message(call));
        }
        for (Match match : found) {
            ArrayNode parts = list.addObject().put("name", "match").putArray("part");
            String source = match.url() == null ? call.url("ConceptMap", match.id()) : match.url();
            match(parts, match.mapping());
            parts.addObject().put("name", "source").put("valueUri", source);
        }
        return Answer.document(200, parameters);
    }

    private String message(Call call) {
        if (missing.isEmpty()) {
            return call.language().pick("对照表中没有该编码的对应编码", "The map has no match for the code");
        }
        String names = CodingInput.shown(String.join(", ", missing));
        return call.language()
                .pick(
                        "有的对照取决于未给出或不符的元素（dependency）：" + names,
                        "Some mappings depend on what was not given so (dependency): " + names);
    }

    private void match(ArrayNode parts, Mapping mapping) {
        String equivalence = reverse ? inverse(mapping.equivalence()) : mapping.equivalence();
        parts.addObject().put("name", "equivalence").put("valueCode", equivalence);
        ObjectNode concept = reverse ? sourceOf(mapping) : targetOf(mapping);
        if (concept.has("code")) {
            parts.addObject().put("name", "concept").set("valueCoding", concept);
        }
        if (!reverse) {
            mapping.product().forEach(product -> product(parts, product));
        }
    }

    /** A further element that the mapping makes (R4, ConceptMap.group.element.target.product). */
    private static void product(ArrayNode parts, JsonNode product) {
        ArrayNode own = parts.addObject().put("name", "product").putArray("part");
        own.addObject().put("name", "element").set("valueUri", product.path("property"));
        ObjectNode concept =
                coding(
                        product.path("system").textValue(),
                        product.path("value").textValue(),
                        product.path("display").textValue());
        own.addObject().put("name", "concept").set("valueCoding", concept);
    }

    /** What holds from source to target, seen from the target. */
    private static String inverse(String equivalence) {
        return switch (equivalence) {
            case "wider" -> "narrower";
            case "narrower" -> "wider";
            case "subsumes" -> "specializes";
            case "specializes" -> "subsumes";
            default -> equivalence;
        };
    }

    private static ObjectNode sourceOf(Mapping mapping) {
        return coding(mapping.sourceSystem(), mapping.sourceCode(), mapping.sourceDisplay());
    }

    private static ObjectNode targetOf(Mapping mapping) {
        return coding(mapping.targetSystem(), mapping.targetCode(), mapping.targetDisplay());
    }

    private static ObjectNode coding(String system, String code, String display) {
        ObjectNode coding = FhirJson.object();
        putIfGiven(coding, "system", system);
        putIfGiven(coding, "code", code);
        putIfGiven(coding, "display", display);
        return coding;
    }

    private static void putIfGiven(ObjectNode into, String name, String value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
