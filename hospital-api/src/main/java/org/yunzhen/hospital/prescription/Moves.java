package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Parties;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * Moves a prescription: the row by compare-and-set, then MedicationRequests, Bundle and Task follow
 * it, and it is told.
 */
@ApplicationScoped
class Moves {
    private static final String WORKFLOW = "prescription";

    private final PrescriptionRows rows;
    private final Documents documents;
    private final Parties parties;
    private final CareRelations relations;
    private final Events events;

    Moves(
            PrescriptionRows rows,
            Documents documents,
            Parties parties,
            CareRelations relations,
            Events events) {
        this.rows = rows;
        this.documents = documents;
        this.parties = parties;
        this.relations = relations;
        this.events = events;
    }

    static Ownership ownership(Prescription row) {
        return new Ownership(WORKFLOW, row.parties());
    }

    /**
     * Moves it.
     *
     * @param before the row, locked in this transaction
     * @param kind of the event
     * @param more what else changes in the Task
     */
    Uni<Stored> apply(
            Tx tx,
            Prescription before,
            Prescription after,
            String kind,
            Consumer<ObjectNode> more) {
        return rows.replace(tx, before, after)
                .chain(() -> rows.lines(tx, after.id()))
                .call(lines -> requests(tx, before, after, lines))
                .call(() -> parties.set(tx, "Bundle", after.bundle(), after.parties()))
                .call(() -> endReview(tx, after))
                .chain(lines -> task(tx, after, lines, more))
                .call(task -> events.tell(tx, kind, task));
    }

    /** Writes into the Task what changes nothing of the prescription itself. */
    Uni<Stored> note(Tx tx, Prescription row, Consumer<ObjectNode> said) {
        return rows.lines(tx, row.id()).chain(lines -> task(tx, row, lines, said));
    }

    private Uni<Void> requests(Tx tx, Prescription before, Prescription after, List<Line> lines) {
        boolean sameStatus = before.status().requestStatus().equals(after.status().requestStatus());
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Line line : lines) {
            all =
                    all.chain(
                            () ->
                                    sameStatus
                                            ? shared(tx, line, after)
                                            : request(tx, line, before, after));
        }
        return all;
    }

    private Uni<Void> shared(Tx tx, Line line, Prescription after) {
        return parties.set(tx, "MedicationRequest", line.request(), after.parties());
    }

    private Uni<Void> request(Tx tx, Line line, Prescription before, Prescription after) {
        String status = status(line, before, after).requestStatus();
        return changed(
                        tx,
                        "MedicationRequest",
                        line.request(),
                        after,
                        request -> request.put("status", status))
                .replaceWithVoid();
    }

    /** What a completed prescription leaves of a line was withdrawn before any of it or stopped. */
    private static PrescriptionStatus status(Line line, Prescription before, Prescription after) {
        if (after.status() != PrescriptionStatus.COMPLETED || line.done()) {
            return after.status();
        }
        boolean withdrawn = before.revocation() != null && line.dispensed().signum() == 0;
        return withdrawn ? PrescriptionStatus.CANCELLED : PrescriptionStatus.FAILED;
    }

    private Uni<Stored> task(
            Tx tx, Prescription after, List<Line> lines, Consumer<ObjectNode> more) {
        return changed(
                tx,
                "Task",
                after.id(),
                after,
                task -> {
                    TaskDocument.follow(task, after, lines, tx.now());
                    more.accept(task);
                });
    }

    private Uni<Stored> changed(
            Tx tx, String type, String id, Prescription after, Consumer<ObjectNode> change) {
        return documents
                .lock(tx, type, id)
                .map(Optional::orElseThrow)
                .chain(
                        current -> {
                            ObjectNode document = current.document();
                            change.accept(document);
                            return documents.update(tx, current, document, ownership(after));
                        });
    }

    private Uni<Void> endReview(Tx tx, Prescription after) {
        return switch (after.status()) {
            case REQUESTED, RECEIVED -> Uni.createFrom().voidItem();
            case READY, IN_PROGRESS, COMPLETED, REJECTED, CANCELLED, FAILED ->
                    relations.close(tx, "Task/" + after.id(), Caller.queue(Role.PHARMACIST));
        };
    }
}
