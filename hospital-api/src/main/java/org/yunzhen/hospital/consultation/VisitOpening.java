package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.event.Reaction;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * A patient has checked in: their visit opens in the waiting room, once per appointment. Where the
 * slot names a doctor it is that doctor's; else it is shared by the doctors of the department.
 */
@ApplicationScoped
class VisitOpening implements Reaction {
    private static final JsonNode NOTHING = FhirJson.object();

    private final VisitRows rows;
    private final Duty duty;
    private final Documents documents;
    private final Events events;

    VisitOpening(VisitRows rows, Duty duty, Documents documents, Events events) {
        this.rows = rows;
        this.duty = duty;
        this.documents = documents;
        this.events = events;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Kinds.APPOINTMENT_CHECKED_IN);
    }

    @Override
    public Uni<Void> react(Tx tx, Event event) {
        ObjectNode appointment = event.subject().document();
        return department(tx, appointment)
                .chain(department -> open(tx, visit(event.subject(), appointment, department)))
                .replaceWithVoid();
    }

    /** The department the appointment names, or the one of its slot's schedule; empty for none. */
    private Uni<String> department(Tx tx, JsonNode appointment) {
        String named = References.participant(appointment, "HealthcareService").orElse("");
        String slot = References.id(appointment.path("slot").path(0), "Slot").orElse("");
        if (!named.isEmpty() || slot.isEmpty()) {
            return Uni.createFrom().item(named);
        }
        return document(tx, "Slot", slot)
                .map(found -> References.id(found.path("schedule"), "Schedule").orElse(""))
                .chain(schedule -> document(tx, "Schedule", schedule))
                .map(VisitOpening::departmentOf);
    }

    private static String departmentOf(JsonNode schedule) {
        for (JsonNode actor : schedule.path("actor")) {
            String id = References.id(actor, "HealthcareService").orElse("");
            if (!id.isEmpty()) {
                return id;
            }
        }
        return "";
    }

    private static Visit visit(Stored appointment, JsonNode document, String department) {
        String patient =
                References.participant(document, "Patient")
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                appointment.reference() + " names no patient"));
        String doctor = References.participant(document, "Practitioner").orElse(null);
        boolean shared = doctor == null && !department.isEmpty();
        return new Visit(
                Ids.next(),
                appointment.id(),
                patient,
                department.isEmpty() ? null : department,
                shared,
                doctor,
                VisitStatus.ARRIVED);
    }

    private Uni<Void> open(Tx tx, Visit visit) {
        return rows.open(tx, visit)
                .chain(
                        isNew ->
                                isNew
                                        ? write(tx, visit)
                                                .chain(
                                                        made ->
                                                                events.tell(
                                                                        tx,
                                                                        Kinds.VISIT_OPENED,
                                                                        made))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Stored> write(Tx tx, Visit visit) {
        String department = visit.department() == null ? "" : visit.department();
        return Uni.combine()
                .all()
                .unis(
                        document(tx, "Appointment", visit.appointment()),
                        document(tx, "HealthcareService", department),
                        parties(tx, visit))
                .usingConcurrencyOf(1)
                .asTuple()
                .chain(
                        found ->
                                documents.create(
                                        tx,
                                        VisitDocument.opened(
                                                visit,
                                                found.getItem1(),
                                                found.getItem2(),
                                                tx.now()),
                                        new Ownership(Visits.WORKFLOW, found.getItem3())));
    }

    /** Who works on it: the slot's doctor, or the department with those who may accept it. */
    private Uni<List<String>> parties(Tx tx, Visit visit) {
        if (!visit.shared()) {
            return Uni.createFrom()
                    .item(
                            visit.doctor() == null
                                    ? List.of()
                                    : List.of("Practitioner/" + visit.doctor()));
        }
        return duty.doctorsOf(tx, visit.department())
                .map(
                        doctors -> {
                            List<String> parties = new ArrayList<>();
                            parties.add("HealthcareService/" + visit.department());
                            doctors.forEach(doctor -> parties.add("Practitioner/" + doctor));
                            return parties;
                        });
    }

    private Uni<JsonNode> document(Tx tx, String type, String id) {
        if (id.isEmpty()) {
            return Uni.createFrom().item(NOTHING);
        }
        return documents
                .find(tx, type, id)
                .map(found -> found.<JsonNode>map(Stored::document).orElse(NOTHING));
    }
}
