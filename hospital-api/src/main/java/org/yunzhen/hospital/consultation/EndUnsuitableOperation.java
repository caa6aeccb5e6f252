package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@code Encounter/{id}/$end-unsuitable}, {@link Rule#R03}: a first visit, a changed condition, or
 * unsuitable online. Ends the visit, keeps the reason and the guidance where to go instead; no
 * prescription comes of it, what was paid goes back.
 */
@Singleton
class EndUnsuitableOperation extends VisitOperation {
    private final Visits visits;

    EndUnsuitableOperation(Visits visits) {
        super(
                "end-unsuitable",
                Role.DOCTOR,
                "The doctor ends a visit that is unsuitable online; what was paid goes back.",
                Parameter.required("reason", "string", "Why it is unsuitable"),
                Parameter.optional("guidance", "string", "Where the patient should go instead"));
        this.visits = visits;
    }

    @Override
    Uni<Stored> step(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        String reason =
                inputs.text("reason")
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() -> new RefusedException(Refusal.REASON_REQUIRED));
        Optional<String> guidance = inputs.text("guidance").filter(text -> !text.isBlank());
        return visits.ofDoctor(call, tx)
                .chain(
                        locked ->
                                visits.cancel(
                                        tx,
                                        locked,
                                        VisitStep.END_UNSUITABLE,
                                        reason,
                                        guidance.orElse(null)));
    }
}
