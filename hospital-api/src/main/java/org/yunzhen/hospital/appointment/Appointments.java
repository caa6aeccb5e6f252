package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** The appointments this workflow owns: found for a caller, locked, written. */
@ApplicationScoped
class Appointments {
    private static final String TYPE = "Appointment";
    private static final String WORKFLOW = "appointment";

    private final Access access;
    private final Documents documents;
    private final SlotRows slots;

    Appointments(Access access, Documents documents, SlotRows slots) {
        this.access = access;
        this.documents = documents;
        this.slots = slots;
    }

    /** An appointment with its slot, both locked. */
    record Locked(SlotFacts slot, Stored stored) {
        AppointmentStatus status() {
            return document().status();
        }

        /** A tree of its own, to be changed. */
        AppointmentDocument document() {
            return AppointmentDocument.of(stored);
        }
    }

    /** The appointment a call names, if the caller may act on it. */
    Uni<Stored> named(Call call, Tx tx) {
        return documents.find(tx, TYPE, call.id()).chain(found -> reached(call, tx, found));
    }

    /** The appointment a call names, locked with its slot, if the caller may act on it. */
    Uni<Locked> lockNamed(Call call, Tx tx) {
        return named(call, tx)
                .invoke(Appointments::refuseRecord)
                .chain(stored -> lockWithSlot(tx, stored));
    }

    /**
     * An appointment with its slot, the slot first; empty when the workflow owns none of that id.
     */
    Uni<Optional<Locked>> lock(Tx tx, String id) {
        return documents
                .find(tx, TYPE, id)
                .chain(
                        found ->
                                found.filter(stored -> WORKFLOW.equals(stored.workflow()))
                                        .map(stored -> lockWithSlot(tx, stored).map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional::empty)));
    }

    /** The same of what an event is about; empty where that is no appointment. */
    Uni<Optional<Locked>> lockSubject(Tx tx, Stored subject) {
        return subject.type().equals(TYPE)
                ? lock(tx, subject.id())
                : Uni.createFrom().item(Optional.empty());
    }

    /** The current version, locked; it exists. */
    Uni<Stored> lockDocument(Tx tx, String id) {
        return documents.lock(tx, TYPE, id).map(Optional::orElseThrow);
    }

    Uni<Stored> create(Tx tx, AppointmentDocument document, SlotFacts slot) {
        return documents.create(tx, document.tree(), ownership(slot));
    }

    Uni<Stored> update(Tx tx, Stored current, AppointmentDocument document, SlotFacts slot) {
        return documents.update(tx, current, document.tree(), ownership(slot));
    }

    /** Refuses to act on another hospital's history. */
    static void refuseRecord(Stored stored) {
        if (!WORKFLOW.equals(stored.workflow())) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, stored.reference());
        }
    }

    private Uni<Locked> lockWithSlot(Tx tx, Stored seen) {
        String slot = AppointmentDocument.of(seen).slot();
        return slots.lock(tx, slot)
                .chain(
                        facts ->
                                lockDocument(tx, seen.id())
                                        .map(stored -> new Locked(facts.get(0), stored)))
                .invoke(locked -> refuseMoved(locked, slot));
    }

    /** It was rescheduled between seeing and locking it: the client may try again. */
    private static void refuseMoved(Locked locked, String slot) {
        if (!locked.document().slot().equals(slot)) {
            throw new RefusedException(Refusal.CONFLICT);
        }
    }

    private Uni<Stored> reached(Call call, Tx tx, Optional<Stored> found) {
        Caller caller = call.caller();
        if (found.isEmpty() || found.get().deleted()) {
            return Uni.createFrom()
                    .failure(
                            caller.role() == Role.OPERATOR
                                    ? new RefusedException(Refusal.NOT_FOUND, TYPE, call.id())
                                    : access.denial(caller));
        }
        Stored stored = found.get();
        return access.relation(
                        tx, caller, reach(caller.role()), stored.patients(), stored.parties())
                .invoke(call.trace()::through)
                .invoke(() -> call.trace().touched(stored))
                .replaceWith(stored);
    }

    private static Reach reach(Role role) {
        return switch (role) {
            case PATIENT -> Reach.OWN;
            case OPERATOR -> Reach.TENANT;
            default -> Reach.RELATION;
        };
    }

    private static Ownership ownership(SlotFacts slot) {
        List<String> parties =
                slot.practitioner() == null
                        ? List.of()
                        : List.of("Practitioner/" + slot.practitioner());
        return new Ownership(WORKFLOW, parties);
    }
}
