package org.yunzhen.hospital.prescription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;

/** {@code Task/{id}/$review}. */
@ApplicationScoped
class ReviewOperation implements TaskOperation {
    private final ReviewService service;

    ReviewOperation(ReviewService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "review";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PHARMACIST);
    }

    @Override
    public String description() {
        return "A licensed pharmacist, another person than the prescriber, takes a prescription for"
                + " review, approves it with a signature, or returns it.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("decision", "code", "receive, approve or return"),
                Parameter.optional("comment", "string", "required to return"),
                Parameter.result("Task", "the prescription"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return service.review(call, tx).map(Answer::updated);
    }
}
