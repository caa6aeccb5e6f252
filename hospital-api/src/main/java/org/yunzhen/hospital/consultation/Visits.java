package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.event.Event;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The steps of a visit. Each locks the Encounter, moves row and document together and tells what
 * happened.
 */
@ApplicationScoped
class Visits {
    /** The workflow that owns the Encounters of visits. */
    static final String WORKFLOW = "visit";

    private final VisitRows rows;
    private final Documents documents;
    private final Access access;
    private final CareRelations relations;
    private final Events events;
    private final YunzhenConfig config;

    Visits(
            VisitRows rows,
            Documents documents,
            Access access,
            CareRelations relations,
            Events events,
            YunzhenConfig config) {
        this.rows = rows;
        this.documents = documents;
        this.access = access;
        this.relations = relations;
        this.events = events;
        this.config = config;
    }

    /**
     * A visit whose Encounter is locked until the transaction ends.
     *
     * @param stored the Encounter
     */
    record Locked(Visit visit, Stored stored) {
        /** The doctor who performs it is this actor. */
        boolean isPerformedBy(String actor) {
            return visit.doctor() != null && actor.equals("Practitioner/" + visit.doctor());
        }
    }

    /** Locks the visit the call names; empty when there is none that this room owns. */
    Uni<Optional<Locked>> lock(Tx tx, String encounter) {
        return documents
                .lock(tx, "Encounter", encounter)
                .chain(
                        found ->
                                found.filter(stored -> WORKFLOW.equals(stored.workflow()))
                                        .map(stored -> withRow(tx, stored))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Locked>> withRow(Tx tx, Stored stored) {
        return rows.find(tx, stored.id())
                .map(found -> found.map(visit -> new Locked(visit, stored)));
    }

    /** The visit the call names, where the caller is the doctor who performs it. */
    Uni<Locked> ofDoctor(Call call, Tx tx) {
        return lock(tx, call.id())
                .chain(
                        found ->
                                found.map(locked -> performed(call, tx, locked))
                                        .orElseGet(() -> hidden(call)));
    }

    /** The same visit, where the caller is the doctor who performs it. */
    Uni<Locked> performed(Call call, Tx tx, Locked locked) {
        if (locked.isPerformedBy(call.caller().actor())) {
            call.trace().through(Access.PARTY);
            return Uni.createFrom().item(locked);
        }
        Stored stored = locked.stored();
        return access.relation(
                        tx, call.caller(), Reach.RELATION, stored.patients(), stored.parties())
                .map(
                        relation -> {
                            throw new RefusedException(Refusal.NOT_A_PARTICIPANT);
                        });
    }

    /** The visit the call names, where the caller is its patient or the patient's guardian. */
    Uni<Locked> ofPatient(Call call, Tx tx) {
        return lock(tx, call.id())
                .chain(
                        found ->
                                found.map(
                                                locked ->
                                                        access.actFor(
                                                                        tx,
                                                                        call.caller(),
                                                                        locked.visit().patient())
                                                                .invoke(call.trace()::through)
                                                                .replaceWith(locked))
                                        .orElseGet(() -> hidden(call)));
    }

    /** What is hidden is answered like what is not there. */
    <T> Uni<T> hidden(Call call) {
        return Uni.createFrom().failure(access.denial(call.caller()));
    }

    /** A doctor takes the visit: from now on it is theirs, and they reach the patient's record. */
    Uni<Stored> accept(Tx tx, Locked locked, String doctor) {
        Visit visit = locked.visit();
        VisitStatus next = visit.status().after(VisitStep.ACCEPT);
        ObjectNode document = locked.stored().document();
        VisitDocument.move(document, next, tx.now());
        VisitDocument.participate(document, doctor, tx.now());
        String actor = "Practitioner/" + doctor;
        List<String> told = new ArrayList<>(locked.stored().parties());
        if (!told.contains(actor)) {
            told.add(actor);
        }
        return rows.move(tx, visit, next, doctor)
                .chain(() -> relation(tx, visit, actor, null))
                .chain(
                        () ->
                                documents.update(
                                        tx,
                                        locked.stored(),
                                        document,
                                        Ownership.of(WORKFLOW, actor)))
                .call(stored -> tell(tx, Kinds.VISIT_ACCEPTED, stored, told, FhirJson.object()));
    }

    /** Pauses or resumes. */
    Uni<Stored> move(Tx tx, Locked locked, VisitStep step) {
        return step(tx, locked, step, document -> {})
                .call(stored -> tell(tx, Kinds.VISIT_MOVED, stored, stored.parties(), named(step)));
    }

    /** Finishes; the doctor reaches the record for a while longer. */
    Uni<Stored> finish(Tx tx, Locked locked) {
        return step(tx, locked, VisitStep.FINISH, document -> {})
                .call(() -> letGo(tx, locked.visit()))
                .call(stored -> events.tell(tx, Kinds.VISIT_FINISHED, stored));
    }

    /**
     * Ends a visit that is not finished: what was paid goes back.
     *
     * @param step why: unsuitable (R03), left, lapsed
     * @param reason in words, or null
     * @param guidance where to go instead, or null
     */
    Uni<Stored> cancel(Tx tx, Locked locked, VisitStep step, String reason, String guidance) {
        ObjectNode detail = named(step).put("refund", true);
        return step(
                        tx,
                        locked,
                        step,
                        document -> VisitDocument.ended(document, step, reason, guidance))
                .call(() -> letGo(tx, locked.visit()))
                .call(stored -> tell(tx, Kinds.VISIT_CANCELLED, stored, stored.parties(), detail));
    }

    private Uni<Stored> step(
            Tx tx, Locked locked, VisitStep step, Consumer<ObjectNode> alsoChanged) {
        Visit visit = locked.visit();
        VisitStatus next = visit.status().after(step);
        ObjectNode document = locked.stored().document();
        VisitDocument.move(document, next, tx.now());
        alsoChanged.accept(document);
        return rows.move(tx, visit, next, visit.doctor())
                .chain(() -> documents.update(tx, locked.stored(), document));
    }

    private Uni<Void> letGo(Tx tx, Visit visit) {
        if (!visit.status().isUnderWay()) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime until = tx.now().plus(config.consultation().relationAfter());
        return relation(tx, visit, "Practitioner/" + visit.doctor(), until);
    }

    private Uni<Void> relation(Tx tx, Visit visit, String actor, OffsetDateTime until) {
        return relations.open(
                tx, actor, visit.patient(), CareRelations.TREATING, visit.reference(), until);
    }

    private Uni<Void> tell(
            Tx tx, String kind, Stored stored, List<String> recipients, ObjectNode detail) {
        return events.tell(tx, new Event(kind, stored, recipients, detail));
    }

    private static ObjectNode named(VisitStep step) {
        return FhirJson.object().put("step", step.code());
    }
}
