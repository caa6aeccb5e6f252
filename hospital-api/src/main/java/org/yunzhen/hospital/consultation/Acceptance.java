package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * How a doctor takes a visit out of the waiting room: the slot's doctor their own, any doctor on
 * duty one of a shared shift. Of two that race the lock on the Encounter lets one find it waiting;
 * the other finds it accepted.
 */
@ApplicationScoped
class Acceptance {
    private static final String ON_DUTY = "on-duty";

    private final Visits visits;
    private final Duty duty;
    private final List<AcceptanceRule> rules;

    Acceptance(
            Visits visits,
            Duty duty,
            ConsentIsCurrent consentIsCurrent,
            DoctorIsLicensed doctorIsLicensed,
            WorkloadAllows workloadAllows) {
        this.visits = visits;
        this.duty = duty;
        this.rules = List.of(consentIsCurrent, doctorIsLicensed, workloadAllows);
    }

    Uni<Stored> accept(Call call, Tx tx) {
        String doctor = call.caller().actorId();
        return found(call, tx)
                .invoke(locked -> checkStatus(locked, call.caller().actor()))
                .call(locked -> checkRules(tx, locked.visit(), doctor))
                .chain(locked -> visits.accept(tx, locked, doctor));
    }

    /** The visit, where this doctor is among those it waits for. */
    private Uni<Visits.Locked> found(Call call, Tx tx) {
        return visits.lock(tx, call.id())
                .chain(
                        found -> {
                            if (found.isEmpty()) {
                                return visits.hidden(call);
                            }
                            return found.get().visit().shared()
                                    ? onDuty(call, tx, found.get())
                                    : visits.performed(call, tx, found.get());
                        });
    }

    private Uni<Visits.Locked> onDuty(Call call, Tx tx, Visits.Locked locked) {
        return duty.covers(tx, locked.visit().department(), call.caller().actorId())
                .map(
                        covers -> {
                            if (!covers) {
                                throw new RefusedException(Refusal.NOT_ON_DUTY);
                            }
                            call.trace().through(ON_DUTY);
                            return locked;
                        });
    }

    private static void checkStatus(Visits.Locked locked, String actor) {
        VisitStatus status = locked.visit().status();
        if (status.isUnderWay() && !locked.isPerformedBy(actor)) {
            throw new RefusedException(Refusal.ACCEPTED_BY_ANOTHER);
        }
        status.after(VisitStep.ACCEPT);
    }

    private Uni<Void> checkRules(Tx tx, Visit visit, String doctor) {
        List<Issue> findings = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (AcceptanceRule rule : rules) {
            all =
                    all.chain(() -> rule.check(tx, visit, doctor))
                            .invoke(finding -> finding.ifPresent(findings::add))
                            .replaceWithVoid();
        }
        return all.invoke(
                () -> {
                    if (!findings.isEmpty()) {
                        throw new RefusedException(findings);
                    }
                });
    }
}
