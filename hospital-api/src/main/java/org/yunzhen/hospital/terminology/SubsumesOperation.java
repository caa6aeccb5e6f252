package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code CodeSystem/$subsumes} (R4 operation CodeSystem-subsumes). */
@ApplicationScoped
class SubsumesOperation implements TerminologyOperation {
    private final CodeSystems systems;
    private final Concepts concepts;

    SubsumesOperation(CodeSystems systems, Concepts concepts) {
        this.systems = systems;
        this.concepts = concepts;
    }

    @Override
    public String type() {
        return "CodeSystem";
    }

    @Override
    public String name() {
        return "subsumes";
    }

    @Override
    public String description() {
        return "Whether one code is a kind of another. What HL7 publishes with R4 needs no token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("codeA", "code", "male: the one, or else codingA."),
                Parameter.optional("codeB", "code", "female: the other, or else codingB."),
                Parameter.optional(
                        "system",
                        "uri",
                        "http://hl7.org/fhir/administrative-gender: their system, or else in codingA."),
                Parameter.optional("version", "string", "Version of the system."),
                Parameter.optional("codingA", "Coding", "The one with its system."),
                Parameter.optional("codingB", "Coding", "The other with its system."),
                new Parameter(
                        "outcome",
                        "out",
                        1,
                        "1",
                        "code",
                        "equivalent, subsumes, subsumed-by or not-subsumed."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        View view = View.of(call, tx);
        Inputs inputs = Inputs.of(call);
        if (call.id() == null) {
            return compared(view, inputs, inputs.text("system").orElse(null));
        }
        return systems.url(view, call.id())
                .map(url -> url.orElseThrow(() -> unknown(call.id())))
                .chain(url -> compared(view, inputs, url));
    }

    private Uni<Answer> compared(View view, Inputs inputs, String system) {
        CodingInput a = CodingInput.one(inputs, "codeA", "codingA", system);
        CodingInput b = CodingInput.one(inputs, "codeB", "codingB", system);
        if (a.system() == null || b.system() == null) {
            throw Inputs.missing("system");
        }
        if (!a.system().equals(b.system())) {
            throw Inputs.invalid("codingB");
        }
        return systems.find(view, a.system(), a.version())
                .map(found -> found.orElseThrow(() -> unknown(a.system())))
                .chain(
                        known ->
                                concept(view, known, a)
                                        .chain(
                                                one ->
                                                        concept(view, known, b)
                                                                .map(other -> answer(one, other))));
    }

    private Uni<Concept> concept(View view, KnownSystem system, CodingInput coding) {
        return concepts.find(view.tx(), system, coding.code())
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new RefusedException(
                                                        Refusal.UNKNOWN_CODE,
                                                        CodingInput.shown(coding.code()),
                                                        CodingInput.shown(system.url()))));
    }

    private static Answer answer(Concept a, Concept b) {
        var parameters = FhirJson.object().put("resourceType", "Parameters");
        parameters
                .putArray("parameter")
                .addObject()
                .put("name", "outcome")
                .put("valueCode", outcome(a, b));
        return Answer.document(200, parameters);
    }

    private static String outcome(Concept a, Concept b) {
        if (a.code().equals(b.code())) {
            return "equivalent";
        }
        if (b.ancestors().contains(a.code())) {
            return "subsumes";
        }
        return a.ancestors().contains(b.code()) ? "subsumed-by" : "not-subsumed";
    }

    private static RefusedException unknown(String system) {
        return new RefusedException(Refusal.UNKNOWN_CODE_SYSTEM, CodingInput.shown(system));
    }
}
