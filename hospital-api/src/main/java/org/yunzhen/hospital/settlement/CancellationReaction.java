package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * What was paid for and does not take place goes back: the bill is marked in the same transaction,
 * the job that moves bills does the rest. Of a prescription nothing goes back by itself once a
 * pharmacy has handed over some of it: whoever reports that holds its row as who ends it does.
 */
@ApplicationScoped
class CancellationReaction implements Reaction {
    private static final String APPOINTMENT = "Appointment/";

    private final Bills bills;

    CancellationReaction(Bills bills) {
        this.bills = bills;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                Kinds.APPOINTMENT_CANCELLED,
                Kinds.APPOINTMENT_UNFULFILLABLE,
                Kinds.VISIT_CANCELLED,
                Kinds.PRESCRIPTION_MOVED);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        if (event.kind().equals(Kinds.PRESCRIPTION_MOVED) && !Undelivered.is(event.subject())) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String subject : subjects(event.subject())) {
            String[] parts = subject.split("/", 2);
            all =
                    all.chain(() -> bills.active(tx, parts[0], parts[1]))
                            .chain(
                                    found ->
                                            found.map(bill -> giveBack(tx, bill))
                                                    .orElseGet(() -> Uni.createFrom().voidItem()));
        }
        return all;
    }

    /** The subject itself; of a visit the appointment too, which may have been paid instead. */
    private static List<String> subjects(Stored stored) {
        List<String> subjects = new ArrayList<>(List.of(stored.reference()));
        if (stored.type().equals("Encounter")) {
            for (JsonNode appointment : stored.document().path("appointment")) {
                String reference = appointment.path("reference").asText("");
                if (reference.startsWith(APPOINTMENT)) {
                    subjects.add(reference);
                }
            }
        }
        return subjects;
    }

    /**
     * A payment under way is not marked for an Appointment: when it has arrived, the appointment's
     * room may still keep the number, and says so if it cannot.
     */
    private Uni<Void> giveBack(Tx tx, BillRow bill) {
        return switch (bill.status()) {
            case SETTLED ->
                    bills.move(tx, bill.id(), BillStatus.SETTLED, BillStatus.REFUNDING, null, null)
                            .replaceWithVoid();
            case SUBMITTED ->
                    bill.subjectType().equals("Appointment")
                            ? Uni.createFrom().voidItem()
                            : bills.wantRefund(tx, bill.id());
            case QUOTED, REVERTING, REFUNDING, REFUNDED, FAILED, HELD ->
                    Uni.createFrom().voidItem();
        };
    }
}
