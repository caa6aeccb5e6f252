package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.terminology.ConceptMaps.Mapping;
import org.yunzhen.hospital.terminology.Translations.Match;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code ConceptMap/$translate} (R4 operation ConceptMap-translate), by maps of the tenant. */
@ApplicationScoped
class TranslateOperation implements TerminologyOperation {
    /** What says that the two do not mean the same. */
    private static final Set<String> NO_MATCH = Set.of("unmatched", "disjoint");

    private final Translations translations;
    private final CanonicalReader canonicals;

    TranslateOperation(Translations translations, CanonicalReader canonicals) {
        this.translations = translations;
        this.canonicals = canonicals;
    }

    @Override
    public String type() {
        return "ConceptMap";
    }

    @Override
    public String name() {
        return "translate";
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.complementOf(EnumSet.of(Role.ANONYMOUS));
    }

    @Override
    public String description() {
        return "What a code is in another system, by a concept map that is stored here.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "url",
                        "uri",
                        "http://example.org/ConceptMap/sex: the map, or else on an instance."),
                Parameter.optional("conceptMapVersion", "string", "Version of the map."),
                Parameter.optional("code", "code", "E11.9: the code, or else coding."),
                Parameter.optional("system", "uri", "Its system."),
                Parameter.optional("version", "string", "Version of the system."),
                Parameter.optional("coding", "Coding", "The code with its system."),
                Parameter.optional("codeableConcept", "CodeableConcept", "Several codes."),
                Parameter.optional("targetsystem", "uri", "Only codes of this system."),
                Parameter.optional("reverse", "boolean", "Whether from target to source."),
                new Parameter("result", "out", 1, "1", "boolean", "Whether there is a match."),
                new Parameter("message", "out", 0, "1", "string", "Why there is none."),
                new Parameter("match", "out", 0, "*", "string", "What was found.")
                        .of(
                                new Parameter("equivalence", "out", 0, "1", "code", "How near."),
                                new Parameter("concept", "out", 0, "1", "Coding", "The code."),
                                new Parameter("source", "out", 0, "1", "uri", "The map.")));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        List<CodingInput> codings =
                CodingInput.all(inputs, inputs.text("system").orElse(null), null);
        String other = inputs.text("targetsystem").orElse(null);
        boolean reverse = inputs.flag("reverse");
        List<Match> found = new ArrayList<>();
        return map(call, tx, inputs)
                .chain(
                        id ->
                                InTurn.each(
                                                codings,
                                                coding ->
                                                        translations
                                                                .of(tx, id, coding, other, reverse)
                                                                .invoke(found::addAll))
                                        .map(nothing -> answer(call, found, reverse)));
    }

    private Uni<String> map(Call call, Tx tx, Inputs inputs) {
        if (call.id() != null) {
            return Uni.createFrom().item(call.id());
        }
        String url = inputs.requiredText("url");
        return canonicals
                .find(tx, "ConceptMap", url, inputs.text("conceptMapVersion").orElse(null))
                .map(
                        named ->
                                named.orElseThrow(
                                                () ->
                                                        new RefusedException(
                                                                Refusal.UNKNOWN_CONCEPT_MAP,
                                                                CodingInput.shown(url)))
                                        .id());
    }

    private static Answer answer(Call call, List<Match> found, boolean reverse) {
        boolean matched =
                found.stream().anyMatch(m -> !NO_MATCH.contains(m.mapping().equivalence()));
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "result").put("valueBoolean", matched);
        for (Match match : found) {
            Mapping mapping = match.mapping();
            ArrayNode parts = list.addObject().put("name", "match").putArray("part");
            String equivalence = reverse ? inverse(mapping.equivalence()) : mapping.equivalence();
            parts.addObject().put("name", "equivalence").put("valueCode", equivalence);
            ObjectNode concept = reverse ? sourceOf(mapping) : targetOf(mapping);
            if (concept.has("code")) {
                parts.addObject().put("name", "concept").set("valueCoding", concept);
            }
            String source = match.url() == null ? call.url("ConceptMap", match.id()) : match.url();
            parts.addObject().put("name", "source").put("valueUri", source);
        }
        return Answer.document(200, parameters);
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
