package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * What is not billed any more needs no quote: the job that withdraws quotes finds it over. A
 * settlement that is under way is not touched.
 */
@ApplicationScoped
class EndedSubjectReaction implements Reaction {
    private final Bills bills;

    EndedSubjectReaction(Bills bills) {
        this.bills = bills;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                Kinds.APPOINTMENT_CANCELLED,
                Kinds.APPOINTMENT_NOSHOW,
                Kinds.VISIT_CANCELLED,
                Kinds.PRESCRIPTION_MOVED);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        Stored subject = event.subject();
        return Subjects.isBillable(subject)
                ? Uni.createFrom().voidItem()
                : bills.endQuote(tx, subject.type(), subject.id());
    }
}
