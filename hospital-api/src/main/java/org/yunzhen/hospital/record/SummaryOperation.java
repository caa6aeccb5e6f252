package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.CompartmentReader;
import org.yunzhen.hospital.store.CompartmentReader.After;
import org.yunzhen.hospital.store.CompartmentReader.Wanted;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code Patient/{id}/$summary}: the International Patient Summary, made when it is asked for. */
@ApplicationScoped
class SummaryOperation implements RecordOperation {
    private static final int CLINICAL_MAX = 500;
    private static final int OBSERVATIONS_MAX = 100;
    private static final String OBSERVATION = "Observation";

    private final RecordDoor door;
    private final CompartmentReader compartments;
    private final Tenants tenants;

    SummaryOperation(RecordDoor door, CompartmentReader compartments, Tenants tenants) {
        this.door = door;
        this.compartments = compartments;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String description() {
        return "The International Patient Summary as a document Bundle: problems, allergies,"
                + " medications, and what there is of immunizations, procedures, results and vital"
                + " signs (the newest 100 observations). Narrative in the language of"
                + " Accept-Language.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.result("Bundle", "A document."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return door.open(call, tx)
                .chain(patient -> clinical(call, tx).chain(all -> answer(call, tx, patient, all)));
    }

    private Uni<List<Stored>> clinical(Call call, Tx tx) {
        List<String> types =
                Arrays.stream(SummarySection.values())
                        .flatMap(section -> section.types().stream())
                        .distinct()
                        .filter(RecordDoor.readable(call.caller().role())::contains)
                        .toList();
        List<String> withoutObservations =
                types.stream().filter(type -> !type.equals(OBSERVATION)).toList();
        return compartments
                .page(tx, call.id(), Wanted.of(withoutObservations), After.NOTHING, CLINICAL_MAX)
                .chain(
                        found ->
                                compartments
                                        .latest(tx, call.id(), OBSERVATION, OBSERVATIONS_MAX)
                                        .map(observations -> joined(found, observations)));
    }

    private static List<Stored> joined(List<Stored> some, List<Stored> others) {
        List<Stored> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Uni<Answer> answer(Call call, Tx tx, Stored patient, List<Stored> clinical) {
        clinical.forEach(resource -> call.trace().sawPatients(resource.patients()));
        List<ObjectNode> documents = clinical.stream().map(Stored::document).toList();
        return tenants.name(tx, call.language())
                .map(name -> organization(name.orElse(tx.tenant())))
                .map(author -> new SummaryDocument(call, tx.now(), patient.document(), author))
                .map(summary -> Answer.document(200, summary.of(documents)));
    }

    private static ObjectNode organization(String name) {
        return FhirJson.object()
                .put("resourceType", "Organization")
                .put("active", true)
                .put("name", name);
    }
}
