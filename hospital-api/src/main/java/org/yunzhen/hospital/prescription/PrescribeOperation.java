package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;

/** {@code MedicationRequest/$prescribe}. */
@ApplicationScoped
class PrescribeOperation implements Operation {
    private final PrescribeService service;

    PrescribeOperation(PrescribeService service) {
        this.service = service;
    }

    @Override
    public String type() {
        return "MedicationRequest";
    }

    @Override
    public String name() {
        return "prescribe";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.DOCTOR);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Checks the drafted drugs by every rule, signs the prescription and sends it to"
                + " review. Findings that are overridable pass with a reason for their rule.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("encounter", "Reference", "the visit, in progress"),
                Parameter.many("medicationRequest", 1, "MedicationRequest", "one drug each"),
                Parameter.many("override", 0, "Element", "why the doctor insists")
                        .of(
                                Parameter.required("rule", "code", "R22 …"),
                                Parameter.required("reason", "string", "in words")),
                Parameter.optional("validityDays", "positiveInt", "1 to 3, by default 3"),
                Parameter.optional("guardianPresent", "boolean", "for a child under six"),
                Parameter.optional(
                        "accompaniedBy", "Reference", "physician with a child under six"),
                Parameter.optional(
                        "pregnancyStatus", "code", "none, pregnant, lactating or unknown"),
                Parameter.optional("gestationalWeeks", "positiveInt", "when pregnant"),
                Parameter.result("Task", "the prescription, waiting for review"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.prescribe(call, tx).map(Answer::created);
    }
}
