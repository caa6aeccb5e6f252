package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code CodeSystem/$validate-code} (R4 operation CodeSystem-validate-code). */
@ApplicationScoped
class ValidateInSystemOperation implements TerminologyOperation {
    private final CodeSystems systems;
    private final CodeChecks checks;

    ValidateInSystemOperation(CodeSystems systems, CodeChecks checks) {
        this.systems = systems;
        this.checks = checks;
    }

    @Override
    public String type() {
        return "CodeSystem";
    }

    @Override
    public String name() {
        return "validate-code";
    }

    @Override
    public String description() {
        return "Whether a code belongs to a code system, and is called so. What HL7 publishes with"
                + " R4 needs no token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "url",
                        "uri",
                        "http://hl7.org/fhir/administrative-gender: the system, or else in coding."),
                Parameter.optional("code", "code", "male: the code, or else coding."),
                Parameter.optional("version", "string", "Version of the system."),
                Parameter.optional("display", "string", "What it is taken to be called."),
                Parameter.optional("coding", "Coding", "The code with its system."),
                Parameter.optional("codeableConcept", "CodeableConcept", "Codes; one is enough."),
                Parameter.optional(
                        "abstract", "boolean", "Whether codes that only group are fine."),
                new Parameter("result", "out", 1, "1", "boolean", "Whether it is valid."),
                new Parameter("message", "out", 0, "1", "string", "What is wrong."),
                new Parameter("display", "out", 0, "1", "string", "Its right name."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        View view = View.of(call, tx);
        return url(call, view, inputs)
                .chain(url -> validated(view, inputs, url.isEmpty() ? null : url))
                .map(verdict -> verdict.answer(call.language()));
    }

    private Uni<Verdict> validated(View view, Inputs inputs, String url) {
        String version = inputs.text("version").orElse(null);
        return CodeChecks.first(
                CodingInput.all(inputs, url, version),
                coding -> validated(view, inputs, url, coding));
    }

    private Uni<Verdict> validated(View view, Inputs inputs, String url, CodingInput coding) {
        if (coding.system() == null && url == null) {
            throw Inputs.missing("url");
        }
        if (url != null && coding.system() != null && !url.equals(coding.system())) {
            return Uni.createFrom().item(Verdict.unknownCode(coding.code(), url));
        }
        CodingInput of = coding.system() == null ? coding.in(url) : coding;
        return checks.inSystem(view, of, inputs.flag("abstract"));
    }

    /** The address that was given, or that of the instance; an empty text when neither. */
    private Uni<String> url(Call call, View view, Inputs inputs) {
        if (call.id() == null) {
            return Uni.createFrom().item(inputs.text("url").orElse(""));
        }
        return systems.url(view, call.id())
                .map(
                        url ->
                                url.orElseThrow(
                                        () ->
                                                new RefusedException(
                                                        Refusal.UNKNOWN_CODE_SYSTEM, call.id())));
    }
}
