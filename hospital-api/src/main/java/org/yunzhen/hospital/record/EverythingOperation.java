package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.CompartmentReader;
import org.yunzhen.hospital.store.CompartmentReader.Wanted;
import org.yunzhen.hospital.store.Tx;

/** {@code Patient/{id}/$everything}: the record, page by page, from stored bytes. */
@ApplicationScoped
class EverythingOperation implements RecordOperation {
    private final RecordDoor door;
    private final CompartmentReader compartments;
    private final NamedBeside beside;

    EverythingOperation(RecordDoor door, CompartmentReader compartments, NamedBeside beside) {
        this.door = door;
        this.compartments = compartments;
        this.beside = beside;
    }

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public String description() {
        return "Everything in the patient's compartment that the caller's role may read, and whom and"
                + " what that names (Practitioner, Organization, Location, Medication), in pages:"
                + " follow the next link until there is none.";
    }

    @Override
    public List<Parameter> parameters() {
        return CareTime.parametersBefore(EverythingPage.PARAMETERS);
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        EverythingPage page = EverythingPage.of(call);
        Wanted wanted = new Wanted(page.types(), page.wish().since(), CareTime.of(call));
        return door.open(call, tx)
                .chain(
                        patient ->
                                compartments.page(
                                        tx,
                                        patient.id(),
                                        wanted,
                                        page.after(),
                                        page.wish().count() + 1))
                .chain(found -> beside.answer(call, tx, page, found));
    }
}
