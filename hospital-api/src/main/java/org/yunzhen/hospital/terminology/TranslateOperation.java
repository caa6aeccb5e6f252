package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code ConceptMap/$translate} (R4 operation ConceptMap-translate), by maps of the tenant. */
@ApplicationScoped
class TranslateOperation implements TerminologyOperation {
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
                Parameter.many("dependency", 0, "Element", "What a mapping may depend on, as told.")
                        .of(
                                Parameter.required("element", "uri", "Which element."),
                                Parameter.required("concept", "CodeableConcept", "Its value.")),
                Parameter.optional("reverse", "boolean", "Whether from target to source."),
                new Parameter("result", "out", 1, "1", "boolean", "Whether there is a match."),
                new Parameter(
                        "message", "out", 0, "1", "string", "Why there is none, or not more."),
                new Parameter("match", "out", 0, "*", "string", "What was found.")
                        .of(
                                new Parameter("equivalence", "out", 0, "1", "code", "How near."),
                                new Parameter("concept", "out", 0, "1", "Coding", "The code."),
                                new Parameter(
                                                "product",
                                                "out",
                                                0,
                                                "*",
                                                "string",
                                                "What is made too.")
                                        .of(
                                                new Parameter(
                                                        "element", "out", 0, "1", "uri", "Which."),
                                                new Parameter(
                                                        "concept",
                                                        "out",
                                                        0,
                                                        "1",
                                                        "Coding",
                                                        "Its value.")),
                                new Parameter("source", "out", 0, "1", "uri", "The map.")));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        List<CodingInput> codings =
                CodingInput.all(
                        inputs,
                        inputs.text("system").orElse(null),
                        inputs.text("version").orElse(null));
        String other = inputs.text("targetsystem").orElse(null);
        boolean reverse = inputs.flag("reverse");
        TranslationAnswer answer = new TranslationAnswer(reverse, Dependencies.of(inputs, reverse));
        return map(call, tx, inputs)
                .chain(
                        id ->
                                InTurn.each(
                                        codings,
                                        coding ->
                                                translations
                                                        .of(tx, id, coding, other, reverse)
                                                        .invoke(all -> answer.add(coding, all))))
                .map(nothing -> answer.answer(call));
    }

    private Uni<String> map(Call call, Tx tx, Inputs inputs) {
        if (call.id() != null) {
            refuseAnotherMap(inputs);
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

    /** On an instance the map is named already. */
    private static void refuseAnotherMap(Inputs inputs) {
        for (String name : List.of("url", "conceptMapVersion")) {
            if (!inputs.named(name).isEmpty()) {
                throw Inputs.invalid(name);
            }
        }
    }
}
