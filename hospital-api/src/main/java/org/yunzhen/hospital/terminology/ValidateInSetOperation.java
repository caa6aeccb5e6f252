package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;

/** {@code ValueSet/$validate-code} (R4 operation ValueSet-validate-code). */
@ApplicationScoped
class ValidateInSetOperation implements TerminologyOperation {
    private final AskedSet asked;
    private final Selections selections;
    private final CodeChecks checks;

    ValidateInSetOperation(AskedSet asked, Selections selections, CodeChecks checks) {
        this.asked = asked;
        this.selections = selections;
        this.checks = checks;
    }

    @Override
    public String type() {
        return "ValueSet";
    }

    @Override
    public String name() {
        return "validate-code";
    }

    @Override
    public String description() {
        return "Whether a code is in a value set, and is called so. What HL7 publishes with R4"
                + " needs no token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "url",
                        "uri",
                        "http://hl7.org/fhir/ValueSet/administrative-gender: or else valueSet."),
                Parameter.optional("valueSet", "ValueSet", "The value set itself."),
                Parameter.optional("valueSetVersion", "string", "Version of the value set."),
                Parameter.optional("code", "code", "male: the code, or else coding."),
                Parameter.optional("system", "uri", "Its system."),
                Parameter.optional("systemVersion", "string", "Version of the system."),
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
        List<CodingInput> codings =
                CodingInput.all(
                        inputs,
                        inputs.text("system").orElse(null),
                        inputs.text("systemVersion").orElse(null));
        return asked.of(call, view)
                .chain(valueSet -> selections.of(view, valueSet))
                .chain(
                        set ->
                                CodeChecks.first(
                                        codings,
                                        coding ->
                                                checks.inSet(
                                                        view,
                                                        set,
                                                        coding,
                                                        inputs.flag("abstract"))))
                .map(verdict -> verdict.answer(call.language()));
    }
}
