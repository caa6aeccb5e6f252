package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** Writes and signs a prescription that no rule forbids. */
@ApplicationScoped
class PrescribeService {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("Asia/Shanghai"));

    private final Visits visits;
    private final Drafts drafts;
    private final PrescriptionRows rows;
    private final Documents documents;
    private final Signatures signatures;
    private final CareRelations relations;
    private final Events events;

    PrescribeService(
            Visits visits,
            Drafts drafts,
            PrescriptionRows rows,
            Documents documents,
            Signatures signatures,
            CareRelations relations,
            Events events) {
        this.visits = visits;
        this.drafts = drafts;
        this.rows = rows;
        this.documents = documents;
        this.signatures = signatures;
        this.relations = relations;
        this.events = events;
    }

    /** Answers the Task; 422 with all findings when a rule forbids. */
    Uni<Stored> prescribe(Call call, Tx tx) {
        PrescribingWish wish = PrescribingWish.from(call);
        return visits.forPrescribing(call, tx, wish.encounter())
                .chain(visit -> drafts.read(call, tx, wish, visit))
                .chain(draft -> checked(call, tx, draft))
                .invoke(call.trace()::touched);
    }

    private Uni<Stored> checked(Call call, Tx tx, Draft draft) {
        Findings findings = Findings.of(PrescribingRules.findings(draft), draft.wish().reasons());
        findings.refuseIfAny();
        return rows.nextNumber(tx).chain(number -> write(call, tx, draft, findings, number));
    }

    private Uni<Stored> write(Call call, Tx tx, Draft draft, Findings findings, long number) {
        Prescription row = row(call.caller(), tx, draft);
        RequestDocument.Head head = head(row, tx, number);
        List<ObjectNode> requests = requests(head, draft, findings);
        Ownership ownership = Moves.ownership(row);
        return rows.insert(tx, row, lines(draft, requests))
                .chain(() -> createAll(tx, requests, ownership))
                .chain(
                        () ->
                                documents.create(
                                        tx,
                                        SignedBundle.of(
                                                call.site().base(),
                                                row.bundle(),
                                                head,
                                                draft,
                                                requests),
                                        ownership))
                .chain(
                        bundle ->
                                signatures.sign(
                                        tx,
                                        bundle,
                                        row.prescriber(),
                                        ProvenanceDocument.Purpose.AUTHOR,
                                        ownership))
                .map(signed -> TaskDocument.of(row, head, requests, signed.reference()))
                .chain(task -> documents.create(tx, task, ownership))
                .call(task -> openReview(tx, row, task))
                .call(task -> events.tell(tx, Kinds.PRESCRIPTION_SIGNED, task));
    }

    private static Prescription row(Caller doctor, Tx tx, Draft draft) {
        return new Prescription(
                Ids.next(),
                PrescriptionStatus.REQUESTED,
                draft.facts().patient().path("id").textValue(),
                draft.wish().encounter(),
                doctor.actor(),
                Ids.next(),
                tx.now().plusDays(draft.wish().validityDays()),
                null,
                null,
                List.of(),
                null);
    }

    private static RequestDocument.Head head(Prescription row, Tx tx, long number) {
        return new RequestDocument.Head(
                "RX%s%08d".formatted(DAY.format(tx.now()), number),
                row.patient(),
                row.encounter(),
                row.prescriber(),
                tx.now(),
                row.validUntil());
    }

    private static List<ObjectNode> requests(
            RequestDocument.Head head, Draft draft, Findings findings) {
        return draft.lines().stream()
                .map(
                        line ->
                                RequestDocument.of(
                                        head,
                                        Ids.next(),
                                        line,
                                        draft.medicine(line),
                                        findings.reasonsOf(line)))
                .toList();
    }

    private static List<Line> lines(Draft draft, List<ObjectNode> requests) {
        List<Line> lines = new ArrayList<>();
        for (DraftLine line : draft.lines()) {
            lines.add(
                    Line.of(
                            line.number(),
                            requests.get(line.number() - 1).path("id").textValue(),
                            line.code(),
                            line.packages()));
        }
        return lines;
    }

    private Uni<Void> createAll(Tx tx, List<ObjectNode> requests, Ownership ownership) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ObjectNode request : requests) {
            all = all.chain(() -> documents.create(tx, request, ownership)).replaceWithVoid();
        }
        return all;
    }

    /** Until the review is decided every pharmacist on duty may look into the patient's record. */
    private Uni<Void> openReview(Tx tx, Prescription row, Stored task) {
        return relations.open(
                tx,
                Caller.queue(Role.PHARMACIST),
                row.patient(),
                CareRelations.REVIEWING,
                task.reference(),
                row.validUntil());
    }
}
