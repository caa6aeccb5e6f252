package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Lets a caller into one patient's record, or not, and says which types they may read there. */
@ApplicationScoped
class RecordDoor {
    /** Types that can stand in a patient's compartment. */
    private static final List<String> COMPARTMENT =
            Definitions.r4().resourceTypes().stream().filter(RecordDoor::isInCompartment).toList();

    private final Access access;
    private final Documents documents;

    RecordDoor(Access access, Documents documents) {
        this.access = access;
        this.documents = documents;
    }

    /**
     * The Patient a call names, when the caller stands in a relation to them: themselves, a
     * guardian, who treats them, or the exchange of records.
     */
    Uni<Stored> open(Call call, Tx tx) {
        return relation(call, tx)
                .invoke(call.trace()::through)
                .chain(() -> documents.find(tx, "Patient", call.id()))
                .map(found -> living(call, found))
                .invoke(call.trace()::touched);
    }

    /**
     * The id of the patient whose visit a call names, when the caller may look into that patient's
     * record. A visit that is not there is answered like a hidden one.
     */
    Uni<String> openVisit(Call call, Tx tx) {
        return documents
                .find(tx, "Encounter", call.id())
                .chain(found -> patientOf(call, tx, found))
                .invoke(patient -> call.trace().sawPatients(List.of(patient)));
    }

    private Uni<String> patientOf(Call call, Tx tx, Optional<Stored> visit) {
        boolean everywhere = call.caller().role() == Role.INTEGRATION;
        if (visit.isEmpty() || visit.get().patients().size() != 1) {
            return Uni.createFrom()
                    .failure(
                            everywhere
                                    ? new RefusedException(
                                            Refusal.NOT_FOUND, "Encounter", call.id())
                                    : access.denial(call.caller()));
        }
        String patient = visit.get().patients().get(0);
        Uni<String> relation =
                everywhere
                        ? Uni.createFrom().item(Reach.TENANT.name().toLowerCase(Locale.ROOT))
                        : access.actFor(tx, call.caller(), patient);
        return relation.invoke(call.trace()::through)
                .invoke(() -> living(visit.get()))
                .invoke(() -> call.trace().touched(visit.get()))
                .replaceWith(patient);
    }

    /** Types of the record that the caller's role may read. */
    static List<String> readable(Role role) {
        return COMPARTMENT.stream()
                .filter(type -> AccessTable.grant(role, type, Action.READ).isPresent())
                .toList();
    }

    private Uni<String> relation(Call call, Tx tx) {
        if (call.caller().role() == Role.INTEGRATION) {
            return Uni.createFrom().item(Reach.TENANT.name().toLowerCase(Locale.ROOT));
        }
        return access.actFor(tx, call.caller(), call.id());
    }

    private static Stored living(Call call, Optional<Stored> found) {
        return living(
                found.orElseThrow(
                        () -> new RefusedException(Refusal.NOT_FOUND, "Patient", call.id())));
    }

    private static Stored living(Stored stored) {
        if (stored.deleted()) {
            throw new RefusedException(Refusal.GONE, stored.type(), stored.id());
        }
        return stored;
    }

    private static boolean isInCompartment(String type) {
        boolean inCompartment = !Definitions.r4().patientCompartment(type).isEmpty();
        return type.equals("Patient") || (inCompartment && !type.equals("AuditEvent"));
    }
}
