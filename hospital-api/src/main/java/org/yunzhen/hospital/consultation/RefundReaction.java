package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Tx;

/** The fee of a visit goes back while its patient still waits: the patient leaves with it. */
@ApplicationScoped
class RefundReaction implements Reaction {
    private final Visits visits;

    RefundReaction(Visits visits) {
        this.visits = visits;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.BILL_REFUNDING);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        if (!event.subject().type().equals("Encounter")) {
            return Uni.createFrom().voidItem();
        }
        return visits.lock(tx, event.subject().id())
                .chain(
                        found ->
                                found.filter(l -> l.visit().status() == VisitStatus.ARRIVED)
                                        .map(locked -> left(tx, locked))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> left(Tx tx, Visits.Locked locked) {
        return visits.cancel(tx, locked, VisitStep.LEAVE, null, null).replaceWithVoid();
    }
}
