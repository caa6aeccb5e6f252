package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Bounds;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@code RelatedPerson/{id}/$end-guardianship} ({@link Rule#R11}): who was registered as guardian
 * steps back, or the hospital ends what holds no longer. One guardian does not end another, nor the
 * child its guardian: who of them is right, the hospital has to look into.
 */
@ApplicationScoped
class EndGuardianshipOperation implements Operation {
    private final Access access;
    private final Documents documents;
    private final CareRelations relations;

    EndGuardianshipOperation(Access access, Documents documents, CareRelations relations) {
        this.access = access;
        this.documents = documents;
        this.relations = relations;
    }

    @Override
    public String type() {
        return "RelatedPerson";
    }

    @Override
    public String name() {
        return "end-guardianship";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.PATIENT, Role.OPERATOR);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Ends a guardianship that Patient/$register made, at once and for good: by the"
                + " guardian, or by an operator, who is answered without the content.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.result("RelatedPerson", "No longer in use."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        boolean operator = call.caller().role() == Role.OPERATOR;
        String relation = operator ? "operator" : CareRelations.GUARDIAN;
        return documents
                .lock(tx, type(), call.id())
                .map(found -> reached(call, found))
                .invoke(() -> call.trace().through(relation))
                .invoke(call.trace()::touched)
                .chain(current -> ended(tx, current))
                .invoke(call.trace()::touched)
                .map(Answer::updated)
                .map(answer -> operator ? answer.minimal() : answer);
    }

    private Stored reached(Call call, Optional<Stored> found) {
        Caller caller = call.caller();
        Optional<Stored> there = found.filter(stored -> !stored.deleted());
        if (caller.role() == Role.PATIENT) {
            return there.filter(stored -> caller.isAmong(stored.parties()))
                    .orElseThrow(() -> access.denial(caller));
        }
        Stored stored =
                there.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, type(), call.id()));
        if (!RegistrationService.WORKFLOW.equals(stored.workflow())) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, stored.reference());
        }
        return stored;
    }

    private Uni<Stored> ended(Tx tx, Stored current) {
        ObjectNode related = current.document();
        if (!related.path("active").asBoolean(true)) {
            throw new RefusedException(Refusal.WRONG_STATE, "inactive", "active");
        }
        PatientDocument.end(
                related, tx.now().atZoneSameInstant(DateRange.BUSINESS_ZONE).toLocalDate());
        return documents
                .update(tx, current, related)
                .call(
                        stored ->
                                relations.limit(
                                        tx,
                                        stored.reference(),
                                        CareRelations.GUARDIAN,
                                        Bounds.none()));
    }
}
