package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.CompartmentReader;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code Encounter/{id}/$everything} (R4 operation Encounter-everything): what was recorded in one
 * visit, with its patient, for who may look into the patient's record.
 */
@ApplicationScoped
class VisitEverythingOperation implements Operation {
    private final RecordDoor door;
    private final CompartmentReader compartments;
    private final NamedBeside beside;

    VisitEverythingOperation(RecordDoor door, CompartmentReader compartments, NamedBeside beside) {
        this.door = door;
        this.compartments = compartments;
        this.beside = beside;
    }

    @Override
    public String type() {
        return "Encounter";
    }

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(Role.PATIENT, Role.DOCTOR, Role.INTEGRATION);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "The visit, its patient, and everything that refers to the visit and that the"
                + " caller's role may read, and whom and what that names (Practitioner,"
                + " Organization, Location, Medication), in pages: follow the next link until there is none.";
    }

    @Override
    public List<Parameter> parameters() {
        return EverythingPage.PARAMETERS;
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        EverythingPage page = EverythingPage.of(call);
        return door.openVisit(call, tx)
                .chain(
                        patient ->
                                compartments.visitPage(
                                        tx,
                                        patient,
                                        call.id(),
                                        page.types(),
                                        page.wish().since(),
                                        page.after(),
                                        page.wish().count() + 1))
                .chain(found -> beside.answer(call, tx, page, found));
    }
}
