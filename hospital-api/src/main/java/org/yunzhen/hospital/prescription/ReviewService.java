package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/** The pharmacist's review: {@link Rule#R16}, {@link Rule#R17}. */
@ApplicationScoped
class ReviewService {
    private final PrescriptionRows rows;
    private final Documents documents;
    private final Signatures signatures;
    private final PickupCodes codes;
    private final Moves moves;
    private final Access access;

    ReviewService(
            PrescriptionRows rows,
            Documents documents,
            Signatures signatures,
            PickupCodes codes,
            Moves moves,
            Access access) {
        this.rows = rows;
        this.documents = documents;
        this.signatures = signatures;
        this.codes = codes;
        this.moves = moves;
        this.access = access;
    }

    /** What the pharmacist says. */
    private record Decision(Step step, Optional<String> comment) {
        static Decision from(Inputs inputs) {
            Step step =
                    switch (inputs.requiredText("decision")) {
                        case "receive" -> Step.RECEIVE;
                        case "approve" -> Step.APPROVE;
                        case "return" -> Step.RETURN;
                        default -> throw Inputs.invalid("decision");
                    };
            return new Decision(step, inputs.text("comment").filter(comment -> !comment.isBlank()));
        }
    }

    Uni<Stored> review(Call call, Tx tx) {
        Decision decision = Decision.from(Inputs.of(call));
        return rows.lock(tx, call.id())
                .map(
                        found ->
                                found.filter(row -> call.caller().isAmong(row.parties()))
                                        .orElseThrow(() -> access.denial(call.caller())))
                .invoke(() -> call.trace().through(CareRelations.REVIEWING))
                .call(row -> mayReview(call, tx, row, decision))
                .chain(row -> decided(call, tx, row, decision))
                .invoke(call.trace()::touched);
    }

    private Uni<Void> mayReview(Call call, Tx tx, Prescription row, Decision decision) {
        row.status().after(decision.step());
        if (row.expired(tx.now())) {
            throw new RefusedException(Refusal.PRESCRIPTION_EXPIRED);
        }
        if (row.prescriber().equals(call.caller().actor())) {
            throw new RefusedException(Refusal.REVIEWER_IS_PRESCRIBER);
        }
        if (decision.step() == Step.RETURN && decision.comment().isEmpty()) {
            throw new RefusedException(Refusal.REASON_REQUIRED);
        }
        return documents
                .find(tx, "Practitioner", call.caller().actorId())
                .invoke(
                        found -> {
                            if (found.filter(s -> isLicensed(s, tx)).isEmpty()) {
                                throw new RefusedException(
                                        Issue.of(Refusal.LICENSE_EXPIRED).withRule(Rule.R17));
                            }
                        })
                .replaceWithVoid();
    }

    private static boolean isLicensed(Stored pharmacist, Tx tx) {
        return Licence.isHeld(pharmacist.document(), Systems.PHARMACIST_LICENSE, tx.now());
    }

    private Uni<Stored> decided(Call call, Tx tx, Prescription row, Decision decision) {
        Prescription after = row.after(decision.step()).reviewedBy(call.caller().actor());
        Consumer<ObjectNode> commented = comment(call, tx, decision);
        if (decision.step() != Step.APPROVE) {
            return moves.apply(tx, row, after, kind(decision), commented);
        }
        Prescription ready = after.withCode(codes.fresh(tx.tenant()));
        return signed(tx, ready)
                .chain(
                        provenance ->
                                moves.apply(
                                        tx,
                                        row,
                                        ready,
                                        Kinds.PRESCRIPTION_REVIEWED,
                                        commented.andThen(
                                                task ->
                                                        task.withArray("relevantHistory")
                                                                .add(
                                                                        Fhir.reference(
                                                                                provenance
                                                                                        .reference())))));
    }

    private static String kind(Decision decision) {
        return decision.step() == Step.RETURN
                ? Kinds.PRESCRIPTION_REVIEWED
                : Kinds.PRESCRIPTION_MOVED;
    }

    /** The pharmacist signs what the doctor signed, after seeing that it is still that. */
    private Uni<Stored> signed(Tx tx, Prescription ready) {
        return Uni.combine()
                .all()
                .unis(
                        documents.find(tx, "Bundle", ready.bundle()).map(Optional::orElseThrow),
                        documents.find(tx, "Task", ready.id()).map(Optional::orElseThrow))
                .asTuple()
                .call(both -> signatures.verify(tx, both.getItem1(), both.getItem2().document()))
                .chain(
                        both ->
                                signatures.sign(
                                        tx,
                                        both.getItem1(),
                                        ready.reviewer(),
                                        ProvenanceDocument.Purpose.VERIFICATION,
                                        Moves.ownership(ready)));
    }

    private static Consumer<ObjectNode> comment(Call call, Tx tx, Decision decision) {
        return task ->
                decision.comment()
                        .ifPresent(
                                text -> {
                                    TaskDocument.note(task, call.caller().actor(), tx.now(), text);
                                    if (decision.step() == Step.RETURN) {
                                        TaskDocument.reason(task, text);
                                    }
                                });
    }
}
