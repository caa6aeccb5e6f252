package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Gathers what the rules ask about: wish, record, catalogue, prescriber. */
@ApplicationScoped
class Drafts {
    private final Documents documents;
    private final RecordRows recordRows;
    private final Catalogue catalogue;
    private final Companions companions;

    Drafts(Documents documents, RecordRows recordRows, Catalogue catalogue, Companions companions) {
        this.documents = documents;
        this.recordRows = recordRows;
        this.catalogue = catalogue;
        this.companions = companions;
    }

    Uni<Draft> read(Call call, Tx tx, PrescribingWish wish, ObjectNode visit) {
        String patient = patientOf(visit);
        return Uni.combine()
                .all()
                .unis(
                        found(tx, "Patient", patient),
                        recordRows.clinical(tx, patient),
                        recordRows.weighed(tx, patient),
                        found(tx, "Practitioner", call.caller().actorId()),
                        companions.isSuited(tx, wish.accompaniedBy(), call.caller().actorId()))
                .with(
                        (person, documentsOfPatient, weighed, prescriber, accompanied) ->
                                new Draft(
                                        wish,
                                        new FactsReader(catalogue, tx.tenant(), documentsOfPatient)
                                                .facts(
                                                        existing(person, patient),
                                                        reasons(wish, visit),
                                                        weighed,
                                                        tx.now()),
                                        medicines(tx.tenant(), wish),
                                        prescriber.orElse(null),
                                        accompanied));
    }

    static String patientOf(JsonNode visit) {
        String reference = visit.path("subject").path("reference").asText();
        return reference.substring(reference.indexOf('/') + 1);
    }

    private static ObjectNode existing(Optional<ObjectNode> patient, String id) {
        return patient.orElseThrow(
                () -> new RefusedException(Refusal.REFERENCE_NOT_FOUND, "Patient/" + id));
    }

    private Uni<Optional<ObjectNode>> found(Tx tx, String type, String id) {
        return id == null
                ? Uni.createFrom().item(Optional.empty())
                : documents
                        .find(tx, type, id)
                        .map(found -> found.filter(s -> !s.deleted()).map(Stored::document));
    }

    private Map<String, Medicine> medicines(String tenant, PrescribingWish wish) {
        Map<String, Medicine> medicines = new HashMap<>();
        for (DraftLine line : wish.lines()) {
            catalogue.medicine(tenant, line.code()).ifPresent(m -> medicines.put(line.code(), m));
        }
        return medicines;
    }

    private static Set<String> reasons(PrescribingWish wish, ObjectNode visit) {
        Set<String> ids = new HashSet<>();
        for (JsonNode diagnosis : visit.path("diagnosis")) {
            ids.add(afterSlash(diagnosis.path("condition").path("reference").asText()));
        }
        List<DraftLine> lines = wish.lines();
        lines.forEach(line -> ids.addAll(line.reasons()));
        return ids;
    }

    private static String afterSlash(String reference) {
        return reference.substring(reference.indexOf('/') + 1);
    }
}
