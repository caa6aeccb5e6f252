package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** Where a patient stands, reckoned from the rows at the moment of asking. */
@ApplicationScoped
class QueueService {
    private final Appointments appointments;
    private final SlotRows slots;
    private final Tickets tickets;
    private final WaitingList waiting;

    QueueService(Appointments appointments, SlotRows slots, Tickets tickets, WaitingList waiting) {
        this.appointments = appointments;
        this.slots = slots;
        this.tickets = tickets;
        this.waiting = waiting;
    }

    /** Status, number or place, how many are ahead, estimated wait: as Parameters. */
    Uni<ObjectNode> position(Call call, Tx tx) {
        return appointments
                .named(call, tx)
                .invoke(Appointments::refuseRecord)
                .chain(stored -> position(tx, stored));
    }

    private Uni<ObjectNode> position(Tx tx, Stored stored) {
        AppointmentDocument document = AppointmentDocument.of(stored);
        return switch (document.status()) {
            case WAITLIST ->
                    waiting.ahead(tx, stored.id()).map(ahead -> waitingAt(document, ahead));
            case PENDING, BOOKED, ARRIVED ->
                    slots.find(tx, document.slot())
                            .map(Optional::orElseThrow)
                            .chain(slot -> inQueue(tx, document, slot));
            case FULFILLED, CANCELLED, NOSHOW -> Uni.createFrom().item(() -> status(document));
        };
    }

    private Uni<ObjectNode> inQueue(Tx tx, AppointmentDocument document, SlotFacts slot) {
        return tickets.ahead(tx, document.id())
                .map(
                        ahead -> {
                            ObjectNode found = status(document);
                            add(found, "number", "valuePositiveInt", document.number());
                            add(found, "ahead", "valueInteger", ahead);
                            add(
                                    found,
                                    "estimatedWaitMinutes",
                                    "valueInteger",
                                    estimate(tx, slot, ahead));
                            return found;
                        });
    }

    /** Those before, each with their share of a slot; never before the slot begins. */
    private static long estimate(Tx tx, SlotFacts slot, long ahead) {
        long untilStart = Duration.between(tx.now(), slot.start()).toMinutes();
        return Math.max(0, Math.max(untilStart, ahead * slot.minutesEach()));
    }

    private static ObjectNode waitingAt(AppointmentDocument document, long ahead) {
        ObjectNode found = status(document);
        add(found, "place", "valuePositiveInt", ahead + 1);
        add(found, "ahead", "valueInteger", ahead);
        return found;
    }

    private static ObjectNode status(AppointmentDocument document) {
        ObjectNode found = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode parameters = found.putArray("parameter");
        parameters.addObject().put("name", "status").put("valueCode", document.status().code());
        return found;
    }

    private static void add(ObjectNode found, String name, String valueName, long value) {
        found.withArray("parameter").addObject().put("name", name).put(valueName, value);
    }
}
