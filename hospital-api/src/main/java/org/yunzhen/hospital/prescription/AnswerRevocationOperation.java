package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Task/{id}/$answer-revocation}. */
@ApplicationScoped
class AnswerRevocationOperation implements TaskOperation {
    private final RevocationService service;

    AnswerRevocationOperation(RevocationService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "answer-revocation";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACY);
    }

    @Override
    public String description() {
        return "The holder accepts that the prescription is revoked, or says that it was dispensed"
                + " already and goes on to report that.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("secret", "string", "from $claim"),
                Parameter.required("answer", "code", "accept or already-dispensed"),
                Parameter.result("Task", "the prescription"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.answer(call, tx).map(Answer::updated);
    }
}
