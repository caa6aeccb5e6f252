package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.Authorship;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.Diagnosis;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Confirms follow-ups: the evidence is kept with the visit, the diagnosis becomes a Condition. From
 * then on, and only then, the visit allows a prescription.
 */
@ApplicationScoped
class FollowUps {
    private static final String CLINICAL =
            "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private static final String VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private static final String CATEGORY =
            "http://terminology.hl7.org/CodeSystem/condition-category";

    private final Visits visits;
    private final Documents documents;
    private final Catalogue catalogue;
    private final Events events;
    private final Authorship authorship;

    FollowUps(
            Visits visits,
            Documents documents,
            Catalogue catalogue,
            Events events,
            Authorship authorship) {
        this.visits = visits;
        this.documents = documents;
        this.catalogue = catalogue;
        this.events = events;
        this.authorship = authorship;
    }

    /** The Encounter with the confirmation. */
    Uni<Stored> confirm(Call call, Tx tx, Evidence evidence, String code) {
        return visits.ofDoctor(call, tx)
                .invoke(locked -> locked.visit().status().requireUnderWay())
                .call(locked -> checkEvidence(tx, locked.visit(), evidence, code))
                .chain(
                        locked ->
                                isConfirmed(tx, locked.stored().document(), evidence, code)
                                        .chain(
                                                done ->
                                                        done
                                                                ? Uni.createFrom()
                                                                        .item(locked.stored())
                                                                : write(
                                                                        call,
                                                                        tx,
                                                                        locked,
                                                                        evidence,
                                                                        known(tx, code))));
    }

    /**
     * Whether the visit has this diagnosis of this evidence already: who lost the answer asks
     * again, and the record keeps one Condition of it.
     */
    private Uni<Boolean> isConfirmed(Tx tx, JsonNode visit, Evidence evidence, String code) {
        Uni<Boolean> done = Uni.createFrom().item(false);
        if (!visit.path("extension").findValuesAsText("reference").contains(evidence.reference())) {
            return done;
        }
        for (JsonNode diagnosis : visit.path("diagnosis")) {
            String id = References.id(diagnosis.path("condition"), "Condition").orElse("");
            done =
                    done.chain(
                            before ->
                                    before
                                            ? Uni.createFrom().item(true)
                                            : documents
                                                    .find(tx, "Condition", id)
                                                    .map(c -> grounds(evidence, c, code)));
        }
        return done;
    }

    private static boolean grounds(Evidence evidence, Optional<Stored> condition, String code) {
        return condition
                .filter(stored -> !stored.deleted())
                .filter(stored -> evidence.grounds(stored.document(), code))
                .isPresent();
    }

    private Uni<Void> checkEvidence(Tx tx, Visit visit, Evidence evidence, String code) {
        return documents
                .find(tx, evidence.type(), evidence.id())
                .invoke(
                        found -> {
                            if (found.filter(r -> Evidence.proves(r, visit.patient(), code))
                                    .isEmpty()) {
                                throw new RefusedException(Refusal.EVIDENCE_UNSUITABLE);
                            }
                        })
                .chain(() -> checkAuthor(tx, evidence));
    }

    /**
     * What a doctor of this hospital writes comes of an online visit, this one perhaps: nobody
     * makes the proof that they need.
     */
    private Uni<Void> checkAuthor(Tx tx, Evidence evidence) {
        return authorship
                .isOfRole(tx, Role.DOCTOR, evidence.type(), evidence.id())
                .invoke(
                        own -> {
                            if (own) {
                                throw new RefusedException(Refusal.EVIDENCE_UNSUITABLE);
                            }
                        })
                .replaceWithVoid();
    }

    /** The diagnosis by its code; one that the catalogue does not know is taken without a name. */
    private Diagnosis known(Tx tx, String code) {
        Optional<Diagnosis> found = catalogue.diagnosis(tx.tenant(), code);
        if (found.isEmpty() && catalogue.hasDiagnoses(tx.tenant())) {
            throw Inputs.invalid("diagnosis");
        }
        Diagnosis diagnosis = found.orElseGet(() -> new Diagnosis(code, null, null, false, true));
        if (!diagnosis.onlineFollowUp()) {
            throw new RefusedException(Refusal.DIAGNOSIS_UNSUITABLE);
        }
        return diagnosis;
    }

    private Uni<Stored> write(
            Call call, Tx tx, Visits.Locked locked, Evidence evidence, Diagnosis diagnosis) {
        String by = call.caller().actor();
        ObjectNode condition = condition(tx, locked.visit(), by, evidence, diagnosis);
        ObjectNode detail =
                FhirJson.object().put("step", "confirm-follow-up").put("code", diagnosis.code());
        return documents
                .create(tx, condition, Ownership.of(Visits.WORKFLOW, by))
                .map(made -> confirmed(tx, locked.stored(), by, evidence, made))
                .chain(document -> documents.update(tx, locked.stored(), document))
                .call(
                        stored ->
                                events.tell(
                                        tx,
                                        new Event(Kinds.VISIT_MOVED, stored, List.of(by), detail)));
    }

    private static ObjectNode confirmed(
            Tx tx, Stored encounter, String by, Evidence evidence, Stored condition) {
        ObjectNode document = encounter.document();
        ObjectNode extension = document.withArray("extension").addObject();
        extension.put("url", Extensions.FOLLOW_UP_CONFIRMED);
        ArrayNode parts = extension.putArray("extension");
        ObjectNode proof = parts.addObject().put("url", "evidence");
        proof.putObject("valueReference").put("reference", evidence.reference());
        parts.addObject().put("url", "by").putObject("valueReference").put("reference", by);
        parts.addObject().put("url", "at").put("valueInstant", Stamp.instant(tx.now()));
        document.withArray("reasonReference").addObject().put("reference", condition.reference());
        document.withArray("diagnosis")
                .addObject()
                .putObject("condition")
                .put("reference", condition.reference());
        return document;
    }

    private static ObjectNode condition(
            Tx tx, Visit visit, String by, Evidence evidence, Diagnosis diagnosis) {
        ObjectNode condition = FhirJson.object().put("resourceType", "Condition");
        condition.set("clinicalStatus", concept(CLINICAL, "active"));
        condition.set("verificationStatus", concept(VERIFICATION, "confirmed"));
        condition.putArray("category").add(concept(CATEGORY, "encounter-diagnosis"));
        ObjectNode code = concept(Systems.ICD_10_CN, diagnosis.code());
        if (diagnosis.nameZh() != null) {
            ((ObjectNode) code.path("coding").path(0)).put("display", diagnosis.nameZh());
            code.put("text", diagnosis.nameZh());
        }
        condition.set("code", code);
        reference(condition.putObject("subject"), "Patient/" + visit.patient());
        reference(condition.putObject("encounter"), visit.reference());
        condition.put("recordedDate", Stamp.instant(tx.now()));
        reference(condition.putObject("recorder"), by);
        JsonNode proof = FhirJson.object().put("reference", evidence.reference());
        condition.putArray("evidence").addObject().putArray("detail").add(proof);
        return condition;
    }

    private static void reference(ObjectNode element, String to) {
        element.put("reference", to);
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = FhirJson.object();
        concept.putArray("coding").addObject().put("system", system).put("code", code);
        return concept;
    }
}
